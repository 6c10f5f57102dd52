package diag

import (
	"os"
	"strings"
	"testing"
)

// TestErrorsDoc checks that docs/errors.md is what the catalogue gives.
func TestErrorsDoc(t *testing.T) {
	const path = "../docs/errors.md"
	want := Markdown()
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil || string(got) != want {
		t.Errorf("%s is stale: go generate ./diag rewrites it", path)
	}
	for _, e := range All() {
		if !strings.Contains(want, "### "+string(e.Code)+":") {
			t.Errorf("%s is in no area of areaTitles", e.Code)
		}
	}
}

// TestNear checks that a mistyped code finds the one that was meant.
func TestNear(t *testing.T) {
	for text, want := range map[string]Code{"E0301X": BadOperand, "E301": BadOperand, "0301": BadOperand, "EO501": Mutation} {
		found := false
		for _, e := range Near(text) {
			found = found || e.Code == want
		}
		if !found {
			t.Errorf("%s does not find %s", text, want)
		}
	}
	if n := len(Near("hello")); n != 0 {
		t.Errorf("hello finds %d codes", n)
	}
}
