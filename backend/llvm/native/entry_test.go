package native

import (
	_ "embed"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/myia-lang/myia/backend/llvm"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/source"
)

// gradientText is value and gradient of the Lorenz system, where each trip iterates for a root.
//
//go:embed testdata/gradient.ir
var gradientText string

func gradient(t testing.TB) *ir.Module {
	t.Helper()
	m, err := ir.Parse(source.NewFile("gradient.ir", []byte(gradientText)), ops.Core().Known)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// sharedEntry makes the functions that are one with their entry what others could call too, so that they are compiled beside
// their copy.
func sharedEntry(p *Program) {
	p.text.Texts = slices.Clone(p.text.Texts)
	for i, x := range p.text.Texts {
		p.text.Texts[i] = llvm.Text{Kind: x.Kind, IR: strings.ReplaceAll(x.IR, "define internal fastcc", "define hidden fastcc")}
	}
}

// A function that only its entry calls is compiled once: as a part of the entry.
func TestEntryOnce(t *testing.T) {
	p := load(t, gradient(t), Options{KeepIR: true})
	sizes := [2]int{}
	for i := range sizes {
		if i == 1 {
			sharedEntry(p)
			if err := p.compile(Options{KeepIR: true}); err != nil {
				t.Fatal(err)
			}
		}
		apart := false
		for _, o := range p.Objects {
			sizes[i] += len(o.ELF)
			apart = apart || strings.Contains(o.Asm, "f.__main__")
		}
		if apart != (i == 1) {
			t.Errorf("variant %d has the function beside its entry: %v", i, apart)
		}
	}
	if 4*sizes[0] > 3*sizes[1] {
		t.Errorf("%d bytes of code, twice compiled %d", sizes[0], sizes[1])
	}
}

// BenchmarkEntry compares the time that LLVM takes for a gradient with that for the same where the entry's function is
// compiled a second time, one after the other.
func BenchmarkEntry(b *testing.B) {
	m := gradient(b)
	once, twice := load(b, m, Options{}), load(b, m, Options{})
	sharedEntry(twice)
	var ratios []float64
	for b.Loop() {
		var took [2]time.Duration
		for i, p := range []*Program{once, twice} {
			start := time.Now()
			if err := p.compile(Options{}); err != nil {
				b.Fatal(err)
			}
			took[i] = time.Since(start)
		}
		ratios = append(ratios, float64(took[0])/float64(took[1]))
	}
	slices.Sort(ratios)
	b.ReportMetric(ratios[len(ratios)/2], "once/twice")
}
