package compiler_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// wordList is testdata/conformance/words.txt: errors whose words are not NumPy's, each with the reason. Digits stand as #.
type wordList struct {
	reasons map[string]string // by what Myia says
	met     map[string]bool
}

func readWords(t *testing.T) *wordList {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(conformHome, "words.txt"))
	if err != nil {
		t.Fatal(err)
	}
	w := &wordList{map[string]string{}, map[string]bool{}}
	for _, line := range strings.Split(string(text), "\n") {
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		said, reason, ok := strings.Cut(line, " => ")
		if !ok {
			t.Fatalf("words.txt: %q has no reason", line)
		}
		w.reasons[said] = reason
	}
	return w
}

var (
	numeral = regexp.MustCompile(`\d+`)
	place   = regexp.MustCompile(`^mistake \S+ `)
	codeEnd = regexp.MustCompile(` \[[EL]\d+\]$`)
)

// accept reports whether what Myia says, an exception or a mistake found at compile time, has NumPy's class and words, or
// words of its own for a reason. A mistake may name the function before, and say more after.
func (w *wordList) accept(numpy, myia string, mistake bool) bool {
	_, words, _ := strings.Cut(numpy, ": ")
	said := strings.TrimSpace(myia)
	if mistake {
		said, _, _ = strings.Cut(said, "\n")
		said = codeEnd.ReplaceAllString(place.ReplaceAllString(said, ""), "")
		if strings.Contains(said, words) {
			return true
		}
	} else if said == numpy {
		return true
	}
	said = numeral.ReplaceAllString(said, "#")
	w.met[said] = true
	return w.reasons[said] != ""
}

// unused reports reasons for what is not said.
func (w *wordList) unused(t *testing.T) {
	for said := range w.reasons {
		if !w.met[said] {
			t.Errorf("words.txt: Myia says %q never, or NumPy too", said)
		}
	}
}
