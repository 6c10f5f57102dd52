package diag

import (
	"regexp"
	"testing"
)

var codeForm = regexp.MustCompile(`^([EL]\d{4}|B0001)$`)

// TestCatalogue checks that every entry is complete and every code unique.
// Whether the examples do give their codes is tested where there is a compiler.
func TestCatalogue(t *testing.T) {
	seen := map[Code]bool{}
	for _, e := range All() {
		switch {
		case seen[e.Code]:
			t.Errorf("%s appears twice", e.Code)
		case !codeForm.MatchString(string(e.Code)):
			t.Errorf("%q is not a code", e.Code)
		case e.Title == "" || e.Explanation == "":
			t.Errorf("%s has no title or no explanation", e.Code)
		case (e.Example == "" || e.Repair == "") && e.Code != InternalError:
			t.Errorf("%s has no example or no repair", e.Code)
		case e.Example == e.Repair && e.Example != "":
			t.Errorf("the repair of %s is the example", e.Code)
		}
		seen[e.Code] = true
		if got, ok := Lookup(e.Code); !ok || got != e {
			t.Errorf("Lookup(%s) gives another entry", e.Code)
		}
	}
	if _, ok := Lookup("E9999"); ok {
		t.Error("E9999 is found")
	}
}
