package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/diag"
)

// benchRuns is the least number of runs of which the median is taken, and
// benchTime how long runs are repeated otherwise.
const (
	benchRuns = 7
	benchTime = time.Second
)

// figures is what bench prints.
type figures struct {
	Backend      compiler.Backend   `json:"backend"`
	Result       string             `json:"result"` // as print shows it
	Phases       map[string]float64 `json:"phases_s"`
	phases       []string
	Compile      float64 `json:"compile_s"` // from reading the file to what can be called, in a new process; without making arguments
	Run          float64 `json:"run_s"`
	RunCPU       float64 `json:"run_cpu_s,omitempty"` // processor time, on average: others that want the processor do not count
	PeakBytes    int64   `json:"peak_bytes"`          // of compiling and running, without the gradient
	Gradient     float64 `json:"gradient_s,omitempty"`
	GradientCPU  float64 `json:"gradient_cpu_s,omitempty"`
	NoGrad       string  `json:"no_gradient,omitempty"`
	Ratio        float64 `json:"gradient_over_primal,omitempty"`
	GradientPeak int64   `json:"gradient_peak_bytes,omitempty"` // of compiling and running the gradient
}

func (a *app) benchCommand() *cobra.Command {
	var named []string
	var setup string
	c := a.command("bench FILE.py:FUNC [ARG...]", "compile time by phase, run time, gradient over primal, peak memory",
		"  myia bench examples/newton.py:newton_sqrt 2.0", cobra.MinimumNArgs(1),
		func(ctx context.Context, args []string) error {
			start := time.Now()
			t, err := a.target(args, named)
			if err != nil {
				return err
			}
			if t.call.Func == "" {
				return needsFunc(args[0])
			}
			before := time.Now()
			if err := a.setUp(ctx, t, setup); err != nil {
				return err
			}
			t.making += time.Since(before)
			f, err := a.bench(ctx, t, start)
			if err != nil {
				return err
			}
			return a.printFigures(f)
		})
	c.Long = fmt.Sprintf("Runs FUNC and its gradient, each at least %d times and for %v, and prints medians. The module level\nruns each time, and what the program prints is dropped.\n\n%s", benchRuns, benchTime, argumentHelp)
	c.Flags().StringArrayVar(&named, "arg", nil, "an argument by name, NAME=VALUE")
	c.Flags().StringVar(&setup, "setup", "", setupHelp)
	return a.addCompile(c)
}

const setupHelp = "a function of the program that returns the arguments, as a tuple if they are several"

func (a *app) bench(ctx context.Context, t *target, start time.Time) (*figures, error) {
	o := a.options()
	o.Out = nil
	c, err := a.compile(t, o)
	if err != nil {
		return nil, err
	}
	f := &figures{Backend: c.Backend, Phases: map[string]float64{}, Compile: (time.Since(start) - t.making).Seconds()}
	for _, p := range c.Timings {
		if _, twice := f.Phases[p.Name]; !twice {
			f.phases = append(f.phases, p.Name)
		}
		f.Phases[p.Name] += p.Took.Seconds()
	}
	var result compiler.Value
	if f.Run, f.RunCPU, result, err = repeat(ctx, c, t.args); err != nil {
		return nil, err
	}
	f.Result = compiler.Str(result)
	f.PeakBytes = peakMemory()
	o.Notice = nil
	return f, a.benchGradient(ctx, t, o, f)
}

// benchGradient adds the gradient's time, or why there is no gradient.
func (a *app) benchGradient(ctx context.Context, t *target, o compiler.Options, f *figures) error {
	g := *t
	g.call.Transform = "value_and_grad"
	forgetPeak()
	c, errs := g.prog.Compile(g.call, o)
	if len(errs) > 0 {
		for _, d := range errs {
			if d.Kind == diag.Bug {
				return errs
			}
		}
		f.NoGrad = errs[0].Message
		return nil
	}
	var err error
	if f.Gradient, f.GradientCPU, _, err = repeat(ctx, c, g.args); err != nil {
		return err
	}
	f.Ratio = f.Gradient / f.Run
	f.GradientPeak = peakMemory()
	return nil
}

// repeat runs until there are enough runs: their median wall time and mean processor time in seconds, and the result of
// the last.
func repeat(ctx context.Context, c *compiler.Compiled, args []compiler.Value) (wall, cpu float64, result compiler.Value, err error) {
	var times []float64
	used := processorTime()
	for start := time.Now(); len(times) < benchRuns || time.Since(start) < benchTime && len(times) < 10_000; {
		from := time.Now()
		if result, err = c.Call(ctx, args...); err != nil {
			return 0, 0, nil, err
		}
		times = append(times, time.Since(from).Seconds())
	}
	cpu = (processorTime() - used) / float64(len(times))
	slices.Sort(times)
	return times[len(times)/2], cpu, result, nil
}

// forgetPeak makes the peak begin anew, at what the process still holds without its garbage, where the system can do so.
func forgetPeak() {
	debug.FreeOSMemory()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0)
}

// peakMemory is the most memory that the process had resident since the peak was
// forgotten, in bytes; where the system does not say, what Go has taken from it.
func peakMemory() int64 {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			if f := strings.Fields(rest); len(f) > 0 {
				kb, _ := strconv.ParseInt(f[0], 10, 64)
				return kb << 10
			}
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys)
}

func (a *app) printFigures(f *figures) error {
	if a.flags.json {
		return json.NewEncoder(a.out).Encode(f)
	}
	fmt.Fprintf(a.out, "backend: %s\ncompile:\n", f.Backend)
	for _, p := range f.phases {
		fmt.Fprintf(a.out, "  %-12s %10.3f ms\n", p, f.Phases[p]*1e3)
	}
	fmt.Fprintf(a.out, "  %-12s %10.3f ms\n", "all", f.Compile*1e3)
	fmt.Fprintf(a.out, "run:            %10.6f ms\n", f.Run*1e3)
	if f.NoGrad != "" {
		fmt.Fprintf(a.out, "gradient:       none: %s\n", f.NoGrad)
	} else {
		fmt.Fprintf(a.out, "gradient:       %10.6f ms, %.2f of the run\n", f.Gradient*1e3, f.Ratio)
	}
	_, err := fmt.Fprintf(a.out, "peak memory:    %10.1f MB\n", float64(f.PeakBytes)/1e6)
	return err
}
