package dynamic

import (
	"strings"
	"testing"

	"github.com/myia-lang/myia/names"
)

// TestForms checks that the interpreter serves each form of which inference
// cannot resolve a call alone. What it serves beside them is for its prelude.
func TestForms(t *testing.T) {
	served := builtins()
	for _, d := range names.Base().All(names.Form) {
		if strings.HasPrefix(d.Name, ".") || names.Reference(d.Name) != nil {
			continue
		}
		if (served[d.Name] == nil) != d.Alone {
			t.Errorf("%s: served %t, resolved alone %t", d.Name, served[d.Name] != nil, d.Alone)
		}
	}
	for name := range served {
		d := names.Base().Lookup(name)
		if inPrelude := strings.HasPrefix(name, "myia.") && strings.Contains(string(preludeText), name[5:]); d == nil && !inPrelude {
			t.Errorf("%s is not declared", name)
		}
	}
}

// TestReferences checks that the interpreter serves each method and built-in that only programs with references have, and
// that what it serves is declared.
func TestReferences(t *testing.T) {
	served := servedNames()
	for _, d := range names.References() {
		if (d.Kind == 0) != (served[d.Name] != nil) {
			t.Errorf("%s: served %t", d.Name, served[d.Name] != nil)
		}
	}
	for name := range served {
		if names.Reference(name) == nil {
			t.Errorf("%s is not declared", name)
		}
	}
}
