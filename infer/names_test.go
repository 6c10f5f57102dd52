package infer

import (
	"strings"
	"testing"

	"github.com/myia-lang/myia/names"
)

// TestForms checks that inference serves each form that is declared, and no
// other.
func TestForms(t *testing.T) {
	declared := map[string]bool{}
	for _, d := range names.Base().All(names.Form) {
		declared[d.Name] = true
		if !strings.HasPrefix(d.Name, ".") && specials[d.Name] == nil {
			t.Errorf("inference does not serve %s", d.Name)
		}
	}
	for name := range specials {
		if !declared[name] {
			t.Errorf("%s is not declared", name)
		}
	}
	if len(declared) < 30 {
		t.Errorf("only %d forms are declared", len(declared))
	}
}
