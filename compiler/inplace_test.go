package compiler_test

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/myia-lang/myia/ad"
	"github.com/myia-lang/myia/backend/llvm/native"
	"github.com/myia-lang/myia/backend/llvm/rt"
	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/opt"
	"github.com/myia-lang/myia/pass"
	"github.com/myia-lang/myia/types"
)

// Numbers that the programs of TestInPlace write: with a copy of all for each, they would take minutes.
const inPlaceNumbers = 250_000

// TestInPlace runs the programs of testdata/everyop/in_place.txtar, which are core IR, and of in_place_programs.txtar, and their gradients on few numbers, where the machine and
// compiled code agree, and on many, within time and memory in proportion, with the passes of opt and without.
func TestInPlace(t *testing.T) {
	if _, ok := conformConfigs()["native"]; !ok {
		t.Skip("no libLLVM")
	}
	for _, archive := range []string{"in_place", "in_place_programs"} {
		ar, err := txtar.ParseFile("../testdata/everyop/" + archive + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range ar.Files {
			text := string(file.Data)
			if strings.HasSuffix(file.Name, ".py") {
				text = coreText(t, text)
			}
			for _, optimise := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s/%t", file.Name, optimise), func(t *testing.T) { inPlace(t, text, optimise) })
			}
		}
	}
}

// coreText is the core IR of a program whose function f takes an int and a float, without the line that names the module.
func coreText(t *testing.T, program string) string {
	call := compiler.Call{Func: "f", Args: []types.Type{types.Int, types.Float}}
	b, errs := compiler.FromText("main.py", program).Build(call, compiler.Core, compiler.Options{})
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	_, text, _ := strings.Cut(ir.Print(b.Modules[compiler.Core]), "\n")
	return text
}

func inPlace(t *testing.T, text string, optimise bool) {
	m := gradientsOf(t, text, optimise)
	var ctx rt.Ctx
	lib, err := poisoning()
	if err != nil {
		t.Fatal(err)
	}
	code, err := native.Load(lib, m, native.Options{Entries: []string{"f", "g"}, Env: &ops.Env{Pool: m.Pool}, Watch: func(c *rt.Ctx) { ctx = *c }})
	if err != nil {
		t.Fatal(err)
	}
	run := func(fn string, n int64) ([]ops.Value, time.Duration) {
		limit, done := context.WithTimeout(context.Background(), 20*time.Second)
		defer done()
		args := []ops.Value{ops.I(n), ops.F64(1.25)}
		if fn == "g" {
			args = append(args, ops.F64(1))
		}
		start := time.Now()
		out, err := code.Call(limit, fn, args)
		if err != nil {
			t.Fatalf("%s(%d): %v", fn, n, err)
		}
		return out, time.Since(start)
	}
	for _, n := range []int64{2, 3, 7} {
		want := called(t, m, "g", []ops.Value{ops.I(n), ops.F64(1.25), ops.F64(1)})
		got, _ := run("g", n)
		near := func(x, y ops.Value) bool { return closeTo("", flat(x), flat(y), 1e-12) == "" }
		if !slices.EqualFunc(got, want, near) {
			t.Errorf("n = %d: vm gives %v, native %v", n, want, got)
		}
		const h = 1e-6
		up := called(t, m, "f", []ops.Value{ops.I(n), ops.F64(1.25 + h)})[0].F64()
		down := called(t, m, "f", []ops.Value{ops.I(n), ops.F64(1.25 - h)})[0].F64()
		if p := closeTo("gradient, and differences", flat(want[1]), []float64{(up - down) / (2 * h)}, 1e-6); p != "" {
			t.Errorf("n = %d: %s", n, p)
		}
	}
	many, some := int64(inPlaceNumbers), int64(inPlaceNumbers/10)
	if isTable(m) {
		many, some = 500, 150
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	called(t, m, "g", []ops.Value{ops.I(some), ops.F64(1.25), ops.F64(1)})
	runtime.ReadMemStats(&after)
	if each := (after.TotalAlloc - before.TotalAlloc) / (inPlaceNumbers / 10); each > 10_000 { // a copy takes 200,000
		t.Errorf("the machine allocates %d bytes for each number", each)
	}
	_, plain := run("f", many)
	_, gradient := run("g", many)
	bytes := ctx.MemPeak
	fmt.Printf("in place: %-30s f %8.1f ms, g %8.1f ms, %d bytes for each number\n", t.Name(), plain.Seconds()*1e3, gradient.Seconds()*1e3, bytes/inPlaceNumbers)
	if gradient > 5*time.Second || bytes > 600*inPlaceNumbers {
		t.Errorf("the gradient takes %v and %d bytes", gradient, bytes)
	}
}

// isTable reports whether a program has an array of two axes, of n numbers each.
func isTable(m *ir.Module) bool {
	found := false
	m.Func("f").Body.Each(func(n *ir.Node) {
		op, ok := n.Op.(ops.Broadcast)
		found = found || ok && len(op.Dims) == 2 && !op.Dims[1].IsConst()
	})
	return found
}

// gradientsOf reads a module with f(n, x) and adds g(n, x, ct), which gives f and its gradient.
func gradientsOf(t *testing.T, text string, optimise bool) *ir.Module {
	m, err := readIR("module core\n" + text)
	if err != nil {
		t.Fatal(err)
	}
	b := ir.NewFunc(m, "g")
	ps := []*ir.Value{b.Param("n", m.Func("f").Params[0].Type), b.Param("x", m.Func("f").Params[1].Type)}
	d := ps[1].Type
	ps = append(ps, b.Param("ct", d))
	b.Finish(b.Emit(ops.VJP{Fn: "f", Wrt: []int{1}, Out: []int{0}, Results: append(slices.Clone(m.Func("f").Results), d)}, ps...)...)
	steps := []*pass.Pass{{Name: "ad", Needs: ir.Core, Gives: ir.Opt, Run: ad.Run}}
	if optimise {
		steps = slices.Concat(opt.Passes(ir.Core), steps, opt.Passes(ir.Opt))
	}
	r := pass.Runner{Verify: ir.Verify}
	for _, p := range steps {
		if m, err = r.Run(p, m); err != nil {
			t.Fatal(err)
		}
	}
	return m
}
