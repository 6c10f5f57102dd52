package ir_test

import (
	"strings"
	"testing"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// sound passes Verify; each fault below is planted into it.
const sound = `module core entry @main

node Pair(f64, *Pair)

array k: f64[2] = [1e+00, 2e+00]

func @f(%0.x: f64, %1: i64) -> (f64) {
  return %0.x
}

func @main(%0: f64, %1: bool, %2: i64, %3: *Pair) -> (f64) {
  %4 = pool{Key="k", Type=f64[2]} : f64[2]
  %5 = call{Fn="f", Results=[f64]} %0, %2 : f64
  %6 = add %0, %5 : f64
  %8 = if %1 {
    %7 = neg %6 : f64
    yield %7
  } {
    yield %0
  } : f64
  %11 = for %2, %8 { (%9: i64, %10: f64) ->
    yield %10
  } : f64
  %15 = while %11 { (%12: f64) ->
    %13 = lt %12, %0 : bool
    yield %13, %12
  } { (%14: f64) ->
    yield %14
  } : f64
  %16, %17 = vjp{Fn="f", Wrt=[0], Out=[0], Results=[f64, f64]} %15, %2, %0 : f64, f64
  %18 = node.new{Name="Pair"} %17, %3 : *Pair
  %19 = node.get{Field=0} %18 : f64
  return %19
}
`

// TestVerifyText plants faults into the text.
func TestVerifyText(t *testing.T) {
	m, err := parse(sound)
	if err != nil {
		t.Fatal(err)
	}
	if err := ir.Verify(m); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ old, new, want string }{
		{"entry @main", "entry @start", "there is no function @start to enter"},
		{"Pair(f64, *Pair)", "Pair(f64, *Pear)", "there is no record Pear"},
		{"Pair(f64, *Pair)", "Pair(f64, *Pair, vec<*Pear?>)", "there is no record Pear"},
		{"%3: *Pair", "%3: *Pear", "there is no record Pear"},
		{"%3: *Pair", "%3: *Pair, %20: f64[]", "f64[] is no type of core IR"},
		{"i64) -> (f64)", "i64) -> (f32)", "return gives f64, not f32"},
		{"i64) -> (f64)", "i64) -> ()", "return gives 1 values, not 0"},
		{`Key="k"`, `Key="l"`, "no array l in the pool"},
		{`Type=f64[2]} : f64[2]`, `Type=f32[2]} : f32[2]`, "the array k is f64[2], not f32[2]"},
		{`Type=f64[2]} : f64[2]`, `Type=f64[3]} : f64[3]`, "the array k is f64[2], not f64[3]"},
		{`call{Fn="f"`, `call{Fn="g"`, "no function @g"},
		{"[f64]} %0, %2", "[f64]} %2, %2", "the call value 0 is i64, want f64"},
		{"[f64]} %0, %2", "[f64]} %0", "the call gives 1 values, want 2"},
		{"Results=[f64]} %0, %2 : f64", "Results=[i64]} %0, %2 : i64", "the function value 0 is f64, want i64"},
		{"add %0, %5 : f64", "add %0, %5 : f32", "add gives f64, not f32"},
		{"add %0, %5", "add %0, %2", "add: "},
		{"add %0, %5", "add %0", "add: has 1 operands, want 2"},
		{"%6 = add %0, %5 : f64", "%6, %20 = add %0, %5 : f64, f64", "add gives 1 values, not 2"},
		{"for %2, %8", "for %2, %7", "%7 is used where it is not defined"},
		{"for %2, %8", "for %2, %10", "%10 is not defined here"},
		{"return %19", "return %10", "%10 is used where it is not defined"},
		{"if %1 {", "if %2 {", "if: condition is i64, not bool"},
		{"    yield %0\n", "    yield\n", "if: else gives 0 values, want 1"},
		{"    yield %0\n", "    yield %2\n", "if: else value 0 is i64, want f64"},
		{"neg %6 : f64", "neg %6 {\n    yield\n  } : f64", "neg has 1 regions, want 0"},
		{" {\n    yield %0\n  } : f64", " : f64", "if has 1 regions, want 2"},
		{"    yield %0\n", " (%20: f64) ->\n    yield %0\n", "if: a region has 1 parameters, want none"},
		{"for %2, %8", "for %0, %8", "for: trip count is f64 and counter i64, not i64"},
		{"(%9: i64, ", "(%9: bool, ", "for: trip count is i64 and counter bool, not i64"},
		{"for %2, %8", "for %2", "for: body has 2 parameters, want 1"},
		{"    yield %10\n", "    yield %9\n", "for: body value 0 is i64, want f64"},
		{"while %11", "while %2", "while: init value 0 is i64, want f64"},
		{"yield %13, %12", "yield %12, %12", "while: condition gives no bool"},
		{"yield %13, %12", "yield %13", "while: body parameters gives 1 values, want 0"},
		{"yield %13, %12", "yield", "while: condition gives no bool"},
		{"yield %14", "yield %1", "while: body value 0 is bool, want f64"},
		{`vjp{Fn="f"`, `vjp{Fn="g"`, "no function @g"},
		{"Wrt=[0]", "Wrt=[1]", "the cotangent of leaf 1 is f64, which is i64"},
		{"Wrt=[0]", "Wrt=[-1]", "no leaf -1"},
		{"Out=[0]", "Out=[]", "vjp: has 3 operands, want 2"},
		{"%15, %2, %0 :", "%15, %2, %2 :", "the cotangent of leaf 0 is i64, which is f64"},
		{"new{Name=\"Pair\"}", "new{Name=\"Pear\"}", "node.new: no record Pear"},
		{"%17, %3 :", "%17 :", "node.new: field gives 1 values, want 2"},
		{"Field=0", "Field=2", "Pair has no field 2"},
		{"Field=0", "Field=-1", "node.get: "},
		{"node.get{Field=0} %18", "node.get{Field=0}", "node.get: has 0 operands"},
		{"add %0, %5 : f64", "transpose{Perm=[1]} %4 : f64[2]", "transpose: operands or attributes do not fit"},
	} {
		text := strings.Replace(sound, c.old, c.new, 1)
		if strings.HasPrefix(c.new, " (%20") {
			text = strings.Replace(sound, " {\n    yield %0\n", " { (%20: f64) ->\n    yield %0\n", 1)
		}
		m, err := parse(text)
		if err == nil {
			err = ir.Verify(m)
		}
		if text == sound || err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q for %q: %v, want %s", c.new, c.old, err, c.want)
		}
	}
}

// TestVerifyGraph plants faults that no text can have.
func TestVerifyGraph(t *testing.T) {
	for _, c := range []struct {
		want  string
		plant func(m *ir.Module, f *ir.Func)
	}{
		{"the record Pair is declared twice", func(m *ir.Module, _ *ir.Func) { m.Nodes = append(m.Nodes, m.Nodes[0]) }},
		{"the function @f is there twice", func(m *ir.Module, _ *ir.Func) { m.Funcs = append(m.Funcs, m.Funcs[0]) }},
		{"the body has other parameters", func(_ *ir.Module, f *ir.Func) { f.Params = f.Params[:2] }},
		{"the body has other parameters", func(_ *ir.Module, f *ir.Func) {
			f.Params = append([]*ir.Value{{Type: types.CoreF64}}, f.Params[1:]...)
		}},
		{"there are marks of 1 parameters, not of 4", func(_ *ir.Module, f *ir.Func) { f.Owned = []bool{true} }},
		{"%19 is not below the function's next one, 19", func(_ *ir.Module, f *ir.Func) { f.NextID = 19 }},
		{"%0 is defined twice", func(_ *ir.Module, f *ir.Func) { f.Body.Nodes[1].Results[0].ID = 0 }},
		{"%6 does not know the node", func(_ *ir.Module, f *ir.Func) { f.Body.Nodes[2].Results[0].Def = f.Body.Nodes[0] }},
		{"%1 does not know the node", func(_ *ir.Module, f *ir.Func) { f.Params[1].Def = f.Body.Nodes[0] }},
		{"an operand of add is nil", func(_ *ir.Module, f *ir.Func) { f.Body.Nodes[2].Args[1] = nil }},
		{"%6 is used where it is not defined", func(_ *ir.Module, f *ir.Func) {
			ns := f.Body.Nodes
			ns[2], ns[3] = ns[3], ns[2]
		}},
		{"<nil> is no type of core IR", func(_ *ir.Module, f *ir.Func) { f.Params[2].Type = nil }},
		{"int is no type of core IR", func(_ *ir.Module, f *ir.Func) { f.Params[2].Type = types.Int }},
	} {
		m, err := parse(sound)
		if err != nil {
			t.Fatal(err)
		}
		c.plant(m, m.Func("main"))
		if err := ir.Verify(m); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}
