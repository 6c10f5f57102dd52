package diag

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/myia-lang/myia/source"
)

var update = flag.Bool("update", false, "rewrite testdata/render.txt and docs/errors.md")

// span finds the text between « and », which it removes.
func span(name, text string) source.Span {
	start := strings.Index(text, "«")
	end := strings.Index(text, "»") - len("«")
	clean := strings.NewReplacer("«", "", "»", "").Replace(text)
	return source.Span{File: source.NewFile(name, []byte(clean)), Start: start, End: end}
}

// TestRender compares with testdata/render.txt; the claim of each case is its
// message.
func TestRender(t *testing.T) {
	tab := span("m.py", "if x:\n\t\ty = «x» + 1\n")
	two := span("m.py", "y = [x, f(a)«)»\n")
	open := source.Span{File: two.File, Start: 4, End: 5}
	def := source.Span{File: span("m.py", "def f(x):\n    pass\n\n\n\ny = «f(1, 2)»\n").File, Start: 0, End: 8}
	call := source.Span{File: def.File, Start: 28, End: 35}
	long := span("m.py", "x = "+strings.Repeat("abcdefghi ", 40)+"«oops» "+strings.Repeat("z", 200)+"\n")
	ds := []*Diagnostic{
		Errorf("E0101", tab, "the caret is under x after tabs"),
		Errorf("E0101", span("m.py", "名前 = «é́» + 1\r\n"), "wide and combining characters, CRLF"),
		Errorf("E0104", two, "a related span on the same line").WithRelated(open, "'[' is opened here").WithHelp("write ']' here"),
		Errorf("E0201", call, "lines between are left out").WithRelated(def, "defined here").WithHelp("first line\nsecond line"),
		Errorf("E0101", span("m.py", "x = 1\ny = «(1,\n     2,\n     3,\n     4)»\n"), "a span of several lines"),
		Errorf("E0101", span("m.py", "if x«»\n"), "an empty span at the end of a line"),
		Errorf("E0101", span("m.py", "x = 1\n«»"), "an empty span at the end of the file"),
		Errorf("E0101", long, "a long line is cut"),
		Errorf("E0101", long, "what lies outside of the part shown is marked at its dots").
			WithRelated(source.Span{File: long.File, Start: 0, End: 1}, "before it").
			WithRelated(source.Span{File: long.File, Start: 600, End: 605}, "after it"),
		Errorf("E0101", span("m.py", "x = «\x1b[31m\u202e»\n"), "control characters are made visible \x1b"),
		Errorf("E0701", source.Span{}, "no place at all").WithHelp("help all the same"),
		Errorf("E0301", tab, "two files").WithRelated(call, "in another file"),
		Limitf("L0001", tab, "a limit"),
		{Code: "W0001", Kind: Warning, Span: tab, Message: "a warning"},
		Bugf(tab, "a bug"),
		Errorf("E0101", source.Span{File: tab.File, Start: 99, End: 3}, "a span outside the file does no harm"),
	}
	var b strings.Builder
	Render(&b, ds, Options{})
	b.WriteByte('\n')
	Render(&b, ds[2:3], Options{Color: true})
	const golden = "testdata/render.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Error(diff)
	}
}
