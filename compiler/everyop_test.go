package compiler_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/types"
)

// TestEveryOp takes what the registry declares of each operation at its word, on each element type that its type rule
// takes. everyop_samples_test.go says where the samples come from, everyop_numbers_test.go which numbers they are given,
// everyop_value_test.go what is asked of values and memory, and everyop_deriv_test.go of derivatives.

// opCase is a node that is tried by itself: its operands are parameters, but for constants.
type opCase struct {
	n     *ir.Node
	name  string
	args  []types.Type // of the parameters
	place []bool       // whether a parameter tells a place or a size, which must be one that is there
}

// family is what samples are counted by: each kind of reduction is an operation of its own.
func family(op ir.Op) string {
	if r, ok := op.(ops.Reduce); ok {
		return op.OpName() + " " + r.Kind
	}
	return op.OpName()
}

// everyCase collects the cases. Many share a module.
type everyCase struct {
	m     *ir.Module
	all   []opCase
	met   map[string][]string // keys of the samples by family and element types
	names map[string]bool     // of the operations of all cases: whether slopes are taken
}

// take makes a case of a node unless there are as many of its kind.
func (e *everyCase) take(n *ir.Node, most int) {
	name := kindOf(n)
	key := ir.Attributes(n.Op) + fmt.Sprint(ir.Types(n.Args))
	if !plain(n) || len(e.met[name]) >= most || slices.Contains(e.met[name], key) {
		return
	}
	e.met[name] = append(e.met[name], key)
	e.all = append(e.all, opCaseOf(e.m, n, fmt.Sprintf("s%d", len(e.all))))
}

// kindOf is the family of a node, and its operands' element types.
func kindOf(n *ir.Node) string {
	name := family(n.Op)
	for _, a := range n.Args {
		d, _ := types.ElemDType(a.Type)
		name += " " + d.String()
	}
	return name
}

func TestEveryOp(t *testing.T) {
	t.Parallel()
	e := &everyCase{m: ir.NewModule(ir.Opt), met: map[string][]string{}, names: map[string]bool{}}
	e.samples(t)
	everyProgram(t, e.tried)
	e.demand(t)
	everyText(t, e.m)
	everyValue(t, e.m, e.all)
	everyDerivative(t, e.all)
	fmt.Printf("cases: operations n=%d\n", len(e.all))
}

// tried notes that an operation is in a case, and whether the case has slopes.
func (e *everyCase) tried(op ir.Op, slopes bool) {
	e.names[op.OpName()] = e.names[op.OpName()] || slopes
}

// demand reports operations that no case has, or none with slopes though derivatives come through.
func (e *everyCase) demand(t *testing.T) {
	for _, s := range e.all {
		e.tried(s.n.Op, s.wide() && s.sloped())
	}
	for _, d := range ops.Core().All() {
		switch slopes, there := e.names[d.Op.OpName()]; {
		case elsewhere(d):
		case !there:
			t.Errorf("there is no case of %s", d.Op.OpName())
		case d.Deriv.Passes() && !slopes:
			t.Errorf("there is no case of the derivative of %s", d.Op.OpName())
		}
	}
}

// elsewhere reports whether an operation is none that runs, or the host's own, which answers for the world.
func elsewhere(d ops.Decl) bool {
	return d.Where == ops.Derived || d.Where == ops.Host && d.Op.Effects()&ir.IO != 0
}

// plain reports whether a node has scalars and arrays only, and no effect.
func plain(n *ir.Node) bool {
	ok := func(v *ir.Value) bool { _, ok := types.ElemDType(v.Type); return ok }
	return n.Op.Effects() == 0 && len(n.Regions) == 0 && ir.Callee(n.Op) == "" && len(n.Args) > 0 && len(n.Results) == 1 &&
		!slices.ContainsFunc(append(slices.Clone(n.Args), n.Results...), func(v *ir.Value) bool { return !ok(v) })
}

// opCaseOf adds the function of a case: the operation twice, then its operands, so that memory that is released or
// written too early shows.
func opCaseOf(m *ir.Module, n *ir.Node, name string) opCase {
	s := opCase{n: n, name: name}
	b := ir.NewFunc(m, name)
	args := s.operands(b)
	first, second := b.Emit1(n.Op, args...), b.Emit1(n.Op, args...)
	b.Finish(append([]*ir.Value{first, second}, b.F.Params...)...)
	s.owning(m)
	return s
}

// owning adds the function that does the same with operands that it owns and gives the second result, which is all that
// may be alive afterwards.
func (s *opCase) owning(m *ir.Module) {
	b := ir.NewFunc(m, s.name+ownSuffix)
	args := (&opCase{n: s.n}).operands(b)
	for i, a := range args {
		if t, ok := a.Type.(types.Array); ok {
			args[i] = b.Emit1(ops.Concat{Axis: 0, Dim: t.Dims[0]}, a)
		}
	}
	b.Emit(s.n.Op, args...)
	b.Finish(b.Emit1(s.n.Op, args...))
}

// ownSuffix ends the name of a function that owns its operands.
const ownSuffix = "own"

// operands makes each operand a constant again, or a parameter.
func (s *opCase) operands(b *ir.Builder) []*ir.Value {
	s.args, s.place = nil, nil
	out := make([]*ir.Value, len(s.n.Args))
	for i, a := range s.n.Args {
		if a.Def != nil {
			if c, ok := a.Def.Op.(ops.Const); ok {
				out[i] = b.Emit1(c)
				continue
			}
		}
		s.args, s.place = append(s.args, a.Type), append(s.place, s.isPlace(i))
		out[i] = b.Param("", a.Type)
	}
	return out
}

// isPlace reports whether operand i tells a place or a size: an int, but for the numbers that are computed with.
func (s *opCase) isPlace(i int) bool {
	d, _ := types.ElemDType(s.n.Args[i].Type)
	_, array := s.n.Args[i].Type.(types.Array)
	f := ops.TraitsOf(s.n.Op).Fuse
	return d.Class() != dtype.Float && f != ops.FusePointwise && f != ops.FuseFold && !(i == 0 && array)
}

func (s opCase) String() string {
	return fmt.Sprintf("%s%s on %v", s.n.Op.OpName(), ir.Attributes(s.n.Op), ir.Types(s.n.Args))
}

// everyText prints the samples, reads the text and prints it again.
func everyText(t *testing.T, m *ir.Module) {
	text := ir.Print(m)
	back, err := ir.Parse(source.NewFile("everyop.ir", []byte(text)), ops.Core().Known)
	if err != nil {
		t.Fatal(err)
	}
	if got := ir.Print(back); got != text {
		t.Errorf("printed\n%s\nwant\n%s", got, text)
	}
}
