package main

import (
	"crypto/sha256"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// edit replaces the text between two offsets of a file.
type edit struct {
	from, to int
	with     string
}

// mutant is one change of one place.
type mutant struct {
	ID       string // depends on the text alone, not on the line
	Operator string
	Package  string
	File     string
	Line     int
	Diff     string // the lines before, each after "- ", and after, each after "+ "

	file *file
	edit edit
}

// scan is what an operator sees of a file.
type scan struct {
	*pkg
	f *file
}

// mutants lists all mutants of the package in the order of the text.
func (p *pkg) mutants() []*mutant {
	var out []*mutant
	for _, f := range p.files {
		s := &scan{p, f}
		twins := map[string]int{}
		for _, d := range f.ast.Decls {
			ast.Inspect(d, func(n ast.Node) bool {
				if n == nil {
					return false
				}
				for _, op := range operators {
					for _, e := range op.edits(s, n) {
						out = append(out, s.mutant(op.name, d, e, twins))
					}
				}
				return true
			})
		}
	}
	return out
}

// mutant names an edit. Those of equal text in one function are told apart by their order.
func (s *scan) mutant(op string, d ast.Decl, e edit, twins map[string]int) *mutant {
	m := &mutant{Operator: op, Package: s.dir, File: s.f.path, file: s.f, edit: e}
	m.Line = s.fset.Position(s.f.ast.FileStart).Line + strings.Count(string(s.f.text[:e.from]), "\n")
	m.Diff = s.f.diff(e)
	inside := ""
	if fn, ok := d.(*ast.FuncDecl); ok {
		inside = fn.Name.Name
	}
	key := strings.Join([]string{op, m.File, inside, m.Diff}, "\x00")
	twins[key]++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, twins[key]))
	m.ID = fmt.Sprintf("%x", sum[:4])
	return m
}

// mutated is the text of the file with the edit.
func (m *mutant) mutated() []byte {
	t := m.file.text
	return append(append(append([]byte{}, t[:m.edit.from]...), m.edit.with...), t[m.edit.to:]...)
}

// diff shows the whole lines that an edit changes.
func (f *file) diff(e edit) string {
	text := string(f.text)
	from := strings.LastIndexByte(text[:e.from], '\n') + 1
	to := e.to + strings.IndexByte(text[e.to:]+"\n", '\n')
	var sb strings.Builder
	for line := range strings.SplitSeq(text[from:to], "\n") {
		fmt.Fprintf(&sb, "- %s\n", line)
	}
	for line := range strings.SplitSeq(text[from:e.from]+e.with+text[e.to:to], "\n") {
		fmt.Fprintf(&sb, "+ %s\n", line)
	}
	return sb.String()
}

// The rest are the words in which operators are written.

func (s *scan) offset(p token.Pos) int { return s.fset.Position(p).Offset }

func (s *scan) text(n ast.Node) string {
	return string(s.f.text[s.offset(n.Pos()):s.offset(n.End())])
}

func (s *scan) replace(n ast.Node, with string) []edit {
	return []edit{{s.offset(n.Pos()), s.offset(n.End()), with}}
}

// swap exchanges two parts, x before y, and keeps what is between them.
func (s *scan) swap(x, y ast.Node) []edit {
	a, b := s.text(x), s.text(y)
	if a == b {
		return nil
	}
	between := string(s.f.text[s.offset(x.End()):s.offset(y.Pos())])
	return []edit{{s.offset(x.Pos()), s.offset(y.End()), b + between + a}}
}

// typeOf is the type of an expression as Go writes it, "*github.com/myia-lang/myia/ir.Value" without the module's path.
func (s *scan) typeOf(x ast.Expr) string {
	t := s.info.Types[x].Type
	if t == nil {
		return ""
	}
	return types.TypeString(t, func(p *types.Package) string { return strings.TrimPrefix(p.Path(), modulePath+"/") })
}

// constant is the value of a constant expression, "" of another.
func (s *scan) constant(x ast.Expr) string {
	if v := s.info.Types[x].Value; v != nil {
		return v.ExactString()
	}
	return ""
}

// basic reports whether an expression is of a basic type with one of these properties, such as types.IsInteger.
func (s *scan) basic(x ast.Expr, is types.BasicInfo) bool {
	t := s.info.Types[x].Type
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&is != 0
}

// nameOf is the last name of a selector, a call's function, a literal's type or an identifier.
func nameOf(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.Ident:
		return x.Name
	case *ast.SelectorExpr:
		return x.Sel.Name
	case *ast.CompositeLit:
		return nameOf(x.Type)
	case *ast.CallExpr:
		return nameOf(x.Fun)
	case *ast.ParenExpr:
		return nameOf(x.X)
	}
	return ""
}
