package own_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/myia-lang/myia/golden"
	"github.com/myia-lang/myia/own"
)

var (
	ended  = regexp.MustCompile(`(?m)^ *own\.release .*\n`)
	passed = regexp.MustCompile(`(?m)^ *(%\d+)\S* = own\.(?:retain|move|ready) (%\d+)[^\n]*\n`)
	marked = regexp.MustCompile(` owned`)
)

// faults gives the text with one count wrong, each in turn: a release left out or done twice, a retain, a move or the making
// ready left out, a parameter that is not marked.
func faults(text string) []string {
	var out []string
	replace := func(at []int, by, rest string) { out = append(out, text[:at[0]]+by+rest) }
	for _, at := range ended.FindAllStringIndex(text, -1) {
		replace(at, "", text[at[1]:])
		replace(at, strings.Repeat(text[at[0]:at[1]], 2), text[at[1]:])
	}
	for _, at := range passed.FindAllStringSubmatchIndex(text, -1) {
		made := regexp.MustCompile(text[at[2]:at[3]] + `\b`)
		end := strings.Index(text[at[1]:], "\n}\n") + at[1]
		replace(at, "", made.ReplaceAllString(text[at[1]:end], text[at[4]:at[5]])+text[end:])
	}
	for _, at := range marked.FindAllStringIndex(text, -1) {
		replace(at, "", text[at[1]:])
	}
	return out
}

// TestFaults plants each such fault in each module that counts right.
func TestFaults(t *testing.T) {
	paths, _ := filepath.Glob("testdata/*.txtar")
	planted := 0
	for _, path := range paths {
		ar, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if ar.Files[0].Name != "in" {
			continue
		}
		for _, text := range faults(string(ar.Files[len(ar.Files)-1].Data)) {
			planted++
			if own.Check(golden.Read(t, text, more...), known) == nil {
				t.Errorf("%s: nobody misses what is wrong in\n%s", path, text)
			}
		}
	}
	if planted < 30 {
		t.Errorf("only %d faults", planted)
	}
}
