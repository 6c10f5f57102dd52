package syntax

import (
	"bufio"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/source"
)

// TestAgainstPython compares the trees of whole files with those of CPython 3.11: its own library (without its
// packages), or all files below MYIA_ORACLE. Files that need what is known to be missing (names of characters,
// encodings) are not compared.
func TestAgainstPython(t *testing.T) {
	python := python311(t)
	dir, depth := os.Getenv("MYIA_ORACLE"), "99"
	if dir == "" {
		out, err := exec.Command(python, "-c", "import sysconfig; print(sysconfig.get_path('stdlib'))").Output()
		if err != nil {
			t.Fatal(err)
		}
		dir, depth = strings.TrimSpace(string(out)), "1"
	}
	find, err := exec.Command("find", dir, "-maxdepth", depth, "-name", "*.py").Output()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("xargs", python, "testdata/oracle.py", "--dump")
	cmd.Stdin = strings.NewReader(string(find))
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	c := comparison{t: t}
	lines := bufio.NewScanner(pipe)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		if path, ok := strings.CutPrefix(lines.Text(), "== "); ok {
			c.finish()
			c.path = path
			continue
		}
		c.want = append(c.want, lines.Text())
	}
	c.finish()
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	if c.same == 0 {
		t.Errorf("no file of %s was compared", dir)
	}
	t.Logf("%d files agree, %d differ, %d refused by both, %d not compared", c.same, c.differ, c.refused, c.missing)
}

// python311 finds a Python 3.11. Without one the test is skipped, or fails under CI.
func python311(t *testing.T) string {
	for _, name := range []string{"../.venv/bin/python", "python3.11", "python3"} {
		out, err := exec.Command(name, "--version").Output()
		if err == nil && strings.HasPrefix(string(out), "Python 3.11.") {
			return name
		}
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("there is no Python 3.11")
	}
	t.Skip("there is no Python 3.11; scripts/setup.sh test installs it")
	return ""
}

type comparison struct {
	t                              *testing.T
	path                           string
	want                           []string
	same, differ, refused, missing int
}

func (c *comparison) finish() {
	want := c.want
	c.want = nil
	if c.path == "" {
		return
	}
	text, err := os.ReadFile(c.path)
	if err != nil {
		c.t.Fatal(err)
	}
	m, errs := Parse(source.NewFile(c.path, text))
	refused := len(want) == 1 && want[0] == "refused"
	switch {
	case refused && len(errs) > 0:
		c.refused++
		return
	case !refused && isMissing(errs):
		c.missing++
		return
	case refused || len(errs) > 0:
		c.differ++
		c.t.Errorf("%s: CPython refuses: %v; here: %v", c.path, refused, errs)
		return
	}
	got := strings.Split(strings.TrimSuffix(dump(m), "\n"), "\n")
	if len(m.Body) == 0 {
		got = nil
	}
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			c.differ++
			c.t.Errorf("%s, line %d of the tree:\n got %q\nwant %q", c.path, i+1, at(got, i), at(want, i))
			return
		}
	}
	c.same++
}

// isMissing reports whether all that is wrong with a file is that Myia lacks something.
func isMissing(errs diag.List) bool {
	return len(errs) > 0 && !slices.ContainsFunc(errs, func(d *diag.Diagnostic) bool { return d.Kind != diag.Limit && d.Code != "E0102" })
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return "nothing"
}
