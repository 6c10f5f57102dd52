package compiler_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/names"
)

// sharing is what NumPy says of which arrays share memory; see scripts/sharing.py.
type sharing struct {
	Bases   map[string]string
	Changes []string
	Others  []string
	Groups  []struct {
		Expression, Base string
		Outcomes         []string
	}
}

// mayBeRefused is the number of programs of sharing that are refused, since the order in which an array lies in memory is not
// known, or what a function of the library has made of it.
const mayBeRefused = 1486

// TestSharing makes arrays of arrays in all ways that there are, changes one and reads the other: what one sees of the
// other is what it sees in NumPy, or is refused since it is not followed.
func TestSharing(t *testing.T) {
	t.Parallel()
	var all sharing
	readJSON(t, "sharing", &all)
	programs, refused := 0, 0
	for _, g := range all.Groups {
		for k, want := range g.Outcomes {
			if want == "" {
				continue
			}
			programs++
			text := "import numpy as np\nx = " + all.Bases[g.Base] + "\ny = " + g.Expression + "\n" + all.Changes[k]
			switch got, code := printedBy(text); {
			case code == diag.SharedObject:
				refused++
			case got != want+"\n":
				t.Errorf("%s prints %q %s, in NumPy %q", text, got, code, want)
			}
		}
	}
	if refused > mayBeRefused {
		t.Errorf("%d of %d programs are refused, at most %d should be", refused, programs, mayBeRefused)
	}
	t.Logf("cases: sharing n=%d, of which %d are refused", programs, refused)
}

// printedBy is what a program prints, or the code of the first thing that is wrong with it.
func printedBy(text string) (out string, code diag.Code) {
	var buf bytes.Buffer
	c, errs := compiler.FromText("main.py", text).Compile(compiler.Call{}, compiler.Options{Backend: compiler.VM, Stage: compiler.Core, Out: &buf})
	if len(errs) > 0 {
		return errs[0].Error(), errs[0].Code
	}
	if _, err := c.Call(context.Background()); err != nil {
		return err.Error(), ""
	}
	return buf.String(), ""
}

// TestSharingTable checks that the table of scripts/sharing.py has all functions of NumPy and all methods of arrays.
func TestSharingTable(t *testing.T) {
	var all sharing
	readJSON(t, "sharing", &all)
	var text strings.Builder
	for _, g := range all.Groups {
		text.WriteString(g.Expression + "\n")
	}
	check := func(name, call string) {
		if !strings.Contains(text.String(), call) && !slices.Contains(all.Others, name) {
			t.Errorf("scripts/sharing.py does not say what %s shares", name)
		}
	}
	for _, name := range compiler.Names().Of("np") {
		if d := compiler.Names().Lookup("np." + name); d != nil && slices.Contains([]names.Kind{names.Primitive, names.Form, names.Library}, d.Kind) {
			check("np."+name, "np."+name+"(")
		}
	}
	for _, name := range compiler.Names().Of(".array") {
		check(".array."+name, "."+name+"(")
	}
}
