package compiler_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/myia-lang/myia/backend/llvm/jit"
	"github.com/myia-lang/myia/backend/llvm/native"
	"github.com/myia-lang/myia/backend/llvm/rt"
	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
	"github.com/myia-lang/myia/vm"
)

// TestEveryOp takes what the registry declares of each operation at its word. Its samples are the nodes of the expressions
// of the conformance table and of their gradients, and the pointwise operations and the reductions on each element type; operations on
// other values than numbers and arrays are in the programs of TestTangents and of the suite. A case is a function
// that repeats its operation and gives its operands back, so that memory that is released or written too early shows.
// Many share a module.

// opCase is a node that is tried by itself: its operands are parameters, but for constants.
type opCase struct {
	n    *ir.Node
	name string
	args []types.Type // of the parameters
}

// family is what samples are counted by: each kind of reduction is an operation of its own.
func family(op ir.Op) string {
	if r, ok := op.(ops.Reduce); ok {
		return op.OpName() + " " + r.Kind
	}
	return op.OpName()
}

// casesPerOp bounds the samples of one family.
const casesPerOp = 16

func TestEveryOp(t *testing.T) {
	t.Parallel()
	met := map[string][]string{} // keys of the samples by family
	m := ir.NewModule(ir.Opt)
	var all []opCase
	take := func(n *ir.Node) {
		name := family(n.Op)
		key := ir.Attributes(n.Op) + fmt.Sprint(ir.Types(n.Args))
		if !plain(n) || len(met[name]) >= casesPerOp || slices.Contains(met[name], key) {
			return
		}
		met[name] = append(met[name], key)
		all = append(all, opCaseOf(m, n, fmt.Sprintf("s%d", len(all))))
	}
	for _, n := range append(pointwise(), folds()...) {
		take(n)
	}
	harvest(t, take)
	everyText(t, m)
	for seed := range uint64(2) {
		everyValue(t, m, all, seed)
	}
	everyDerivative(t, all)
	fmt.Printf("cases: operations n=%d\n", len(all))
	for _, d := range ops.Core().All() {
		if primitive := d.Deriv.Kind == ops.DerivLinear || d.Deriv.Kind == ops.DerivRule; primitive && onNumbers(d) && d.Op.OpName() != (ops.Reduce{}).OpName() && met[family(d.Op)] == nil {
			t.Errorf("there is no case of %s", d.Op.OpName())
		}
	}
}

// onNumbers reports whether an operation is one on numbers and arrays.
func onNumbers(d ops.Decl) bool { return d.Memory.Result != ops.Sole && d.Memory.Of(0) == ops.Borrow }

// plain reports whether a node has scalars and arrays only, and no effect.
func plain(n *ir.Node) bool {
	ok := func(v *ir.Value) bool { _, ok := types.ElemDType(v.Type); return ok }
	return n.Op.Effects() == 0 && len(n.Regions) == 0 && ir.Callee(n.Op) == "" && len(n.Args) > 0 && len(n.Results) == 1 &&
		!slices.ContainsFunc(append(slices.Clone(n.Args), n.Results...), func(v *ir.Value) bool { return !ok(v) })
}

// pointwise gives the pointwise operations on each element type that they take.
func pointwise() []*ir.Node {
	var out []*ir.Node
	for _, d := range ops.Core().All() {
		if d.Batch.Kind != ops.BatchPointwise {
			continue
		}
		for _, e := range []dtype.Type{dtype.Bool, dtype.I64, dtype.F32, dtype.F64} {
			for _, typ := range []types.Type{types.Scalar(e), types.A(e, types.C(5))} {
				for k := 1; k <= 3; k++ {
					args := make([]*ir.Value, k)
					for i := range args {
						args[i] = &ir.Value{Type: typ}
					}
					if k == 3 {
						args[0] = &ir.Value{Type: types.WithDType(typ, dtype.Bool)}
					}
					n := &ir.Node{Op: d.Op, Args: args}
					if ts, err := d.Op.Infer(ir.NewModule(ir.Opt), n); err == nil && len(ts) == 1 {
						n.Results = []*ir.Value{{Type: ts[0], Def: n}}
						out = append(out, n)
					}
				}
			}
		}
	}
	return out
}

// folds gives each kind of reduction on the element types that it takes, over rows, columns and both.
func folds() []*ir.Node {
	var out []*ir.Node
	for _, kind := range slices.Sorted(maps.Keys(ops.Reductions())) {
		for _, axes := range [][]int{{0}, {1}, {0, 1}} {
			for _, e := range []dtype.Type{dtype.F64, dtype.Bool, dtype.I64, dtype.F32} {
				n := &ir.Node{Op: ops.Reduce{Kind: kind, Axes: axes}, Args: []*ir.Value{{Type: types.A(e, types.C(3), types.C(4))}}}
				if ts, err := n.Op.Infer(ir.NewModule(ir.Opt), n); err == nil {
					n.Results = []*ir.Value{{Type: ts[0], Def: n}}
					out = append(out, n)
				}
			}
		}
	}
	return out
}

// harvest gives the nodes of the expressions of the conformance table, and of their gradients.
func harvest(t *testing.T, take func(n *ir.Node)) {
	see := func(text string, ts []types.Type) {
		b, errs := compiler.FromText("everyop.py", text).Build(compiler.Call{Func: "run", Args: ts}, compiler.Opt, compiler.Options{Opt: 1})
		if len(errs) > 0 {
			return // the tests of conformance and derivatives tell
		}
		for _, f := range b.Modules[compiler.Opt].Funcs {
			f.Body.Each(take)
		}
	}
	for _, name := range derivFamilies {
		var fam conformFamily
		readJSON(t, name, &fam)
		c := &conformer{inputs: map[string]compiler.Value{}}
		for k, v := range fam.Inputs {
			c.inputs[k] = inputValue(v)
		}
		var exprs []string
		for _, k := range fam.Cases {
			if !strings.HasPrefix(k.Want, "raises") {
				exprs = append(exprs, k.Expr)
			}
		}
		for chunk := range slices.Chunk(exprs, perProgram) {
			names := c.used(chunk)
			ts, _ := c.arguments(names)
			see(fmt.Sprintf("%sdef run(%s):\n    return (%s,)\n", conformHead, strings.Join(names, ", "), strings.Join(chunk, ", ")), ts)
		}
		for _, positive := range []bool{true, false} {
			c.inputs = smoothInputs(fam, name, positive)
			for chunk := range slices.Chunk(derivCases(fam, name, positive), 40) {
				names := derivNames(chunk)
				ts, _ := c.arguments(names)
				see(derivProgram(chunk, names, true), ts)
			}
		}
	}
}

// opCaseOf adds the function of a case: the operation twice, then its operands.
func opCaseOf(m *ir.Module, n *ir.Node, name string) opCase {
	s := opCase{n: n, name: name}
	b := ir.NewFunc(m, name)
	args := make([]*ir.Value, len(n.Args))
	for i, a := range n.Args {
		args[i] = s.operand(b, a)
	}
	first, second := b.Emit1(n.Op, args...), b.Emit1(n.Op, args...)
	b.Finish(append([]*ir.Value{first, second}, b.F.Params...)...)
	s.owning(m)
	return s
}

// owning adds the function that does the same with operands that it owns and gives the second result, which is all that
// may be alive afterwards. Zeros that are stored between the two take the place of what was released too early.
func (s *opCase) owning(m *ir.Module) {
	b := ir.NewFunc(m, s.name+ownSuffix)
	args := make([]*ir.Value, len(s.n.Args))
	for i, a := range s.n.Args {
		args[i] = (&opCase{}).operand(b, a)
		if t, ok := args[i].Type.(types.Array); ok {
			args[i] = b.Emit1(ops.Concat{Axis: 0, Dim: t.Dims[0]}, args[i])
		}
	}
	b.Emit(s.n.Op, args...)
	for _, a := range args {
		if t, ok := a.Type.(types.Array); ok {
			b.Emit1(ops.Concat{Axis: 0, Dim: t.Dims[0]}, ops.Like(b, a, 0))
		}
	}
	b.Finish(b.Emit1(s.n.Op, args...))
}

// ownSuffix ends the name of a function that owns its operands.
const ownSuffix = "own"

// operand is a constant again, or a parameter.
func (s *opCase) operand(b *ir.Builder, a *ir.Value) *ir.Value {
	if a.Def != nil {
		if c, ok := a.Def.Op.(ops.Const); ok {
			return b.Emit1(c)
		}
	}
	s.args = append(s.args, a.Type)
	return b.Param("", a.Type)
}

// inputs gives numbers for the parameters: ints and bools are 0 or 1, which are places in every array here; floats have
// few bits, so that no sum of products is rounded, whatever its order, or else no pattern.
func (s *opCase) inputs(r *rand.Rand, exact bool) []ops.Value {
	number := func() float64 {
		if exact {
			return float64(1+r.IntN(8)) / 4
		}
		return 0.3 + 1.6*r.Float64()
	}
	out := make([]ops.Value, len(s.args))
	for i, typ := range s.args {
		d, _ := types.ElemDType(typ)
		shape := []int{}
		for _, n := range types.DimsOf(typ) {
			shape = append(shape, int(n.Const))
		}
		x := tensor.New(d, shape...)
		for k := range x.Len() {
			switch d {
			case dtype.Bool:
				tensor.Of[byte](x)[k] = byte(r.IntN(2))
			case dtype.I64:
				tensor.Of[int64](x)[k] = int64(r.IntN(2))
			case dtype.F32:
				tensor.Of[float32](x)[k] = float32(number())
			default:
				tensor.Of[float64](x)[k] = number()
			}
		}
		if out[i] = ops.T(x); len(shape) == 0 {
			out[i] = ops.Elem(x, 0)
		}
	}
	return out
}

// known reports whether all sizes are: others depend on operands.
func (s *opCase) known() bool {
	for _, typ := range append(slices.Clone(s.args), s.n.Results[0].Type) {
		if slices.ContainsFunc(types.DimsOf(typ), func(d types.Dim) bool { return !d.IsConst() }) {
			return false
		}
	}
	return true
}

// everyText prints the samples, reads the text and prints it again.
func everyText(t *testing.T, m *ir.Module) {
	text := ir.Print(m)
	back, err := ir.Parse(source.NewFile("everyop.ir", []byte(text)), ops.Core().ByName)
	if err != nil {
		t.Fatal(err)
	}
	if got := ir.Print(back); got != text {
		t.Errorf("printed\n%s\nwant\n%s", got, text)
	}
}

// everyValue compares the machine and compiled code, which must agree to the bit, twice, and leave the operands alone.
func everyValue(t *testing.T, m *ir.Module, all []opCase, seed uint64) {
	machine := vm.New(m, &ops.Env{Pool: m.Pool})
	calls := []func(ctx context.Context, fn string, args []ops.Value) ([]ops.Value, error){machine.Call}
	var alive string
	if _, ok := conformConfigs()["native"]; ok {
		calls = append(calls, loadAll(t, m, func(c *rt.Ctx) { alive = fmt.Sprintf("%d buffers, %d nodes", c.Live, c.Nodes) }).Call)
	}
	r := rand.New(rand.NewPCG(seed, 3))
	for _, s := range all {
		if !s.known() {
			continue
		}
		args := s.inputs(r, true)
		before := bitsOf(args)
		var want string
		for k, call := range calls {
			out, err := call(context.Background(), s.name, args)
			if err != nil {
				t.Errorf("%s: %v", s, err)
				break
			}
			if got := bitsOf(out[2:]); got != before || bitsOf(args) != before {
				t.Errorf("%s changes its operands: %s, they were %s", s, got, before)
			}
			got := bitsOf(out[:1])
			if again := bitsOf(out[1:2]); again != got {
				t.Errorf("%s gives %s, then %s", s, got, again)
			}
			if k > 0 && got != want {
				t.Errorf("%s on %s: vm %s, native %s", s, before, want, got)
			}
			want = got
			if out, err := call(context.Background(), s.name+ownSuffix, args); err != nil || bitsOf(out) != got {
				t.Errorf("%s on operands of its own: %s, want %s (%v)", s, bitsOf(out), got, err)
			}
			buffers := min(len(types.DimsOf(s.n.Results[0].Type)), 1)
			if want := fmt.Sprintf("%d buffers, 0 nodes", buffers); k > 0 && alive != want {
				t.Errorf("%s leaves %s, want %s", s, alive, want)
			}
		}
	}
}

func (s opCase) String() string {
	return fmt.Sprintf("%s%s on %v", s.n.Op.OpName(), ir.Attributes(s.n.Op), ir.Types(s.n.Args))
}

// loadAll compiles all functions of a module.
func loadAll(t *testing.T, m *ir.Module, watch func(c *rt.Ctx)) *native.Program {
	path, _, err := jit.Find("")
	if err != nil {
		t.Fatal(err)
	}
	lib, err := native.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range m.Funcs {
		names = append(names, f.Name)
	}
	p, err := native.Load(lib, m, native.Options{Entries: names, Env: &ops.Env{Pool: m.Pool}, Watch: watch})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// bitsOf shows values to the bit.
func bitsOf(vs []ops.Value) string {
	var sb strings.Builder
	for _, v := range vs {
		if x := v.Tensor(); x != nil {
			fmt.Fprintf(&sb, "%v %x; ", x.Shape, x.Bytes())
		} else {
			fmt.Fprintf(&sb, "%x; ", v.Bits)
		}
	}
	return sb.String()
}
