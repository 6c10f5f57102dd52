package compiler_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// fuzzing reports whether a fuzzer runs, not a test.
func fuzzing() bool { return flag.Lookup("test.fuzz").Value.String() != "" }

// interpreter is the Python to compare with, or "".
func interpreter() string {
	if *python != "" {
		return *python
	}
	path, _ := filepath.Abs("../.venv/bin/python")
	if _, err := os.Stat(path); err != nil || !fuzzing() {
		return ""
	}
	return path
}

// ending is what a program printed and the class of the exception that ended it, if one did.
type ending struct{ out, class string }

// like reports whether programs printed the same but for the last digits of floats, and the spaces that these make in
// arrays, and ended alike.
func (e ending) like(other ending, tolerance string) bool {
	return e.class == other.class && near(spaced(e.out), spaced(other.out), tolerance)
}

var spaceRE = regexp.MustCompile(`\[ +| +\]| +`)

// spaced is a text with the least space in it.
func spaced(s string) string {
	return spaceRE.ReplaceAllStringFunc(s, func(space string) string {
		if t := strings.TrimSpace(space); t != "" {
			return t
		}
		return " "
	})
}

// unlikePython says how CPython differs, "" if it does only as the differences of docs/language.md say.
func unlikePython(path, text string, got outcome) string {
	here, want := ending{out: got.stdout}, inPython(path, text, "")
	if got.raised != nil {
		here.class = got.raised.Class
	}
	tolerance := "1e-9"
	if strings.Contains(text, "float32") {
		tolerance = "1e-4"
	}
	switch {
	case want.class == slow:
		return slow
	case want.like(here, tolerance):
		return ""
	case limited(got) && near(spaced(want.out[:min(len(want.out), len(here.out))]), spaced(here.out), tolerance):
		return ""
	}
	// Where other last digits take CPython elsewhere, too, what is printed shows nothing but difference 9.
	for _, by := range []string{"4e-15", "-4e-15"} {
		if !want.like(inPython(path, text, "import last_digits; last_digits.shift("+by+")\n"), tolerance) {
			return ""
		}
	}
	return fmt.Sprintf("outputs differ: CPython prints\n%s%s\nhere\n%s%s", want.out, want.class, here.out, got.stderr)
}

// limited reports whether a program ended where CPython's numbers go on: differences 1 and 5.
func limited(got outcome) bool {
	return got.raised != nil && (strings.Contains(got.raised.Msg, "int too large for 64 bits") ||
		strings.Contains(got.raised.Msg, "known only at run time does not broadcast"))
}

// inPython runs a program in CPython after what start does.
func inPython(path, text, start string) ending {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	start = "import sys, warnings; warnings.simplefilter('ignore'); sys.setrecursionlimit(10**5)\n" + start
	cmd := exec.CommandContext(ctx, path, "-c", start+text)
	shim, _ := filepath.Abs("../scripts/oracle_shim")
	cmd.Env = append(os.Environ(), "PYTHONPATH="+shim, "OPENBLAS_NUM_THREADS=1", "PYTHONDONTWRITEBYTECODE=1")
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	lines := strings.Split(strings.TrimSpace(errs.String()), "\n")
	switch {
	case ctx.Err() != nil:
		return ending{out.String(), slow}
	case err != nil:
		return ending{out.String(), classOf(lines[len(lines)-1])}
	}
	return ending{out: out.String()}
}

// Differences of last digits and of their spaces are none, other digits are, and so is another exception.
func TestUnlikeEndings(t *testing.T) {
	e := ending{"[ 1.5 -2. ]\n", ""}
	for other, want := range map[ending]bool{
		{"[1.5000000000001 -2.]\n", ""}: true, {"[1.5001 -2.]\n", ""}: false, {"[1.5 -2.] \n1", ""}: false, {e.out, "ValueError"}: false,
	} {
		if got := e.like(other, "1e-9"); got != want {
			t.Errorf("%q: %v", other, got)
		}
	}
}
