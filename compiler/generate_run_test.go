package compiler_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"strings"
	"testing"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/diag"
)

var (
	firstSeed  = flag.Uint64("seed", 0, "the first seed of generated programs")
	seedCount  = flag.Uint64("seeds", 0, "how many seeds of generated programs; 0: a few")
	reduceThem = flag.Bool("reduce", false, "make generated programs that fail smaller")
	python     = flag.String("python", "", "compare generated programs with this Python, too; fuzzing takes that of .venv")
)

// seeds calls f with the seeds that the options ask for, n of them if they ask
// for none.
func seeds(t *testing.T, n uint64, f func(t *testing.T, seed uint64)) {
	if *seedCount > 0 {
		n = *seedCount
	}
	for seed := *firstSeed; seed < *firstSeed+n; seed++ {
		f(t, seed)
	}
}

// attempt runs a program text in one configuration.
func attempt(text string, conf config) (got outcome) {
	var out bytes.Buffer
	comp, errs := compiler.FromText("main.py", text).Compile(compiler.Call{}, compiler.Options{Backend: conf.backend, Stage: conf.stage, Opt: conf.opt, Out: &out})
	if len(errs) > 0 {
		return failedWith(errs)
	}
	ctx, cancel := context.WithTimeout(context.Background(), caseLimit)
	defer cancel()
	_, err := comp.Call(ctx)
	got.stdout = out.String()
	if r, ok := compiler.IsRaised(err); ok {
		got.stderr, got.status, got.raised = compiler.Traceback(r), 1, r
	} else if err != nil {
		got.stderr, got.status = err.Error(), 3
		if errors.Is(err, context.DeadlineExceeded) {
			got.stderr = slow
		}
	}
	return got
}

// slow is what is said of a program that runs for too long somewhere, which decides nothing.
const slow = "slow: it runs for more than the limit"

// disagreement says how configurations differ on a program, "" if they do not.
// A program that the compiler refuses is one, too: those generated are right.
func disagreement(text string, confs []config) string {
	var first *outcome
	for _, conf := range confs {
		got := attempt(text, conf)
		switch {
		case conf.stage != compiler.Opt && strings.Contains(got.stderr, string(diag.StageNotThere)):
		case got.stderr == slow:
			return slow
		case got.status > 1:
			return fmt.Sprintf("%s: %s", conf, got.stderr)
		case first == nil:
			first = &got
		case !near(first.stdout, got.stdout, productTolerance(text)) || got.stderr != first.stderr:
			return fmt.Sprintf("outputs differ: %s prints\n%s%s%s prints\n%s%s", confs[0], first.stdout, first.stderr, conf, got.stdout, got.stderr)
		}
	}
	return ""
}

// productTolerance is how near outputs are to each other: matrix products may
// be summed in any order, all else has the same bits everywhere.
func productTolerance(text string) string {
	switch {
	case !strings.Contains(text, " @ "):
		return ""
	case strings.Contains(text, "float32"):
		return "1e-4"
	}
	return "1e-9"
}

// reduced removes lines, with what is indented under them, while the program
// still fails in the same way.
func reduced(text string, problem func(text string) string) string {
	kind := func(p string) string { first, _, _ := strings.Cut(p, " "); return first }
	want := kind(problem(text))
	lines := strings.Split(text, "\n")
	depth := func(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }
	for again := true; again; {
		again = false
		for i := len(lines) - 1; i >= 0; i-- {
			j := i + 1
			for j < len(lines) && lines[j] != "" && depth(lines[j]) > depth(lines[i]) {
				j++
			}
			for _, with := range [][]string{nil, {strings.Repeat(" ", depth(lines[i])) + "pass"}} {
				less := append(append(append([]string{}, lines[:i]...), with...), lines[j:]...)
				if len(with) > 0 && strings.TrimSpace(lines[i]) == "pass" {
					continue
				}
				if p := problem(strings.Join(less, "\n")); p != "" && kind(p) == want {
					lines, again = less, true
					break
				}
			}
		}
	}
	return strings.Join(lines, "\n")
}

// Generated programs print the same and end alike in every configuration.
func TestPrograms(t *testing.T) {
	t.Parallel()
	seeds(t, 40, checkProgram)
}

func FuzzPrograms(f *testing.F) {
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) { checkProgram(t, seed) })
}

func checkProgram(t *testing.T, seed uint64) {
	problem := func(text string) string {
		p := disagreement(text, configs())
		if path := interpreter(); path != "" && p == "" {
			return unlikePython(path, text, attempt(text, gradientConfigs(1)[0]))
		}
		return p
	}
	check(t, seed, newGenerator(seed).program(), problem)
}

// check reports what is wrong with a generated program.
func check(t *testing.T, seed uint64, text string, problem func(text string) string) {
	p := problem(text)
	if p == "" || p == slow && fuzzing() {
		return
	}
	if *reduceThem {
		text = reduced(text, problem)
		p = problem(text)
	}
	t.Errorf("seed %d: %s\n%s", seed, p, text)
}
