package native

import (
	"context"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/myia-lang/myia/backend/llvm/rt"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/golden"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
	"github.com/myia-lang/myia/vm"
)

// TestTexts runs the functions of the programs whose texts package llvm shows: what stands there is right.
func TestTexts(t *testing.T) {
	paths, _ := filepath.Glob("../testdata/*.txtar")
	if len(paths) < 15 {
		t.Errorf("only %d programs", len(paths))
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			agreeAll(t, golden.Read(t, string(ar.Files[0].Data)), 3)
		})
	}
}

// TestValues runs the programs of every operation on vecs, records, texts and accumulators.
func TestValues(t *testing.T) {
	ar, err := txtar.ParseFile("../../../testdata/everyop/values.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []dtype.Type{dtype.F64, dtype.I8} {
		text := "module opt\n"
		for _, f := range ar.Files {
			part := strings.NewReplacer("$F", f.Name, "$T", d.String()).Replace(string(f.Data))
			if readable("module opt\n" + part) {
				text += part
			} else if d == dtype.F64 {
				t.Errorf("%s is no program", f.Name)
			}
		}
		t.Run(d.String(), func(t *testing.T) { agreeAll(t, golden.Read(t, text), 2) })
	}
}

func readable(text string) bool {
	m, err := ir.Parse(source.NewFile("values.ir", []byte(text)), ops.Core().Known)
	return err == nil && ir.Verify(m) == nil
}

// agreeAll compares all functions of a module with the virtual machine's, of some operands each; there are so many places.
func agreeAll(t *testing.T, m *ir.Module, places int) {
	t.Helper()
	var want, got answer
	machine := vm.New(m, want.env())
	for _, o := range both {
		o.Env, o.Budget = got.env(), 1<<30
		for _, f := range m.Funcs {
			o.Entries = append(o.Entries, f.Name)
		}
		p := load(t, m, o)
		for _, f := range m.Funcs {
			for k := range trials {
				args := operands(f, k, places)
				want, got = answer{}, answer{}
				want.results, want.err = machine.Call(context.Background(), f.Name, args)
				p.watch = func(c *rt.Ctx) { noLeak(t, m, f, args, want.results, c) }
				got.results, got.err = p.Call(context.Background(), f.Name, args)
				got.compare(t, f, want)
			}
			if t.Failed() {
				t.Fatalf("@%s", f.Name)
			}
		}
	}
}

// trials is how often each function is called: enough for each edge to stand beside most others.
const trials = 40

var (
	ints   = []int64{0, 1, -1, 2, -3, 7, 63, 64, -64, 255, 1 << 31, math.MinInt64, math.MaxInt64, -1 << 40}
	floats = []float64{0, math.Copysign(0, -1), 1, -1, 0.5, -2.5, 3, 200, -129, 1e300, -1e300, 1e19, 1 << 62, 5e-324, math.Inf(1), math.Inf(-1), math.NaN()}
)

// operands are those of call k: awkward numbers for functions of numbers that repeat nothing; small ones else, since they are
// places and counts, and arrays of at least four elements along each axis.
func operands(f *ir.Func, k, places int) []ops.Value {
	sizes := map[string]int{}
	if plain(f) {
		places = 0
	}
	var out []ops.Value
	for i, p := range f.Params {
		out = append(out, operand(p.Type, sizes, k+i*(1+k/13), places))
	}
	return out
}

// operand is value k of a type; a vec has three rows, a record is null.
func operand(t types.Type, sizes map[string]int, k, places int) ops.Value {
	switch t := t.(type) {
	case types.Scalar:
		return number(t.DType(), k, places)
	case types.Array:
		return array(t, sizes, k)
	case types.Vec:
		var leaves []ops.Value
		for i := range 3 * len(t.Elems) {
			leaves = append(leaves, operand(t.Elems[i%len(t.Elems)], sizes, k+i, places))
		}
		return ops.Value{Ref: ops.VecOf(len(t.Elems), 3, leaves)}
	case types.Node, types.Opt:
		return ops.Value{}
	}
	return ops.S([]string{"h\u00e9llo", "llo", "abc"}[k%3])
}

// plain reports whether a function has nothing but numbers, and runs each of its operations once.
func plain(f *ir.Func) bool {
	yes := true
	number := func(t types.Type) {
		_, ok := t.(types.Scalar)
		yes = yes && ok
	}
	for _, v := range f.Params {
		number(v.Type)
	}
	for _, t := range f.Results {
		number(t)
	}
	f.Body.Each(func(n *ir.Node) {
		yes = yes && len(n.Regions) == 0 && ir.Callee(n.Op) == ""
		for _, v := range slices.Concat(n.Args, n.Results) {
			number(v.Type)
		}
	})
	return yes
}

// number is one of so many places if it is an int; awkward if there are none.
func number(d dtype.Type, k, places int) ops.Value {
	switch {
	case d.IsFloat() && places == 0:
		return scalar(d, dtype.F64, math.Float64bits(floats[k%len(floats)]))
	case d.IsFloat():
		return scalar(d, dtype.F64, math.Float64bits(float64(k%5)-1.75))
	case places == 0:
		return scalar(d, dtype.I64, uint64(ints[k%len(ints)]))
	}
	return scalar(d, dtype.I64, uint64(k%places))
}

func scalar(d, from dtype.Type, bits uint64) ops.Value {
	return ops.Value{Bits: dtype.Convert(bits, from, d)}
}

// array gives each named size a number of its own.
func array(t types.Array, sizes map[string]int, k int) ops.Value {
	shape := make([]int, len(t.Dims))
	for i, d := range t.Dims {
		shape[i] = int(d.Const)
		if !d.IsConst() {
			if sizes[d.String()] == 0 {
				sizes[d.String()] = 4 + 29*(k%2) + len(sizes)
			}
			shape[i] = sizes[d.String()]
		}
	}
	x := tensor.New(t.DType, shape...)
	for i := range x.Len() {
		x.SetBits(i, number(t.DType, i*7+i/5+k, 3).Bits)
	}
	return ops.T(x)
}
