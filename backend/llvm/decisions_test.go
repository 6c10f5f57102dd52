package llvm

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/golden"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// What 64 bits cannot count is not known, and what memory cannot hold has no size.
func TestCounts(t *testing.T) {
	for _, c := range []struct {
		sizes []int64
		want  int64
	}{
		{nil, 1}, {[]int64{3, 5}, 15}, {[]int64{5, 0}, 0}, {[]int64{5, unknown}, unknown}, {[]int64{math.MaxInt64, 1}, math.MaxInt64},
		{[]int64{math.MaxInt64, 2}, unknown}, {[]int64{1 << 32, 1 << 31}, unknown}, {[]int64{1 << 31, 1 << 31}, 1 << 62},
	} {
		if got := countOf(c.sizes); got != c.want {
			t.Errorf("%d: %d, want %d", c.sizes, got, c.want)
		}
	}
	f := &fn{code: newCode("f", ins.I32)}
	n := f.Param("n", ins.I64)
	most := int64(math.MaxInt64 / 8)
	for _, c := range []struct {
		sizes []ins.Value
		want  int64
	}{
		{[]ins.Value{ins.Size(most)}, 8 * most}, {[]ins.Value{ins.Size(most + 1)}, -1}, {[]ins.Value{ins.Size(0)}, 0}, {[]ins.Value{ins.Size(0), n}, 0},
	} {
		if got, ok := f.byteCount(c.sizes, dtype.F64).Known(); !ok || got != c.want {
			t.Errorf("%v: %d bytes, want %d", c.sizes, got, c.want)
		}
	}
	if _, ok := f.byteCount([]ins.Value{n}, dtype.F64).Known(); ok {
		t.Error("an unknown size is known")
	}
}

// Functions that repeat something are in two modules of about equal length, the longest first, if they are long enough;
// what shares the module of another is with it.
func TestParts(t *testing.T) {
	for split, want := range map[int][][]int{25: {{0}, {4, 1, 5}, {3, 2}}, 26: {{0}, {4, 3, 2, 1, 5}}} {
		p := &emitter{o: Options{Split: split}, byName: map[string]int{}}
		for i, length := range []int{4, 3, 5, 7, 10} {
			c := newCode(fmt.Sprint("f", i), ins.I32)
			for range length - 1 {
				c.Store(ins.Size(i), c.ctx)
			}
			c.Ret(number(0))
			p.add(unit{fn: c.Func, kind: []Kind{Straight, Kernels, Loops, Kernels, Loops}[i]})
		}
		p.add(unit{fn: newCode("e", ins.I32).Func, with: "f4"})
		if got := p.parts(); !reflect.DeepEqual(got, want) {
			t.Errorf("from %d instructions on: %v, want %v", split, got, want)
		}
	}
}

// A step is kept for a second computation until there are enough; then, and before what reads one, they are looked at.
func TestPlainSteps(t *testing.T) {
	m := ir.NewModule(ir.Opt)
	b := ir.NewFunc(m, "f")
	x, y := b.Param("x", types.CoreF64), b.Param("y", types.CoreF64)
	other, step := b.Emit1(ops.Div, x, y), b.Emit1(ops.Scale, x, y)
	reader := b.Emit1(ops.Div, step, y)
	b.Finish(other, reader)
	for _, c := range []struct {
		steps                 int
		takes, matters, reads bool
	}{{0, true, false, false}, {1, true, false, true}, {maxSteps - 1, true, false, true}, {maxSteps, false, true, true}} {
		p := plain{region: m.Funcs[0].Body, steps: make([]plainStep, c.steps)}
		for i := range p.steps {
			p.steps[i].n = step.Def
		}
		if got := p.takes(step.Def); got != c.takes {
			t.Errorf("after %d steps one more is taken: %v", c.steps, got)
		}
		if got := p.matters(other.Def); got != c.matters {
			t.Errorf("after %d steps they are looked at before what reads none: %v", c.steps, got)
		}
		if got := p.matters(reader.Def); got != c.reads {
			t.Errorf("after %d steps they are looked at before what reads one: %v", c.steps, got)
		}
	}
	if (&plain{}).takes(step.Def) {
		t.Error("a step is taken where no region is")
	}
}

const rowSums = `module opt entry @f

func @f(%0.x: f64[ROWS,COLUMNS]) -> (f64[ROWS], f64[ROWS,COLUMNS]) {
  %1 = mul %0.x, %0.x : f64[ROWS,COLUMNS]
  %2 = reduce{Kind="sum", Axes=[1]} %1 : f64[ROWS]
  return %2, %1
}
`

// Rows are gone over by strips unless all are known to be no more than one.
func TestWholeStrips(t *testing.T) {
	for _, c := range []struct {
		rows, columns string
		want          bool
	}{{"4", "3", false}, {"12", "1", false}, {"13", "1", true}, {"1", "13", true}, {"7", "2", true}, {"n", "1", true}, {"0", "12", false}} {
		p, err := Emit(golden.Read(t, strings.NewReplacer("ROWS", c.rows, "COLUMNS", c.columns).Replace(rowSums)), Options{Strip: 12})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(textOf(p, "@f.f("), "@llvm.smin.i64("); got != c.want {
			t.Errorf("%s by %s by strips: %v", c.rows, c.columns, got)
		}
	}
}

// A kernel joins those over the same rows that make what it reads, up to a number of them.
func TestJoins(t *testing.T) {
	fused, err := kernels.Fuse(golden.Read(t, strings.NewReplacer("ROWS", "n", "COLUMNS", "k").Replace(rowSums)))
	if err != nil {
		t.Fatal(err)
	}
	var ks []*ir.Node
	for _, n := range fused.Funcs[0].Body.Nodes {
		if _, ok := n.Op.(kernels.Kernel); ok {
			ks = append(ks, n)
		}
	}
	rows, whole, ok := byRows(ks[1])
	if len(ks) != 2 || !ok || len(whole) > 0 {
		t.Fatal("want two kernels by rows")
	}
	first := func() *strip {
		s := &strip{rows: sizeValue(ks[0].Args[0]), made: map[*ir.Value]bool{}, touched: map[*ir.Value]bool{}}
		s.add(ks[0], ks[0].Results[0], nil, nil)
		return s
	}
	s, full, other := first(), first(), first()
	full.count, other.rows = maxStrip, int64(3)
	if s.count != 1 || !s.joins(ks[1], rows, nil) {
		t.Error("a kernel that reads what one made does not join it")
	}
	if full.joins(ks[1], rows, nil) || other.joins(ks[1], rows, nil) || s.joins(ks[1], nil, nil) || s.joins(ks[1], rows, rows) {
		t.Error("a kernel joins too many, or those of other rows, or those whose rows it does not read, or reads elsewhere")
	}
}

// Kernels whose sizes differ, but not their code, are one.
func TestEqualCode(t *testing.T) {
	m := ir.NewModule(ir.Opt)
	b := ir.NewFunc(m, "f")
	x, y := b.Param("x", types.A(dtype.F64, types.C(400))), b.Param("y", types.A(dtype.F64, types.C(404)))
	b.Finish(b.Emit1(ops.Add, x, x), b.Emit1(ops.Add, y, y))
	m.Entry = "f"
	if text := emitText(t, m); strings.Count(text, "define hidden i32 @k.") != 1 {
		t.Errorf("want one kernel:\n%s", text)
	}
}

// textOf is the text of a program's function.
func textOf(p *Program, name string) string {
	for _, x := range p.Texts {
		for part := range strings.SplitSeq(x.IR, "\n\n") {
			if head, _, _ := strings.Cut(part, "\n"); strings.HasPrefix(head, "define ") && strings.Contains(head, name) {
				return part
			}
		}
	}
	return ""
}
