package compiler_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/myia-lang/myia/ad"
	"github.com/myia-lang/myia/backend/llvm/native"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/types"
)

// program is a function of testdata/everyop on one element type, or one that ad made of it.
type program struct {
	opCase
	results []types.Type
	fresh   bool // whether no two of its results share memory
}

// programs reads them, on each element type that the type rules of their operations take. They are in one module, with
// their gradients, and the tangents of both on f64.
func programs(t *testing.T) (m *ir.Module, all []program, slope []*slopes) {
	ar, err := txtar.ParseFile("../testdata/everyop/values.txtar")
	if err != nil {
		t.Fatal(err)
	}
	text := "module core\n"
	var names []string
	for _, f := range ar.Files {
		for _, d := range dtype.All() {
			name := f.Name + "." + d.String()
			part := strings.NewReplacer("$F", name, "$T", d.String()).Replace(string(f.Data))
			if _, err := readIR("module core\n" + part); err == nil {
				text += part
				names = append(names, name)
			} else if d == dtype.F64 {
				t.Errorf("%s: %v", f.Name, err)
			}
		}
	}
	if m, err = readIR(text); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if d := withGradients(m, m.Func(name)); d != nil {
			slope = append(slope, d)
		}
	}
	if m, err = ad.Run(m); err != nil {
		t.Fatal(err)
	}
	m.Stage = ir.Opt
	for _, d := range slope {
		names = append(names, d.g)
		if strings.HasSuffix(d.f, "."+dtype.F64.String()) {
			if err := d.tangents(m); err != nil {
				t.Fatal(err)
			}
			names = append(names, d.ofF, d.ofG)
		}
	}
	if err := ir.Verify(m); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		p := programOf(m.Func(name))
		p.fresh = !strings.HasSuffix(name, ".g") && !strings.HasSuffix(name, ".jvp")
		all = append(all, p)
	}
	return m, all, slope
}

func readIR(text string) (*ir.Module, error) {
	m, err := ir.Parse(source.NewFile("everyop.ir", []byte(text)), ops.Core().Known)
	if err == nil {
		err = ir.Verify(m)
	}
	return m, err
}

func programOf(f *ir.Func) program {
	p := program{opCase: opCase{name: f.Name, args: ir.Types(f.Params)}, results: f.Results}
	for _, t := range p.args {
		d, _ := types.ElemDType(t)
		p.place = append(p.place, d == dtype.I64)
	}
	return p
}

// everyProgram compares the machine and compiled code on the programs, and their derivatives on f64 with differences. It
// tells their operations.
func everyProgram(t *testing.T, tried func(op ir.Op, slopes bool)) {
	m, all, slope := programs(t)
	for _, f := range m.Funcs {
		f.Body.Each(func(n *ir.Node) { tried(n.Op, m.Func(f.Name+".jvp") != nil) })
	}
	machines, err := machinesFor(t, m, native.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(5, 6))
	for _, p := range all {
		for _, trial := range []trial{{exact, sizes{rows: 3, columns: 4}, 3}, {rare, sizes{rows: 70, columns: 41}, 2}} {
			for range trial.times {
				if problem := p.value(machines, p.inputs(r, trial.how, trial.sizes)); problem != "" {
					t.Errorf("%s: %s", p.name, problem)
				}
			}
		}
	}
	for _, d := range slope {
		if d.ofF == "" {
			continue
		}
		p := programOf(m.Func(d.f))
		for ends := true; ends; { // until there is a point where the program does not raise
			d.at(&p.opCase, r, smooth)
			_, err := machines.call[0](context.Background(), d.f, d.x)
			ends = err != nil
		}
		if problem := d.problem(false); problem != "" {
			t.Errorf("%s: %s", d.f, problem)
		}
	}
	fmt.Printf("cases: programs of operations n=%d\n", len(all))
}

// value says what is wrong with a program's results, or with the error that it ends with.
func (p *program) value(a *machines, args []ops.Value) string {
	want, wantErr := a.call[0](context.Background(), p.name, args)
	for _, call := range a.call[1:] {
		out, err := call(context.Background(), p.name, args)
		if fmt.Sprint(err) != fmt.Sprint(wantErr) {
			return fmt.Sprintf("vm ends with %v, native with %v", wantErr, err)
		}
		if err != nil {
			return ""
		}
		for i, t := range p.results {
			if t == types.Str && out[i].S() != want[i].S() {
				return fmt.Sprintf("result %d: vm %q, native %q", i, want[i].S(), out[i].S())
			}
			if problem := firstDifference(t, want[i], out[i]); t != types.Str && problem != "" {
				return fmt.Sprintf("result %d, vm and native: %s", i, problem)
			}
		}
		// Texts that are given are held to the end: no program stores one.
		if want := onHeap(p.results) + texts(p.args); p.fresh && a.buffers < want || a.buffers > want || a.nodes > 0 {
			return fmt.Sprintf("leaves %d buffers, %d nodes, want %d and none", a.buffers, a.nodes, want)
		}
	}
	return ""
}

// onHeap counts what has buffers.
func onHeap(ts []types.Type) int64 { return int64(len(ts)) - without(ts, types.IsHeap) }

func texts(ts []types.Type) int64 {
	return int64(len(ts)) - without(ts, func(t types.Type) bool { return t == types.Str })
}

func without(ts []types.Type, is func(types.Type) bool) int64 {
	return int64(len(slices.DeleteFunc(slices.Clone(ts), is)))
}
