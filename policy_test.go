package myia_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const modulePath = "github.com/myia-lang/myia"

// maxLines is how long a file may be.
const maxLines = 500

// longFiles may be longer, each for a reason.
var longFiles = map[string]string{
	"syntax/nfkc.txt":             "Unicode's table for identifiers",
	"scripts/oracle_shim/myia.py": "one module for CPython, beside the program",
}

// goFile is a parsed file of the module.
type goFile struct {
	path string // "infer/call.go"
	text string
	ast  *ast.File
	fset *token.FileSet
}

func (f goFile) dir() string { return path.Dir(f.path) }
func (f goFile) test() bool  { return strings.HasSuffix(f.path, "_test.go") }
func (f goFile) at(n ast.Node) string {
	return fmt.Sprintf("%s:%d", f.path, f.fset.Position(n.Pos()).Line)
}

// eachFile visits the files of the module but for hidden folders, outputs and
// test data.
func eachFile(t *testing.T, visit func(name string, text string)) {
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || slices.Contains([]string{"testdata", "bin", "out", "data"}, d.Name())):
			return filepath.SkipDir
		case d.IsDir() || strings.HasPrefix(d.Name(), "."):
			return nil
		}
		text, err := os.ReadFile(name)
		if err == nil {
			visit(filepath.ToSlash(name), string(text))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// goFiles parses every Go file. It opens the files itself, so that the test
// cache knows of them.
func goFiles(t *testing.T) []goFile {
	var out []goFile
	eachFile(t, func(name, text string) {
		if !strings.HasSuffix(name, ".go") {
			return
		}
		f := goFile{path: name, text: text, fset: token.NewFileSet()}
		var err error
		if f.ast, err = parser.ParseFile(f.fset, name, text, parser.ParseComments); err != nil {
			t.Fatal(err)
		}
		out = append(out, f)
	})
	return out
}

// policyBlock gives the lines of a block of ARCHITECTURE.md.
func policyBlock(t *testing.T, kind string) []string {
	for _, b := range readBlocks(t, "ARCHITECTURE.md") {
		if b.kind() == kind {
			return strings.Split(strings.TrimSpace(b.text), "\n")
		}
	}
	t.Fatalf("ARCHITECTURE.md has no block %s", kind)
	return nil
}

// TestImports checks that packages import only those of earlier layers, and
// other modules only where the table allows it.
func TestImports(t *testing.T) {
	layer, allowed := layers(t), modules(t)
	for _, f := range goFiles(t) {
		if f.test() {
			continue
		}
		from, known := layer[f.dir()]
		if !known {
			t.Errorf("%s: package %s is not in the layers of ARCHITECTURE.md", f.path, f.dir())
		}
		for _, spec := range f.ast.Imports {
			if problem := importProblem(f.dir(), from, spec, layer, allowed); problem != "" {
				t.Errorf("%s: %s", f.at(spec), problem)
			}
		}
	}
}

func layers(t *testing.T) map[string]int {
	out := map[string]int{}
	for i, line := range policyBlock(t, "layers") {
		for _, dir := range strings.Fields(line) {
			out[dir] = i + 1
		}
	}
	return out
}

func modules(t *testing.T) map[string][]string {
	out := map[string][]string{}
	for _, line := range policyBlock(t, "modules") {
		module, dirs, _ := strings.Cut(line, ":")
		out[module] = strings.Fields(dirs)
	}
	return out
}

// importProblem says what is wrong with an import, "" if nothing is.
func importProblem(dir string, from int, spec *ast.ImportSpec, layer map[string]int, allowed map[string][]string) string {
	name, _ := strconv.Unquote(spec.Path.Value)
	if name == modulePath {
		name += "/."
	}
	if to, ours := strings.CutPrefix(name, modulePath+"/"); ours {
		if layer[to] >= from {
			return fmt.Sprintf("%s must not import %s", dir, to)
		}
		return ""
	}
	if first, _, _ := strings.Cut(name, "/"); !strings.Contains(first, ".") {
		return ""
	}
	for module, dirs := range allowed {
		if (name == module || strings.HasPrefix(name, module+"/")) && slices.Contains(dirs, dir) {
			return ""
		}
	}
	return fmt.Sprintf("%s must not import %s", dir, name)
}

// TestFileLengths checks that files stay short.
func TestFileLengths(t *testing.T) {
	seen := map[string]bool{}
	eachFile(t, func(name, text string) {
		long := strings.Count(text, "\n") > maxLines && !strings.HasSuffix(name, ".md") && !strings.HasSuffix(name, ".sum")
		seen[name] = long
		if long && longFiles[name] == "" {
			t.Errorf("%s has %d lines, more than %d", name, strings.Count(text, "\n"), maxLines)
		}
	})
	for name := range longFiles {
		if !seen[name] {
			t.Errorf("%s is no longer long: take it out of longFiles", name)
		}
	}
}

// TestDocComments checks that each package has a doc.go, and each exported
// name a comment.
func TestDocComments(t *testing.T) {
	documented := map[string]bool{}
	dirs := map[string]bool{}
	for _, f := range goFiles(t) {
		if f.test() {
			continue
		}
		dirs[f.dir()] = true
		if f.ast.Doc != nil {
			documented[f.dir()] = true
			if base := path.Base(f.path); base != "doc.go" && f.dir() != "." && f.ast.Name.Name != "main" {
				t.Errorf("%s: the package comment belongs into doc.go", f.path)
			}
		}
		for _, n := range undocumented(f.ast, f.fset) {
			t.Errorf("%s: %s has no comment", f.at(n), n.Name)
		}
	}
	for dir := range dirs {
		if !documented[dir] {
			t.Errorf("package %s has no comment", dir)
		}
	}
}

// undocumented lists the exported names of a file that have no comment. A
// comment serves the lines that follow it without an empty one between; one on
// a group, or behind a line, serves its names.
func undocumented(f *ast.File, fset *token.FileSet) []*ast.Ident {
	var out []*ast.Ident
	end := -1 // of what has a comment
	for _, d := range f.Decls {
		if f, ok := d.(*ast.FuncDecl); ok {
			switch {
			case f.Doc != nil || fset.Position(f.Pos()).Line == end+1:
				end = fset.Position(f.End()).Line
			case f.Name.IsExported() && !serves(f):
				out = append(out, f.Name)
			}
			continue
		}
		if g := d.(*ast.GenDecl); g.Doc == nil {
			out = append(out, undocumentedSpecs(g)...)
		}
	}
	return out
}

func undocumentedSpecs(g *ast.GenDecl) []*ast.Ident {
	var out []*ast.Ident
	for _, s := range g.Specs {
		switch s := s.(type) {
		case *ast.TypeSpec:
			if s.Name.IsExported() && s.Doc == nil && s.Comment == nil {
				out = append(out, s.Name)
			}
		case *ast.ValueSpec:
			for _, n := range s.Names {
				if n.IsExported() && s.Doc == nil && s.Comment == nil {
					out = append(out, n)
				}
			}
		}
	}
	return out
}

// interfaceMethods are those of ir.Op, ops.Primitive, types.Type and of Go's own
// interfaces, which say what they do.
var interfaceMethods = regexp.MustCompile(`^(OpName|Effects|Infer|Eval|JVP|VJP|Callee|Key|String|Error)$`)

// serves reports the methods that need no comment of their own: those of
// unexported types, and those that serve such an interface.
func serves(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return false
	}
	t := d.Recv.List[0].Type
	if p, ok := t.(*ast.StarExpr); ok {
		t = p.X
	}
	if x, ok := t.(*ast.IndexExpr); ok {
		t = x.X
	}
	id, ok := t.(*ast.Ident)
	return ok && (!id.IsExported() || interfaceMethods.MatchString(d.Name.Name))
}

// TestSkips checks that a test that skips itself says why.
func TestSkips(t *testing.T) {
	for _, f := range goFiles(t) {
		ast.Inspect(f.ast, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if sel, ok := call.Fun.(*ast.SelectorExpr); ok && strings.HasPrefix(sel.Sel.Name, "Skip") && sel.Sel.Name != "SkipDir" && f.test() {
				if len(call.Args) == 0 || sel.Sel.Name == "SkipNow" {
					t.Errorf("%s: a skip without a reason", f.at(call))
				}
			}
			return true
		})
	}
}

// TestNoNotes checks that no work is left in comments: it belongs into an
// issue.
func TestNoNotes(t *testing.T) {
	note := regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X)\b`)
	eachFile(t, func(name, text string) {
		if loc := note.FindStringIndex(text); loc != nil {
			t.Errorf("%s:%d: %s", name, 1+strings.Count(text[:loc[0]], "\n"), text[loc[0]:loc[1]])
		}
	})
}

// TestPolicyChecks plants the faults that the tests of this file are to find.
func TestPolicyChecks(t *testing.T) {
	layer := map[string]int{"ir": 1, "ops": 2, ".": 3}
	allowed := map[string][]string{"example.org/m": {"ops"}}
	for imported, fine := range map[string]bool{
		"fmt": true, "go/ast": true, modulePath + "/ir": true, modulePath + "/ops": false, modulePath: false,
		"example.org/m": true, "example.org/m/n": true, "example.org/more": false,
	} {
		spec := &ast.ImportSpec{Path: &ast.BasicLit{Value: strconv.Quote(imported)}}
		if got := importProblem("ops", layer["ops"], spec, layer, allowed); (got == "") != fine {
			t.Errorf("an import of %s: %q", imported, got)
		}
	}
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "x.go", `package x

func F() {}
type T int
var V, v int

// G and H are.
func G() {}
func H() {}

func (T) M() {}
func (T) String() {}
`, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, n := range undocumented(f, fset) {
		got += n.Name + " "
	}
	if got != "F T V M " {
		t.Errorf("undocumented: %s", got)
	}
}
