package syntax

import (
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/source"
)

// TestExamples checks that each syntax code's example gives that code first.
func TestExamples(t *testing.T) {
	for _, e := range diag.All() {
		if !strings.HasPrefix(string(e.Code), "E01") && e.Code != diag.NamedEscape {
			continue
		}
		_, errs := Parse(source.NewFile("example.py", []byte(e.Example)))
		if len(errs) != 1 || errs[0].Code != e.Code {
			t.Errorf("the example of %s gives %v", e.Code, errs)
		}
	}
}

// TestDeepNesting checks that no kind of nesting exhausts the stack.
func TestDeepNesting(t *testing.T) {
	const n = 100_000
	many := func(s string) string { return strings.Repeat(s, n) }
	indented := ""
	for i := range 150 {
		indented += strings.Repeat(" ", i) + "if x:\n"
	}
	for name, text := range map[string]string{
		"parentheses": many("(") + many(")"), "open": many("["), "minus": many("-") + "1", "not": many("not ") + "1",
		"lambda": many("lambda: ") + "1", "if": many("1 if 1 else ") + "1", "power": many("1 ** ") + "1",
		"plus": many("1 + ") + "1", "attribute": "a" + many(".b"), "call": "a" + many("()"), "blocks": indented,
		"fstring": many("f'{") + "1", "pattern": "match x:\n case " + many("(") + ":\n  pass", "await": many("await "),
		"elif": "if 1: pass\n" + many("elif 1: pass\n"), "starred": "f(" + many("*") + "a)", "for": "for " + many("("),
	} {
		if _, errs := Parse(source.NewFile(name, []byte(text))); len(errs) == 0 {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestAtMostTenErrors checks that errors are independent, ordered and few.
func TestAtMostTenErrors(t *testing.T) {
	_, errs := Parse(source.NewFile("m.py", []byte(strings.Repeat("x = 1 2\nif y = 2:\n    z = )\n", 20))))
	if len(errs) != maxErrors {
		t.Fatalf("%d errors", len(errs))
	}
	for i, e := range errs {
		if line := e.Span.File.Position(e.Span.Start).Line; line != i+1 {
			t.Errorf("error %d is on line %d", i+1, line)
		}
	}
}

// TestParseExpr reads literals as the command line does.
func TestParseExpr(t *testing.T) {
	e, errs := ParseExpr(source.NewFile("arg", []byte("99999999999999999999")))
	if c, ok := e.(*Constant); errs != nil || !ok || c.Value.(*big.Int).String() != "99999999999999999999" {
		t.Errorf("%v, %v", e, errs)
	}
	for _, bad := range []string{"", "x = 1", "1 2", "(1", "1\n2", " 1", "\x00", "f'{'"} {
		if e, errs := ParseExpr(source.NewFile("arg", []byte(bad))); len(errs) == 0 || e != nil {
			t.Errorf("%q gives %v", bad, e)
		}
	}
}

// FuzzParse checks that no input makes the parser panic, that each error has a
// place inside the text, and each node too.
func FuzzParse(f *testing.F) {
	paths, _ := filepath.Glob("testdata/*.txtar")
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range txtar.Parse(data).Files {
			if strings.HasSuffix(file.Name, ".py") {
				f.Add(decodeProgram(file.Name, file.Data))
			}
		}
	}
	for _, e := range diag.All() {
		f.Add([]byte(e.Example))
	}
	for _, s := range []string{"\\", "\\\r", "f'{a!", "f'{a:{b:{c", "f'\\N{", "'\\N{", "b'\\x", "\xef\xbb\xbf", "if x:\n\ty\n        z",
		"  x", "x\n  y\n z", "match x:\n case", "match x:\n y\n", "@\n", "(\ndef f", "1_", "0x", "1e", "f'{x=", "f\"{'", "x = '''", "\f\\\n x",
		"async", "lambda *", "def f(*,", "case", "else:\n  x", "a[", "{**", "{*a:", "f(**a, *b)", "*a", "(yield", "f'{\x00}'", "f'{ü\u00a0}'",
		"f'\\{", "f'{a}}", "f'{:", "f'{a!r", "f'{\"\"\"", "f'{[}'", "f'{\\'"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		file := source.NewFile("fuzz.py", text)
		m, errs := Parse(file)
		for _, e := range errs {
			if e.Span.File != file || e.Span.Start < 0 || e.Span.End < e.Span.Start || e.Span.End > len(text) {
				t.Errorf("%v is at %d:%d", e, e.Span.Start, e.Span.End)
			}
		}
		diag.Render(new(strings.Builder), errs, diag.Options{})
		if len(errs) > 0 {
			return
		}
		Inspect(m, func(n Node) bool {
			if n != nil {
				if s := n.Span(); s.File != file || s.Start < 0 || s.End < s.Start || s.End > len(text) {
					t.Errorf("%T is at %d:%d", n, s.Start, s.End)
				}
			}
			return true
		})
		ParseExpr(file)
	})
}
