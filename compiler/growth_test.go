package compiler_test

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

var growth = flag.Int("growth", 0, "compile the generated programs of TestGrowth up to this size and print what they take (make bench-compile)")

var growthText = flag.Bool("growth-text", false, "with -growth, stop at the text that LLVM gets")

// TestGrowth compiles programs of generated families at two sizes and counts
// the nodes of each stage's IR: they grow as the program does. With -growth it
// measures instead.
func TestGrowth(t *testing.T) {
	for _, g := range growingPrograms {
		t.Run(strings.ReplaceAll(g.name, " ", "_"), func(t *testing.T) {
			if *growth > 0 {
				measureGrowth(t, g)
				return
			}
			if g.refused != "" {
				testRefused(t, g)
			}
			if g.refused != "" && g.n == 0 {
				return
			}
			n, most := 250, 2.2 // beyond what is inlined for being small
			if g.n > 0 {
				n = g.n
			}
			if g.square {
				most = 4.4
			}
			small, large := nodesOf(t, g, n), nodesOf(t, g, 2*n)
			for _, s := range []compiler.Stage{compiler.Surface, compiler.Typed, compiler.Core, compiler.Opt} {
				if float64(large[s]) > most*float64(small[s]) {
					t.Errorf("stage %s has %d nodes for %d parts, %d for %d", s, small[s], n, large[s], 2*n)
				}
			}
		})
	}
}

// testRefused compiles the largest program of a family that is taken, and the next.
func testRefused(t *testing.T, g growing) {
	if g.most > 0 {
		nodesOf(t, g, g.most)
	}
	_, errs := compiler.FromText("growth.py", g.make(g.most+1)).Build(growthCall(g), compiler.Opt, compiler.Options{Opt: 1})
	if len(errs) == 0 || errs[0].Code != g.refused {
		t.Errorf("%s of %d is not refused with %s: %v", g.name, g.most+1, g.refused, errs)
	}
}

func growthCall(g growing) compiler.Call {
	if g.script {
		return compiler.Call{}
	}
	c := compiler.Call{Func: "f", Args: []types.Type{types.Float}}
	if g.grad {
		c.Transform = "value_and_grad"
	}
	return c
}

// nodesOf counts the nodes of a program's stages.
func nodesOf(t *testing.T, g growing, n int) map[compiler.Stage]int {
	t.Helper()
	p := compiler.FromText("growth.py", g.make(n))
	b, errs := p.Build(growthCall(g), compiler.Opt, compiler.Options{Opt: 1})
	if len(errs) > 0 {
		t.Fatalf("%s of %d: %v", g.name, n, errs)
	}
	counts := map[compiler.Stage]int{}
	for stage, m := range b.Modules {
		for _, f := range m.Funcs {
			f.Body.Each(func(*ir.Node) { counts[stage]++ })
		}
	}
	return counts
}

// sample is what one compilation took: seconds by stage, and bytes.
type sample struct {
	n       int
	stages  []string
	took    map[string]float64
	peak    float64
	refused diag.List
}

// measureGrowth prints, for a family, the seconds that each stage takes natively
// at sizes up to -growth, all of them and the processor time, the peak of
// memory, and the exponents of the growth; beside a size that is refused, what is said.
func measureGrowth(t *testing.T, g growing) {
	var samples []sample
	for n := max(*growth/8, 1); n <= *growth; n *= 2 {
		s := compileOnce(g, n)
		samples = append(samples, s)
		if len(s.refused) > 0 && s.refused[0].Code != g.refused {
			t.Errorf("%s of %d: %v", g.name, n, s.refused[0])
		}
		if s.took["CPU"] > 60 {
			fmt.Printf("%s: no more than %d, which takes over a minute\n", g.name, n)
			break
		}
	}
	var stages []string
	for _, s := range samples {
		for _, x := range s.stages {
			if !slices.Contains(stages, x) {
				stages = append(stages, x)
			}
		}
	}
	fmt.Printf("\n%-32s %s\n", g.name, strings.Join(stages, "  "))
	for _, s := range samples {
		fmt.Printf("%-26s %5d", "", s.n)
		for _, stage := range stages {
			fmt.Printf(" %*.3f", len(stage)+1, s.took[stage])
		}
		fmt.Printf("  %4.0f MB", s.peak/1e6)
		if len(s.refused) > 0 {
			fmt.Printf("  refused with %d: %s", len(s.refused), firstLine(s.refused[0]))
		}
		fmt.Println()
	}
	fmt.Printf("%-32s", "  exponent")
	for _, stage := range stages {
		fmt.Printf(" %*.2f", len(stage)+1, exponent(samples, stage))
	}
	fmt.Println()
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// exponent fits seconds = c·n^e to the samples by least squares of logarithms;
// what takes under 2 ms tells nothing.
func exponent(samples []sample, stage string) float64 {
	var k, sx, sy, sxx, sxy float64
	for _, s := range samples {
		if s.took[stage] < 0.002 {
			continue
		}
		x, y := math.Log(float64(s.n)), math.Log(s.took[stage])
		k, sx, sy, sxx, sxy = k+1, sx+x, sy+y, sxx+x*x, sxy+x*y
	}
	if k < 2 {
		return 0
	}
	return (k*sxy - sx*sy) / (k*sxx - sx*sx)
}

// compileOnce compiles one program natively, or up to the text that LLVM gets, and prints its IR, or what is wrong with it.
// Garbage is collected as rarely as the command collects it in long programs.
func compileOnce(g growing, n int) sample {
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	debug.FreeOSMemory()
	os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // the peak begins anew
	before := residentPeak()
	p := compiler.FromText("growth.py", g.make(n))
	began, used := time.Now(), processorTime()
	s := sample{n: n, took: map[string]float64{}}
	var b *compiler.Build
	if *growthText {
		var err error
		_, b, err = compiler.NativeText(p, growthCall(g), compiler.LLVM, compiler.Options{Opt: 1})
		errors.As(err, &s.refused)
	} else {
		var c *compiler.Compiled
		if c, s.refused = p.Compile(growthCall(g), compiler.Options{Opt: 1}); c != nil {
			defer c.Close()
			b = c.Build
		}
	}
	if b != nil {
		for _, x := range b.Timings {
			s.add(x.Name, x.Took)
		}
	}
	printing := time.Now()
	s.print(b)
	s.add("print", time.Since(printing))
	s.add("total", time.Since(began))
	s.stages, s.took["CPU"] = append(s.stages, "CPU"), processorTime()-used
	s.peak = residentPeak() - before
	return s
}

func (s *sample) add(stage string, took time.Duration) {
	if !slices.Contains(s.stages, stage) {
		s.stages = append(s.stages, stage)
	}
	s.took[stage] += took.Seconds()
}

// print writes the IR of all stages, or what is wrong.
func (s *sample) print(b *compiler.Build) {
	diag.Render(io.Discard, s.refused, diag.Options{})
	if b != nil {
		for _, m := range b.Modules {
			ir.Print(m)
		}
	}
}

// processorTime is what the process has used so far, in seconds.
func processorTime() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
}

// residentPeak is the largest resident size so far, in bytes; 0 where the
// system does not tell.
func residentPeak() float64 {
	text, _ := os.ReadFile("/proc/self/status")
	_, after, _ := strings.Cut(string(text), "VmHWM:")
	var kb float64
	fmt.Sscan(after, &kb)
	return kb * 1024
}
