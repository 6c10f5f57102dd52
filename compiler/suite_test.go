package compiler_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/source"
)

var (
	writeGaps = flag.Bool("gaps", false, "rewrite testdata/known_gaps.txt from what fails now")
	suiteOnly = flag.String("case", "", "run only the cases of the suite whose name contains this")
	suiteAt   = flag.String("stage", "", "run the suite only at this stage")
)

// caseLimit is how long one case may run in one configuration. The slowest takes 6 s alone, and cases run side by side.
const caseLimit = time.Minute

// config is one way to run a case.
type config struct {
	backend compiler.Backend
	stage   compiler.Stage
	opt     int
}

func (c config) String() string {
	return fmt.Sprintf("backend=%s stage=%s O=%d", c.backend, c.stage, c.opt)
}

// configs lists the ways that this version has.
func configs() []config {
	out := []config{{compiler.VM, compiler.Surface, 0}, {compiler.VM, compiler.Typed, 0}, {compiler.VM, compiler.Core, 0}, {compiler.VM, compiler.Opt, 0}, {compiler.VM, compiler.Opt, 1}}
	if b, _, err := (compiler.Options{}).Choose(); err == nil && b == compiler.Native {
		out = append(out, config{compiler.Native, compiler.Opt, 0}, config{compiler.Native, compiler.Opt, 1})
	}
	return slices.DeleteFunc(out, func(c config) bool { return *suiteAt != "" && string(c.stage) != *suiteAt })
}

// tally counts the cases that ran, and those that the stage refuses.
type tally struct {
	sync.Mutex
	ran, refused map[config]int
}

func newTally() *tally { return &tally{ran: map[config]int{}, refused: map[config]int{}} }

func (t *tally) add(c config, ran bool) {
	t.Lock()
	defer t.Unlock()
	if ran {
		t.ran[c]++
	} else {
		t.refused[c]++
	}
}

func (t *tally) left(c config) string {
	if t.refused[c] == 0 {
		return ""
	}
	return fmt.Sprintf(", without %d that take derivatives", t.refused[c])
}

// suiteCase is one program of the language suite with what CPython prints.
type suiteCase struct {
	name           string // lang/branches_if_elif
	files          []txtar.File
	stdout, stderr string
	python         *string // what CPython prints, if Myia means other
	status         int
	options        map[string]string // tolerance, message, traceback, oracle; folder: it writes files; long: not under the race detector
}

// at is the case as it is at a stage: surface IR does what CPython does where
// the types of numbers that join, or a size of 1, make it another program.
func (c *suiteCase) at(s compiler.Stage) *suiteCase {
	if s != compiler.Surface || c.python == nil {
		return c
	}
	return &suiteCase{stdout: *c.python, options: c.options}
}

// TestSuite runs each program of testdata/lang and testdata/grad in every
// configuration and compares output, exception and status with the stored
// ones. A case that fails must stand, with a reason, in
// testdata/known_gaps.txt; one that stands there must fail. Cases run side by
// side, those that have a folder to write into one by one.
func TestSuite(t *testing.T) {
	root, err := filepath.Abs("../testdata")
	if err != nil {
		t.Fatal(err)
	}
	gaps := readGaps(t, filepath.Join(root, "known_gaps.txt"))
	all := readCases(t, root)
	cases := slices.DeleteFunc(slices.Clone(all), func(c *suiteCase) bool { return !c.chosen() })
	problems, counts := make([]string, len(cases)), newTally()
	var failed atomic.Bool
	sideBySide(len(cases), func(i int) {
		if !cases[i].needsFolder() && !(failed.Load() && failFast()) {
			problems[i] = cases[i].runAll(counts)
			_, known := gaps[cases[i].name]
			failed.CompareAndSwap(false, problems[i] != "" && !known)
		}
	})
	failures := map[string]string{}
	for i, c := range cases {
		if c.needsFolder() {
			c.unpack(t, t.TempDir())
			problems[i] = c.runAll(counts)
		}
		reason, known := gaps[c.name]
		switch {
		case problems[i] != "":
			failures[c.name] = problems[i]
		case known && !*writeGaps:
			t.Errorf("%s passes, but is a known gap: %s", c.name, reason)
		}
		if problems[i] != "" && !known && !*writeGaps {
			t.Errorf("%s: %s", c.name, problems[i])
		}
	}
	for name := range gaps {
		if !slices.ContainsFunc(all, func(c *suiteCase) bool { return c.name == name }) && !*writeGaps {
			t.Errorf("known gap %s is no case", name)
		}
	}
	if *writeGaps {
		saveGaps(t, filepath.Join(root, "known_gaps.txt"), failures, gaps)
	}
	for _, c := range configs() {
		fmt.Printf("cases: %s n=%d%s\n", c, counts.ran[c], counts.left(c))
	}
	fmt.Printf("cases: known gaps n=%d\n", len(failures))
}

// failFast reports whether the first failure is enough (-failfast), as it is to tell whether the tests notice a fault.
func failFast() bool { return flag.Lookup("test.failfast").Value.String() == "true" }

// sideBySide calls f for 0 to n-1 on as many goroutines as there are processors.
func sideBySide(n int, f func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	wg.Wait()
}

// chosen reports whether the options ask for a case. With -short, for the race detector, they ask for an eighth, which
// the names draw, without the long ones.
func (c *suiteCase) chosen() bool {
	h := fnv.New32a()
	h.Write([]byte(c.name))
	_, long := c.options["long"]
	return strings.Contains(c.name, *suiteOnly) && (!testing.Short() || h.Sum32()%8 == 0 && !long)
}

// needsFolder reports whether a case writes files.
func (c *suiteCase) needsFolder() bool { _, ok := c.options["folder"]; return ok }

// readCases reads the archives, in the order of their names.
func readCases(t *testing.T, root string) []*suiteCase {
	var out []*suiteCase
	for _, folder := range []string{"lang", "grad"} {
		paths, _ := filepath.Glob(filepath.Join(root, folder, "*.txtar"))
		for _, p := range paths {
			ar, err := txtar.ParseFile(p)
			if err != nil {
				t.Fatal(err)
			}
			if len(bytes.TrimSpace(ar.Comment)) == 0 {
				t.Errorf("%s claims nothing", p)
			}
			out = append(out, newCase(folder+"/"+strings.TrimSuffix(filepath.Base(p), ".txtar"), ar))
		}
	}
	if len(out) == 0 {
		t.Fatal("there are no cases")
	}
	return out
}

func newCase(name string, ar *txtar.Archive) *suiteCase {
	c := &suiteCase{name: name, options: map[string]string{}}
	for _, f := range ar.Files {
		switch f.Name {
		case "stdout":
			c.stdout = string(f.Data)
		case "stdout.python":
			text := string(f.Data)
			c.python = &text
		case "stderr":
			c.stderr = string(f.Data)
		case "status":
			fmt.Sscan(string(f.Data), &c.status)
		case "options":
			for line := range strings.Lines(string(f.Data)) {
				key, value, _ := strings.Cut(strings.TrimSpace(line), " ")
				c.options[key] = value
			}
		default:
			c.files = append(c.files, f)
		}
	}
	return c
}

// unpack writes the files of a case into a folder, in which the test runs from then on.
func (c *suiteCase) unpack(t *testing.T, dir string) {
	t.Chdir(dir)
	for _, f := range c.files {
		if err := os.MkdirAll(filepath.Dir(f.Name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(f.Name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// program is the case's main.py, which imports its other files.
func (c *suiteCase) program() *compiler.Program {
	p := compiler.FromText("main.py", string(c.file("main.py")))
	p.Find = func(module string) (*source.File, error) {
		name := strings.ReplaceAll(module, ".", "/") + ".py"
		if text := c.file(name); text != nil {
			return source.NewFile(name, text), nil
		}
		return nil, nil
	}
	return p
}

// file is the text of a file of the case, nil if it has none of the name.
func (c *suiteCase) file(name string) []byte {
	for _, f := range c.files {
		if f.Name == name {
			return f.Data
		}
	}
	return nil
}

// runAll says how the first configuration that fails does, "" if none does.
func (c *suiteCase) runAll(counts *tally) string {
	for _, conf := range configs() {
		got, ran := c.run(conf)
		if counts.add(conf, ran); !ran {
			continue
		}
		if problem := c.at(conf.stage).compare(got); problem != "" {
			return fmt.Sprintf("%s: %s", conf, problem)
		}
	}
	return ""
}

// outcome is what a run did.
type outcome struct {
	stdout, stderr string // stderr holds the traceback or the diagnostics
	status         int
	raised         *ops.Raised
}

// run runs a case. It does not run at a stage before opt if it asks for
// derivatives, which only opt IR has and the driver refuses before.
func (c *suiteCase) run(conf config) (got outcome, ran bool) {
	var out bytes.Buffer
	comp, errs := c.program().Compile(compiler.Call{}, compiler.Options{Backend: conf.backend, Stage: conf.stage, Opt: conf.opt, Out: &out, Verify: true})
	if len(errs) > 0 {
		refused := conf.stage != compiler.Opt && errs[0].Code == diag.StageNotThere
		return failedWith(errs), !refused
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
			got.stderr = fmt.Sprintf("it runs for more than %v", caseLimit)
		}
	}
	return got, true
}

func failedWith(errs diag.List) outcome {
	status := 2
	if errs[0].Kind == diag.Bug {
		status = 3
	}
	return outcome{stderr: errs.Error(), status: status}
}

var frameRE = regexp.MustCompile(`File "(.*)", line (\d+), in (\S+)`)

// compare says what differs from the stored outcome, "" if nothing does.
func (c *suiteCase) compare(got outcome) string {
	if got.status != c.status {
		first, _, _ := strings.Cut(got.stderr, "\n")
		if got.raised != nil {
			first = got.raised.Error()
		}
		return fmt.Sprintf("status %d, want %d: %s", got.status, c.status, first)
	}
	if !near(c.stdout, got.stdout, c.options["tolerance"]) {
		return fmt.Sprintf("stdout %q, want %q", got.stdout, c.stdout)
	}
	if c.stderr == "" {
		return ""
	}
	want := c.stderr
	have := got.stderr
	if got.raised != nil {
		have = got.raised.Error() + "\n"
		if _, ok := c.options["traceback"]; ok {
			have = briefFrames(got.stderr) + have
		}
	}
	if c.options["message"] == "class" {
		want, have = classOf(want), classOf(have)
	}
	if want != have {
		return fmt.Sprintf("stderr %q, want %q", have, want)
	}
	return ""
}

// briefFrames is a traceback in the form of the stored ones.
func briefFrames(traceback string) string {
	s := ""
	for _, m := range frameRE.FindAllStringSubmatch(traceback, -1) {
		s += fmt.Sprintf("line %s in %s\n", m[2], m[3])
	}
	return s
}

func classOf(message string) string {
	class, _, _ := strings.Cut(message, ":")
	return strings.TrimSpace(class)
}
