package ops

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/text"
	"github.com/myia-lang/myia/types"
)

// Check ends the run with a Python exception if the condition is false. In Msg
// {0} stands for the text of the first operand after the condition, {0!r} for
// its repr.
type Check struct {
	Class, Msg string
}

// Raise ends the run with a Python exception. Operand: its message.
type Raise struct {
	Class string
}

// Print writes text to standard output.
type Print struct{}

// RNGSeed starts the random stream. Operand: the seed.
type RNGSeed struct{}

// RNGNext reserves k numbers of the random stream. Results: seed, counter.
type RNGNext struct{}

// Load reads an array from a file: kind "npy" or "txt".
type Load struct {
	Kind, Path, Delimiter string
	Skip                  int
	Type                  types.Type
}

// Save writes an array to a .npy file. Operands: path, array.
type Save struct{}

var effects = []Decl{
	{Check{}, Traits{noResult, Batched, borrowing, Barrier, Native, CostDear}},
	{Raise{}, Traits{noResult, once, borrowing, Barrier, Native, CostDear}},
	{Print{}, Traits{noResult, once, borrowing, Barrier, Host, CostDear}},
	{RNGSeed{}, Traits{noResult, once, borrowing, Barrier, Native, CostDear}},
	{RNGNext{}, Traits{ZeroBecause("a place in a stream"), once, borrowing, Barrier, Native, CostDear}},
	{Load{}, Traits{RefusedBecause("a file carries no derivative"), once, borrowing, Barrier, Host, CostDear}},
	{Save{}, Traits{noResult, once, borrowing, Barrier, Host, CostDear}},
}

var (
	noResult = ZeroBecause("it has no result")
	once     = Unbatched("an effect happens once")
)

func (Check) OpName() string   { return "check" }
func (Raise) OpName() string   { return "raise" }
func (Print) OpName() string   { return "print" }
func (RNGSeed) OpName() string { return "rng.seed" }
func (RNGNext) OpName() string { return "rng.next" }
func (Load) OpName() string    { return "load" }
func (Save) OpName() string    { return "save" }

// Effects: may end the run.
func (Check) Effects() ir.Effects { return ir.Check }

// Effects: ends the run.
func (Raise) Effects() ir.Effects { return ir.Check }

// Effects: writes.
func (Print) Effects() ir.Effects { return ir.IO }

// Effects: sets the stream.
func (RNGSeed) Effects() ir.Effects { return ir.RNG }

// Effects: advances the stream.
func (RNGNext) Effects() ir.Effects { return ir.RNG }

// Effects: reads a file.
func (Load) Effects() ir.Effects { return ir.IO }

// Effects: writes a file.
func (Save) Effects() ir.Effects { return ir.IO }

// Infer checks the condition.
func (Check) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if len(n.Args) < 1 || !types.Equal(n.Args[0].Type, types.CoreBool) {
		return nil, fmt.Errorf("condition is not a bool")
	}
	return nil, nil
}

// Infer gives no result.
func (Raise) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return nil, takes(n, aString) }

// Infer gives no result.
func (Print) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return nil, takes(n, aString) }

// Infer gives no result.
func (RNGSeed) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return nil, takes(n, anI64) }

// Infer gives seed and counter.
func (RNGNext) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return []types.Type{types.CoreI64, types.CoreI64}, takes(n, anI64)
}

// Infer gives the declared type.
func (o Load) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return given(o.Type, takes(n)) }

// Infer gives no result.
func (Save) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return nil, takes(n, aString, aNumber)
}

// Eval raises if the condition is false.
func (o Check) Eval(_ *Env, n *ir.Node, args []Value) ([]Value, error) {
	if args[0].B() {
		return nil, nil
	}
	return nil, &Raised{Class: o.Class, Msg: Message(o.Msg, n, args)}
}

// Message fills the operands of a check into its message.
func Message(msg string, n *ir.Node, args []Value) string {
	if !strings.Contains(msg, "{") {
		return msg
	}
	for i, a := range args[1:] {
		k := strconv.Itoa(i)
		x := host(n.Args[1+i].Type, a, "py")
		msg = strings.ReplaceAll(msg, "{"+k+"}", text.Str(x))
		msg = strings.ReplaceAll(msg, "{"+k+"!r}", text.Repr(x))
	}
	return msg
}

// Eval raises.
func (o Raise) Eval(_ *Env, _ *ir.Node, args []Value) ([]Value, error) {
	return nil, &Raised{Class: o.Class, Msg: args[0].S()}
}

// Eval writes.
func (Print) Eval(env *Env, _ *ir.Node, args []Value) ([]Value, error) {
	return nil, env.Print(args[0].S())
}

// Eval sets the stream.
func (RNGSeed) Eval(env *Env, _ *ir.Node, args []Value) ([]Value, error) {
	env.Seed, env.Count = uint64(args[0].I()), 0
	return nil, nil
}

// Eval advances the stream.
func (RNGNext) Eval(env *Env, _ *ir.Node, args []Value) ([]Value, error) {
	c := env.Count
	env.Count += uint64(args[0].I())
	return []Value{I(int64(env.Seed)), I(int64(c))}, nil
}

// Eval reads the file.
func (o Load) Eval(env *Env, _ *ir.Node, _ []Value) ([]Value, error) {
	if env.Files == nil {
		return nil, &Raised{Class: "OSError", Msg: "no files here"}
	}
	x, err := env.Files.Load(o)
	if err != nil {
		return nil, &Raised{Class: "OSError", Msg: err.Error()}
	}
	if a, ok := o.Type.(types.Array); ok && !sameShape(a.Dims, x.Shape) {
		return nil, &Raised{Class: "ValueError", Msg: "the file " + o.Path + " has changed since the program was compiled"}
	}
	return fromTensor(x), nil
}

func sameShape(dims []types.Dim, shape []int) bool {
	if len(dims) != len(shape) {
		return false
	}
	for i, d := range dims {
		if d.IsConst() && int(d.Const) != shape[i] {
			return false
		}
	}
	return true
}

// Eval writes the file.
func (Save) Eval(env *Env, n *ir.Node, args []Value) ([]Value, error) {
	if env.Files == nil {
		return nil, &Raised{Class: "OSError", Msg: "no files here"}
	}
	if err := env.Files.Save(args[0].S(), asTensor(n.Args[1].Type, args[1])); err != nil {
		return nil, &Raised{Class: "OSError", Msg: err.Error()}
	}
	return nil, nil
}
