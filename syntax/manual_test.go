package syntax

import (
	"bufio"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/myia-lang/myia/source"
)

// TestAgainstPython compares whole files with CPython's tree. It runs by hand:
//
//	MYIA_ORACLE=~/.pyenv/versions/3.11.7/lib/python3.11 go test ./syntax -run AgainstPython
func TestAgainstPython(t *testing.T) {
	dir := os.Getenv("MYIA_ORACLE")
	if dir == "" {
		t.Skip("MYIA_ORACLE names no directory")
	}
	find, err := exec.Command("find", dir, "-name", "*.py").Output()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", "-c", "xargs python3 testdata/oracle.py --dump")
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
	t.Logf("%d files agree, %d differ, %d refused by both", c.same, c.differ, c.refused)
}

type comparison struct {
	t                     *testing.T
	path                  string
	want                  []string
	same, differ, refused int
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

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return "nothing"
}
