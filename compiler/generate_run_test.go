package compiler_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/myia-lang/myia/compiler"
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
	}
	return got
}

// disagreement says how configurations differ on a program, "" if they do not.
// A program that the compiler refuses is one, too: those generated are right.
func disagreement(text string, confs []config) string {
	var first outcome
	for i, conf := range confs {
		got := attempt(text, conf)
		switch {
		case got.status > 1:
			return fmt.Sprintf("%s: %s", conf, got.stderr)
		case i == 0:
			first = got
		case !near(first.stdout, got.stdout, productTolerance(text)) || got.stderr != first.stderr:
			return fmt.Sprintf("outputs differ: %s prints\n%s%s%s prints\n%s%s", confs[0], first.stdout, first.stderr, conf, got.stdout, got.stderr)
		}
	}
	if p := interpreter(); p != "" {
		return unlikePython(p, text, first)
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

// interpreter is the Python to compare with, or "".
func interpreter() string {
	if *python != "" {
		return *python
	}
	path, _ := filepath.Abs("../.venv/bin/python")
	if _, err := os.Stat(path); err != nil || flag.Lookup("test.fuzz").Value.String() == "" {
		return ""
	}
	return path
}

// unlikePython says how CPython differs, "" if it does not but for the last
// digits of floats.
func unlikePython(path, text string, got outcome) string {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	const start = "import sys, warnings; warnings.simplefilter('ignore'); sys.setrecursionlimit(10**5)\n"
	cmd := exec.CommandContext(ctx, path, "-c", start+text)
	shim, _ := filepath.Abs("../scripts/oracle_shim")
	cmd.Env = append(os.Environ(), "PYTHONPATH="+shim, "OPENBLAS_NUM_THREADS=1", "PYTHONDONTWRITEBYTECODE=1")
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	failed := cmd.Run() != nil
	tolerance := "1e-9"
	if strings.Contains(text, "float32") {
		tolerance = "1e-4"
	}
	lines := strings.Split(strings.TrimSpace(errs.String()), "\n")
	class := classOf(lines[len(lines)-1])
	switch {
	case failed != (got.status == 1) || failed && class != got.raised.Class:
		return fmt.Sprintf("CPython ends with %q, status %d here: %s", class, got.status, got.stderr)
	case !near(out.String(), got.stdout, tolerance):
		return fmt.Sprintf("outputs differ: CPython prints\n%shere\n%s", out.String(), got.stdout)
	}
	return ""
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
func TestPrograms(t *testing.T) { seeds(t, 40, checkProgram) }

func FuzzPrograms(f *testing.F) {
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) { checkProgram(t, seed) })
}

func checkProgram(t *testing.T, seed uint64) {
	problem := func(text string) string { return disagreement(text, configs()) }
	check(t, seed, newGenerator(seed).program(), problem)
}

// check reports what is wrong with a generated program.
func check(t *testing.T, seed uint64, text string, problem func(text string) string) {
	p := problem(text)
	if p == "" {
		return
	}
	if *reduceThem {
		text = reduced(text, problem)
		p = problem(text)
	}
	t.Errorf("seed %d: %s\n%s", seed, p, text)
}
