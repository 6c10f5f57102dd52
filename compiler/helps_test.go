package compiler_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// mostWithoutCode is how many texts of help hold no code that can be put in
// place. It may shrink only.
const mostWithoutCode = 143

const withoutCodePath = "../testdata/helps_without_code.txt"

// maxColumns is how wide a line of a diagnostic may be.
const maxColumns = 100

// helpTexts are the texts of help in the sources of the compiler.
type helpTexts struct {
	plain    map[string]bool // formats without code
	repairs  map[string]bool // formats of WithRepair
	messages map[string]int  // formats of messages, with the columns that stand before them
}

// messageAt says which argument of the functions that report is the message.
var messageAt = map[string]map[string]int{
	"frontend": {"limit": 3, "later": 3, "errorf": 3, "Errorf": 2, "Limitf": 2},
	"infer":    {"limit": 2, "errorf": 1, "errorHelp": 2, "Errorf": 2, "Limitf": 2},
	"syntax":   {"fault": 2, "Errorf": 2, "Limitf": 2},
	"":         {"Errorf": 2, "Limitf": 2},
}

// helpAt says which argument of these functions is the text of help.
var helpAt = map[string]map[string]int{
	"frontend": {"limit": 2, "later": 2, "errorf": 2},
	"infer":    {"limit": 1, "errorHelp": 1},
	"syntax":   {"fault": 3, "tooDeep": 2},
}

// readHelps finds the texts of help: what WithHelp and WithRepair and functions
// like them are given, what is assigned to a field Help, and what constants,
// tables and functions whose names end in Help hold.
func readHelps(t *testing.T) helpTexts {
	h := helpTexts{map[string]bool{}, map[string]bool{}, map[string]int{}}
	for path, text := range sources(t) {
		dir := strings.TrimPrefix(filepath.ToSlash(filepath.Dir(path)), "../")
		if strings.HasSuffix(path, "_test.go") || !slices.Contains([]string{"ad", "compiler", "diag", "frontend", "infer", "lower", "ops", "ops/typed", "syntax"}, dir) {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, text, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool { return h.note(dir, n) })
	}
	delete(h.plain, "")
	delete(h.plain, "%s")
	return h
}

func (h helpTexts) note(dir string, n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CallExpr:
		f, ok := n.Fun.(*ast.SelectorExpr)
		if !ok {
			if name, ok := n.Fun.(*ast.Ident); ok {
				h.message(dir, name.Name, n.Args)
			}
			return true
		}
		h.message(dir, f.Sel.Name, n.Args)
		if at, ok := helpAt[dir][f.Sel.Name]; ok && at < len(n.Args) {
			h.add(h.plain, n.Args[at])
		}
		switch f.Sel.Name {
		case "WithHelp":
			h.add(h.plain, n.Args[0])
		case "WithRepair":
			h.add(h.repairs, n.Args[0])
		}
	case *ast.FuncDecl:
		if strings.HasSuffix(n.Name.Name, "Help") || n.Name.Name == "hintText" {
			ast.Inspect(n.Body, func(n ast.Node) bool {
				if r, ok := n.(*ast.ReturnStmt); ok && len(r.Results) == 1 {
					h.add(h.plain, r.Results[0])
				}
				return true
			})
		}
	case *ast.ValueSpec:
		if name := strings.ToLower(n.Names[0].Name); strings.HasSuffix(name, "help") {
			for _, v := range n.Values {
				h.table(v)
			}
		}
	case *ast.AssignStmt:
		if f, ok := n.Lhs[0].(*ast.SelectorExpr); ok && f.Sel.Name == "Help" {
			h.add(h.plain, n.Rhs[0])
		}
	}
	return true
}

// message notes the message that a call of a function reports.
func (h helpTexts) message(dir, name string, args []ast.Expr) {
	at, ok := messageAt[dir]
	if !ok {
		at = messageAt[""]
	}
	i, ok := at[name]
	if !ok || i >= len(args) {
		return
	}
	text := map[string]bool{}
	h.add(text, args[i])
	for m := range text {
		h.messages[m] = len("error[E0101]: ")
		if strings.ToLower(name[:1]) == "l" {
			h.messages[m] = len("not supported yet[L0101]: ")
		}
	}
}

// table adds a text or the values of a map.
func (h helpTexts) table(e ast.Expr) {
	if c, ok := e.(*ast.CompositeLit); ok {
		for _, el := range c.Elts {
			if kv, ok := el.(*ast.KeyValueExpr); ok {
				h.add(h.plain, kv.Value)
			}
		}
		return
	}
	h.add(h.plain, e)
}

func (h helpTexts) add(to map[string]bool, e ast.Expr) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if text, err := strconv.Unquote(e.Value); err == nil {
			to[text] = true
		}
	case *ast.BinaryExpr:
		h.add(to, e.X)
		h.add(to, e.Y)
	}
}

// looksLikeCode matches what a help without code must not hold, since nobody
// tests that it can be followed.
var looksLikeCode = regexp.MustCompile("`|\\w\\([^)]|\\.\\.\\.|…|\\w = \\w")

// TestHelps lists the texts of help that hold no code, and counts them. Code in
// a help is a repair (diag.Edit), which TestDiagnostics puts in place and runs.
func TestHelps(t *testing.T) {
	h := readHelps(t)
	plain := slices.Sorted(maps.Keys(h.plain))
	for _, text := range plain {
		if looksLikeCode.MatchString(text) {
			t.Errorf("%q holds code that is no repair", text)
		}
		for line := range strings.Lines(text) {
			if n := utf8.RuneCountInString("  = help: " + strings.TrimRight(line, "\n")); n > maxColumns {
				t.Errorf("%q has %d columns", text, n)
			}
		}
	}
	for text, before := range h.messages {
		if n := before + utf8.RuneCountInString(text); n > maxColumns {
			t.Errorf("the message %q has %d columns", text, n)
		}
	}
	want := ""
	for _, text := range plain {
		want += strings.ReplaceAll(text, "\n", `\n`) + "\n"
	}
	if *update {
		if err := os.WriteFile(withoutCodePath, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(withoutCodePath)
	if err != nil || string(got) != want {
		t.Errorf("%s is stale: -update rewrites it", withoutCodePath)
	}
	if len(plain) > mostWithoutCode {
		t.Errorf("%d texts of help without code, at most %d", len(plain), mostWithoutCode)
	}
	for text := range h.repairs {
		if strings.Count(text, "%s") != 1 {
			t.Errorf("the help %q has no one place for its code", text)
		}
	}
}
