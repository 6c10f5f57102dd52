package compiler_test

import (
	"flag"
	"fmt"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

var growth = flag.Int("growth", 0, "compile the generated programs of TestGrowth up to this size and print what they take (make bench-compile)")

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
			const n = 250 // beyond what is inlined for being small
			small, large := nodesOf(t, g, n), nodesOf(t, g, 2*n)
			for _, s := range []compiler.Stage{compiler.Surface, compiler.Typed, compiler.Core, compiler.Opt} {
				if large[s] > small[s]*22/10 {
					t.Errorf("stage %s has %d nodes for %d parts, %d for %d", s, small[s], n, large[s], 2*n)
				}
			}
		})
	}
}

func growthCall(g growing) compiler.Call {
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
	n      int
	stages []string
	took   map[string]float64
	peak   float64
}

// measureGrowth prints, for a family, the seconds that each stage takes natively
// at sizes up to -growth, all of them and the processor time, the peak of
// memory, and the exponents of the growth.
func measureGrowth(t *testing.T, g growing) {
	var samples []sample
	for n := max(*growth/8, 1); n <= *growth; n *= 2 {
		s, err := compileOnce(g, n)
		if err != nil {
			fmt.Printf("%-32s n=%-6d %s\n", g.name, n, firstLine(err))
			t.Fail()
			return
		}
		samples = append(samples, s)
	}
	last := samples[len(samples)-1]
	fmt.Printf("\n%-32s %s\n", g.name, strings.Join(last.stages, "  "))
	for _, s := range samples {
		fmt.Printf("%-26s %5d", "", s.n)
		for _, stage := range s.stages {
			fmt.Printf(" %*.3f", len(stage)+1, s.took[stage])
		}
		fmt.Printf("  %4.0f MB\n", s.peak/1e6)
	}
	fmt.Printf("%-32s", "  exponent")
	for _, stage := range last.stages {
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

// compileOnce compiles one program natively.
func compileOnce(g growing, n int) (sample, error) {
	debug.FreeOSMemory()
	os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // the peak begins anew
	before := residentPeak()
	p := compiler.FromText("growth.py", g.make(n))
	began, used := time.Now(), processorTime()
	c, errs := p.Compile(growthCall(g), compiler.Options{Opt: 1})
	if len(errs) > 0 {
		return sample{}, errs
	}
	s := sample{n: n, took: map[string]float64{"total": time.Since(began).Seconds(), "CPU": processorTime() - used}, peak: residentPeak() - before}
	for _, x := range c.Timings {
		if !slices.Contains(s.stages, x.Name) {
			s.stages = append(s.stages, x.Name)
		}
		s.took[x.Name] += x.Took.Seconds()
	}
	s.stages = append(s.stages, "total", "CPU")
	runtime.KeepAlive(c)
	return s, nil
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
