package rewrite

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/myia-lang/myia/ad"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
	"github.com/myia-lang/myia/vm"
)

// TestSound evaluates both sides of every rule at all combinations of special
// and random values of each element type that it takes, on scalars and on
// arrays, with the values and derivatives that the rule promises.
func TestSound(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Rules() {
		if seen[r.Name] {
			t.Errorf("two rules are called %s", r.Name)
		}
		seen[r.Name] = true
		if problem := unsound(r); problem != "" {
			t.Errorf("%s: %s", r.Name, problem)
		}
	}
}

// TestSoundCatches plants rules that do not hold, and one that does.
func TestSoundCatches(t *testing.T) {
	for _, r := range []Rule{
		{Name: "nan", Left: "(mul x 0)", Right: "0", On: "float"},
		{Name: "negative zero", Left: "(add x 0)", Right: "x", On: "float"},
		{Name: "infinity", Left: "(sub x x)", Right: "0", On: "float"},
		{Name: "unordered", Left: "(not (lt x y))", Right: "(ge x y)"},
		{Name: "negative zero, left", Left: "(add 0 x)", Right: "x", On: "float"},
		{Name: "overflow", Left: "(floordiv (mul x 2) 2)", Right: "x", On: "int"},
		{Name: "smallest int", Left: "(lt (abs x) 0)", Right: "false", On: "int"},
		{Name: "without a sign", Left: "(abs (neg x))", Right: "(abs x)", On: "int"},
		{Name: "wrapping", Left: "(lt (add x 1) x)", Right: "false", On: "int"},
		{Name: "no type", Left: "(mul (lt x y) 1)", Right: "x"},
		{Name: "derivative", Left: "(gradient.stop x)", Right: "x", Keeps: true},
		{Name: "derivative at ties", Left: "(select (lt x y) y x)", Right: "(pymax x y)", Keeps: true},
		{Name: "swapped", Left: "(select c x y)", Right: "(select c y x)"},
		{Name: "plain product", Left: "(scale x y)", Right: "(mul x y)"},
		{Name: "annihilating product", Left: "(mul x y)", Right: "(scale x y)"},
		{Name: "scale by zero", Left: "(scale x 0)", Right: "0", On: "float"},
		{Name: "scale apart", Left: "(scale x (mul y z))", Right: "(scale (scale x y) z)"},
		{Name: "rounding", Left: "(sub (add x y) y)", Right: "x", On: "float"},
	} {
		if unsound(r) == "" {
			t.Errorf("the planted rule %q, %s => %s, is not found out", r.Name, r.Left, r.Right)
		}
	}
	if problem := unsound(Rule{Name: "extreme", Left: "(select (lt x y) y x)", Right: "(maximum x y)", On: "int"}); problem != "" {
		t.Errorf("a rule that holds is refused: %s", problem)
	}
}

// unsound says where a rule does not hold, "" if it does.
func unsound(r Rule) string {
	tried := 0
	for _, d := range dtype.All() {
		for _, array := range []bool{false, true} {
			s := &sides{rule: r, dtype: d, array: array}
			if !s.build() {
				if takes(r, d) {
					return "it does not match " + d.String()
				}
				continue
			}
			tried++
			if problem := s.compare(); problem != "" {
				return problem
			}
			if d == dtype.F64 && !array && r.Keeps {
				if problem := s.compareDerivatives(); problem != "" {
					return problem
				}
			}
		}
	}
	if tried == 0 {
		return "it matches no element type"
	}
	return ""
}

// takes reports whether a rule names the class of an element type; operations
// that have derivatives refuse small floats.
func takes(r Rule, d dtype.Type) bool {
	return slices.Contains(classes[r.On], d.Class()) && d.Small() == nil
}

// sides is a module with the functions left and right of a rule at one type.
type sides struct {
	rule  Rule
	dtype dtype.Type
	array bool
	vars  []string // in order of first use
	types []types.Type
	m     *ir.Module
	set   *Set
}

// build makes the module; false if the rule does not take the type.
func (s *sides) build() (ok bool) {
	defer func() {
		if r := recover(); r != nil {
			if _, typed := r.(*ir.BuildError); !typed {
				panic(r)
			}
			ok = false // an operation refuses the type
		}
	}()
	s.m = ir.NewModule(ir.Core)
	s.set = Compile([]Rule{s.rule}, func(Rule) bool { return true })
	left := parse(s.rule.Left)
	s.collect(left, false)
	matched := false
	for _, right := range []bool{false, true} {
		b := ir.NewFunc(s.m, map[bool]string{false: "left", true: "right"}[right])
		env := map[string]*ir.Value{}
		for i, v := range s.vars {
			env[v] = b.Param(v, s.types[i])
		}
		if len(s.vars) == 0 {
			return false
		}
		args := make([]*ir.Value, len(left.args))
		for i, a := range left.args {
			args[i] = s.emit(b, a, env, s.conditionAt(left, i))
		}
		var v *ir.Value
		if right {
			var name string
			v, name = s.set.Apply(b, ops.Core().ByName(left.op), args)
			if matched = name == s.rule.Name && v != nil; !matched {
				return false
			}
		} else {
			v = b.Emit1(ops.Core().ByName(left.op), args...)
		}
		b.Finish(v)
	}
	return matched
}

func (s *sides) conditionAt(e *expr, i int) bool { return e.op == "select" && i == 0 }

// collect finds the variables; conditions of select are bools.
func (s *sides) collect(e *expr, cond bool) {
	if e.name != "" && !slices.Contains(s.vars, e.name) {
		s.vars, s.types = append(s.vars, e.name), append(s.types, s.typeOf(cond))
	}
	for i, a := range e.args {
		s.collect(a, s.conditionAt(e, i) || cond && e.op == "not")
	}
}

func (s *sides) typeOf(cond bool) types.Type {
	d := s.dtype
	if cond {
		d = dtype.Bool
	}
	if s.array {
		return types.A(d, types.N("n"))
	}
	return types.Scalar(d)
}

// emit makes the values of the left side, constants of the variables' type.
func (s *sides) emit(b *ir.Builder, e *expr, env map[string]*ir.Value, cond bool) *ir.Value {
	if e.name != "" {
		return env[e.name]
	}
	if e.op == "" {
		like := env[s.vars[0]]
		if x, ok := e.value.(bool); ok {
			return ops.Fill(b, b.Emit1(ops.Const{Value: x}), like)
		}
		return ops.Like(b, like, e.value.(float64))
	}
	args := make([]*ir.Value, len(e.args))
	for i, a := range e.args {
		args[i] = s.emit(b, a, env, s.conditionAt(e, i))
	}
	return b.Emit1(ops.Core().ByName(e.op), args...)
}

// compare evaluates both sides at all combinations of values.
func (s *sides) compare() string {
	rows := s.rows()
	for _, args := range s.calls(rows) {
		want, got := s.call(s.m, "left", args), s.call(s.m, "right", args)
		if !types.Equal(s.m.Func("left").Results[0], s.m.Func("right").Results[0]) {
			return fmt.Sprintf("results are %s and %s", s.m.Func("left").Results[0], s.m.Func("right").Results[0])
		}
		for i := range want {
			if !s.same(want[i], got[i]) {
				at := rows[i%len(rows)]
				return fmt.Sprintf("%s, array %v, at %s: %x, and %x by the rule", s.dtype, s.array, s.show(at), want[i], got[i])
			}
		}
	}
	return ""
}

// same compares the bits of two results; one nan is as good as another, as no
// operation tells them apart.
func (s *sides) same(a, b uint64) bool {
	x, isFloat := s.float(a)
	y, _ := s.float(b)
	return a == b || isFloat && x != x && y != y
}

func (s *sides) float(bits uint64) (float64, bool) {
	d, _ := types.ElemDType(s.m.Func("left").Results[0])
	return math.Float64frombits(dtype.Convert(bits, d, dtype.F64)), d.IsFloat()
}

// compareDerivatives compares the gradients of both sides in all variables, at
// numbers; there is none at nan.
func (s *sides) compareDerivatives() string {
	if _, ok := s.float(0); !ok {
		return ""
	}
	m, wrt := s.withGradients()
	for _, row := range s.rows() {
		if slices.ContainsFunc(row, func(v uint64) bool { x := math.Float64frombits(v); return x != x || math.IsInf(x, 0) }) {
			continue
		}
		args := s.values(row)
		want, got := s.call(m, "grad left", args), s.call(m, "grad right", args)
		for i := range wrt {
			x, y := math.Float64frombits(want[i+1]), math.Float64frombits(got[i+1])
			if x != y && (x == x || y == y) {
				return fmt.Sprintf("the derivative by %s at %s is %v, and %v by the rule", s.vars[wrt[i]], s.show(row), x, y)
			}
		}
	}
	return ""
}

// withGradients adds functions of the gradients, for the cotangent 1.
func (s *sides) withGradients() (*ir.Module, []int) {
	var wrt []int
	for i, t := range s.types {
		if d, _ := types.ElemDType(t); d.IsFloat() {
			wrt = append(wrt, i)
		}
	}
	for _, name := range []string{"left", "right"} {
		b := ir.NewFunc(s.m, "grad "+name)
		var args []*ir.Value
		out := []types.Type{types.CoreF64}
		for i, v := range s.vars {
			args = append(args, b.Param(v, s.types[i]))
		}
		for range wrt {
			out = append(out, types.CoreF64)
		}
		args = append(args, b.Emit1(ops.Const{Value: 1.0}))
		b.Finish(b.Emit(ops.VJP{Fn: name, Wrt: wrt, Out: []int{0}, Results: out}, args...)...)
	}
	m, err := ad.Run(s.m)
	if err != nil {
		panic(err)
	}
	return m, wrt
}

func (s *sides) call(m *ir.Module, name string, args []ops.Value) []uint64 {
	vs, err := vm.New(m, &ops.Env{}).Call(context.Background(), name, args)
	if err != nil {
		panic(err)
	}
	var out []uint64
	for _, v := range vs {
		if x := v.Tensor(); x != nil {
			out = append(out, bitsOf(x)...)
		} else {
			out = append(out, v.Bits)
		}
	}
	return out
}

func (s *sides) show(row []uint64) string {
	parts := make([]string, len(row))
	for i, v := range row {
		parts[i] = s.vars[i] + " = " + showBits(v, s.types[i])
	}
	return strings.Join(parts, ", ")
}

// bitsOf gives the elements as they lie in a machine scalar.
func bitsOf(x *tensor.Tensor) []uint64 {
	out := make([]uint64, x.Len())
	for i := range out {
		out[i] = x.Bits(i)
	}
	return out
}
