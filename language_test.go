package myia_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var codeSpan = regexp.MustCompile("`([^`]*)`")

// code is the program of a table cell: its code spans are the lines.
func code(cell string) string {
	var lines []string
	for _, m := range codeSpan.FindAllStringSubmatch(cell, -1) {
		lines = append(lines, m[1])
	}
	return strings.Join(lines, "\n") + "\n"
}

// TestRefused compiles the table of docs/language.md: what is refused gives
// the code of its row, what to write instead runs.
func TestRefused(t *testing.T) {
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	names := ""
	for _, b := range readBlocks(t, filepath.Join(root, "docs/language.md")) {
		if b.name() == "names.py" {
			names = b.text
		}
	}
	data, err := os.ReadFile(filepath.Join(root, "docs/language.md"))
	if err != nil {
		t.Fatal(err)
	}
	enterScratch(t, root)
	run := func(program string) string {
		if err := os.WriteFile("main.py", []byte(names+program), 0o666); err != nil {
			t.Fatal(err)
		}
		return runCommand([]string{"run", "main.py"}, "vm")
	}
	rows := 0
	for line := range strings.Lines(string(data)) {
		cells := strings.Split(strings.TrimSpace(line), " | ")
		if len(cells) != 3 || !codeSpan.MatchString(cells[0]) {
			continue
		}
		rows++
		want := "[" + strings.TrimSuffix(cells[2], " |") + "]"
		if got := run(code(cells[0])); !strings.Contains(got, want) || !strings.HasSuffix(got, "exit status 2\n") {
			t.Errorf("%s gives no %s:\n%s", cells[0], want, got)
		}
		if got := run(code(cells[1])); strings.Contains(got, "exit status") {
			t.Errorf("%s is to run:\n%s", cells[1], got)
		}
	}
	if rows < 20 {
		t.Errorf("%d rows", rows)
	}
}
