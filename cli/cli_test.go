package cli

import (
	"context"
	"errors"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"
)

// TestMain makes the command available to scripts.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"myia": func() {
			os.Exit(Main(context.Background(), os.Args[1:], World{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv}))
		},
	})
}

// TestScripts runs the command as a user would.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			// status N command... checks the exit status.
			"status": func(ts *testscript.TestScript, _ bool, args []string) {
				err := ts.Exec(args[1], args[2:]...)
				got := "0"
				if err != nil {
					got = strings.TrimPrefix(err.Error(), "exit status ")
				}
				if got != args[0] {
					ts.Fatalf("exit status %s, want %s", got, args[0])
				}
			},
		},
	})
}

// world is a process that keeps what is printed.
func world(out *strings.Builder) World {
	return World{Stdout: out, Stderr: out, Getenv: func(string) string { return "" }}
}

// TestDocs checks that docs/cli.md names each command and each option, and
// that each command's help has an example.
func TestDocs(t *testing.T) {
	text, err := os.ReadFile("../docs/cli.md")
	if err != nil {
		t.Fatal(err)
	}
	a := &app{out: &output{}}
	for _, c := range a.root().Commands() {
		if !strings.Contains(string(text), "## myia "+c.Name()) {
			t.Errorf("docs/cli.md has no myia %s", c.Name())
		}
		if !strings.HasPrefix(c.Example, "  myia "+c.Name()) {
			t.Errorf("the help of myia %s has no example", c.Name())
		}
		for _, f := range flagNames(c) {
			if !strings.Contains(string(text), "`--"+f) {
				t.Errorf("docs/cli.md has no --%s", f)
			}
		}
	}
}

func flagNames(c *cobra.Command) []string {
	var out []string
	for _, line := range strings.Split(c.Flags().FlagUsages(), "\n") {
		if _, rest, ok := strings.Cut(line, "--"); ok {
			out = append(out, strings.FieldsFunc(rest, func(r rune) bool { return r == ' ' })[0])
		}
	}
	return out
}

// TestInterrupt checks that a program that runs for ever ends with status 130
// within half a second of the end of its context.
func TestInterrupt(t *testing.T) {
	path := t.TempDir() + "/loop.py"
	if err := os.WriteFile(path, []byte("i = 0\nwhile True:\n    i = (i + 1) % 7\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var ended time.Time
	time.AfterFunc(200*time.Millisecond, func() { ended = time.Now(); cancel() })
	var out strings.Builder
	if got := Main(ctx, []string{"run", path}, world(&out)); got != ExitInterrupt {
		t.Errorf("status %d: %s", got, out.String())
	}
	if d := time.Since(ended); d > 500*time.Millisecond {
		t.Errorf("it took %v", d)
	}
}

// brokenPipe is a pipe whose reader has gone.
type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) {
	return 0, &os.PathError{Op: "write", Path: "|1", Err: syscall.EPIPE}
}

// TestClosedPipe checks that a closed pipe ends the command quietly, also in
// the middle of a long output.
func TestClosedPipe(t *testing.T) {
	path := t.TempDir() + "/long.py"
	if err := os.WriteFile(path, []byte("for i in range(100000):\n    print(i)\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"run", "--backend", "vm", path}, {"explain"}, {"--help"}} {
		var errs strings.Builder
		w := world(&errs)
		w.Stdout = brokenPipe{}
		if got := Main(context.Background(), args, w); got != exitOK || errs.Len() > 0 {
			t.Errorf("%v: status %d: %s", args, got, errs.String())
		}
	}
}

// TestFullDisk checks that an output that takes no more is the user's to mend.
func TestFullDisk(t *testing.T) {
	path := t.TempDir() + "/long.py"
	if err := os.WriteFile(path, []byte("for i in range(100000):\n    print(i)\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"run", "--backend", "vm", path}, {"run", path}, {"explain"}, {"--help"}} {
		var errs strings.Builder
		w := world(&errs)
		w.Stdout = fullDisk{}
		if got := Main(context.Background(), args, w); got != ExitProgram || !strings.Contains(errs.String(), "E0709") {
			t.Errorf("%v: status %d: %s", args, got, errs.String())
		}
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) {
	return 0, &os.PathError{Op: "write", Path: "|1", Err: syscall.ENOSPC}
}

// TestPanic checks that a panic anywhere in the command is a bug with something to report, without Go's trace unless it
// is asked for.
func TestPanic(t *testing.T) {
	for _, args := range [][]string{{"version"}, {"version", "-d", "go-trace"}} {
		var errs strings.Builder
		w := world(&errs)
		w.Stdout, w.StdoutLines = &panicsOnce{}, true
		got := Main(context.Background(), args, w)
		if got != exitBug || !strings.Contains(errs.String(), "bug in Myia") || strings.Contains(errs.String(), "goroutine ") != (len(args) > 1) {
			t.Errorf("%v: status %d: %s", args, got, errs.String())
		}
	}
}

// panicsOnce panics when it is written to for the first time.
type panicsOnce struct{ done bool }

func (p *panicsOnce) Write(b []byte) (int, error) {
	if !p.done {
		p.done = true
		panic("oops")
	}
	return len(b), nil
}

// TestHelpExamples runs the examples of each command's help.
func TestHelpExamples(t *testing.T) {
	t.Chdir("..")
	root := (&app{out: &output{}}).root()
	for _, c := range append(root.Commands(), root) {
		for line := range strings.Lines(c.Example) {
			var out strings.Builder
			args := strings.Fields(line)[1:]
			if got := Main(context.Background(), args, world(&out)); got != exitOK || out.Len() == 0 {
				t.Errorf("%s: status %d: %s", strings.TrimSpace(line), got, out.String())
			}
		}
	}
}

// TestColor checks when messages have colours.
func TestColor(t *testing.T) {
	for _, c := range []struct {
		option, noColor string
		terminal, want  bool
	}{
		{"auto", "", true, true}, {"auto", "1", true, false}, {"auto", "", false, false},
		{"always", "1", false, true}, {"never", "", true, false},
	} {
		var errs strings.Builder
		w := world(&errs)
		w.StderrTerm, w.Getenv = c.terminal, func(name string) string { return map[string]string{"NO_COLOR": c.noColor}[name] }
		Main(context.Background(), []string{"run", "--color", c.option, "missing.py"}, w)
		if got := strings.Contains(errs.String(), "\x1b["); got != c.want {
			t.Errorf("%+v: colours %v", c, got)
		}
	}
}

// TestStatus checks that an error of ours is a bug, not the program's.
func TestStatus(t *testing.T) {
	var out strings.Builder
	a := &app{world: world(&out)}
	if got := a.report(errors.New("something is wrong")); got != exitBug || !strings.Contains(out.String(), "bug in Myia") {
		t.Errorf("status %d: %s", got, out.String())
	}
}
