package diag

import (
	"testing"

	"github.com/myia-lang/myia/source"
)

// TestRepaired puts insertions at one place, overlapping edits and edits of
// another file in place.
func TestRepaired(t *testing.T) {
	f := source.NewFile("m.py", []byte("class A:\n    x = y\n"))
	at := func(start, end int) source.Span { return source.Span{File: f, Start: start, End: end} }
	other := source.Span{File: source.NewFile("n.py", nil)}
	line := Edit{at(0, 0), "from d import d\n"}
	list := List{
		Errorf("E0201", at(17, 18), "").WithRepair("write %s", Edit{at(17, 18), "self.y"}),
		Errorf("E0201", at(0, 0), "").WithRepair("write %s above", Edit{at(0, 0), "@d\n"}, line),
		Errorf("E0201", at(0, 0), "").WithRepair("add %s", line),
		Errorf("E0201", at(16, 18), "").WithRepair("write %s", Edit{at(16, 18), "never"}, Edit{other, "z"}),
		Errorf("E0201", at(6, 7), "").WithHelp("no code"),
	}
	const want = "from d import d\n@d\nclass A:\n    x =never\n"
	if got := list.Repaired(f); got != want {
		t.Errorf("got\n%s", got)
	}
	if got := list[:3].Repaired(f); got != "from d import d\n@d\nclass A:\n    x = self.y\n" {
		t.Errorf("got\n%s", got)
	}
	if help := list[1].Help; help != "write `@d` above" {
		t.Error(help)
	}
	long := Errorf("E0201", at(0, 0), "").WithRepair("write %s", Edit{at(0, 0), "a\nb"})
	if long.Help != "" || long.Repair != nil {
		t.Error("code of two lines is shown")
	}
}
