package infer

import (
	"regexp"
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/library"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/types"
)

// report records a diagnostic of the node at hand; of a value with several types it says that it has.
func (f *frame) report(d *diag.Diagnostic) {
	if n := len(f.unions); n > 0 {
		d.Repair = nil
		d.WithHelp("the value may be %s; test first which it is", f.show(f.unions[n-1]))
	}
	f.log = append(f.log, event{note: &note{d: d}})
}

// leadingName is the name of a function before a message.
var leadingName = regexp.MustCompile(`^[a-z.]*[a-z]\.\w+: `)

// inLibrary reports whether a span is in the text of the library.
func inLibrary(s source.Span) bool { return s.File != nil && s.File.Name == library.File }

// maxArgTexts is how many arguments a diagnostic shows.
const maxArgTexts = 4

// argTexts says with what arguments a context was called.
func argTexts(c *context) string {
	first := 0
	if c.fn.Sig != nil {
		first = len(c.fn.Sig.Captures)
	}
	var parts []string
	for i, p := range c.fn.Params {
		if i < first {
			continue
		}
		if len(parts) == maxArgTexts {
			parts = append(parts, "...")
			break
		}
		parts = append(parts, p.Name+": "+shown(c.args[i]))
	}
	if len(parts) == 0 {
		return ""
	}
	return " with " + strings.Join(parts, ", ")
}

// called notes a call of a context.
func (f *frame) called(c *context) *call {
	at := &call{by: f.c, to: c, site: f.span(), member: len(f.unions) > 0}
	f.log = append(f.log, event{call: at})
	if f.c.plain && !at.member {
		f.e.makePlain(c)
	}
	return at
}

// errorf reports a mistake at the node at hand and returns the error value.
func (f *frame) errorf(code diag.Code, format string, args ...any) *val {
	f.report(diag.Errorf(code, f.span(), format, args...))
	return errVal()
}

func (f *frame) span() source.Span {
	if f.node == nil {
		return f.c.fn.Loc.Span
	}
	at := f.node.Loc.Span
	if isBlock.MatchString(at.Text()) { // of a statement with a block its first line
		return header(at)
	}
	return at
}

// isBlock recognises the statements with a block that are nodes.
var isBlock = regexp.MustCompile(`^(for|while|if|with|class|def) `)

// spanOf is the place of an operand of the node at hand, if it stands there;
// that of a loop is what it goes over.
func (f *frame) spanOf(v *val) source.Span {
	if s := f.span(); !within(v.src, s) {
		return f.iterable(s)
	}
	return v.src
}

func within(s, outer source.Span) bool {
	return s.File == outer.File && s.IsValid() && s.Start >= outer.Start && s.End <= outer.End
}

// header is the first line of what a span covers.
func header(s source.Span) source.Span {
	if i := strings.IndexByte(s.Text(), '\n'); i >= 0 {
		s.End = s.Start + i
	}
	return s
}

func (f *frame) errorHelp(code diag.Code, help, format string, args ...any) *val {
	f.report(diag.Errorf(code, f.span(), format, args...).WithHelp("%s", help))
	return errVal()
}

// badCall reports arguments that do not fit a function of the user.
func (f *frame) badCall(fn *ir.Func, d *diag.Diagnostic) {
	if !inLibrary(fn.Loc.Span) {
		d.WithRelated(header(fn.Loc.Span), "defined here")
	}
	f.report(d)
}

func (f *frame) limit(code diag.Code, help, format string, args ...any) *val {
	d := diag.Limitf(code, f.span(), format, args...)
	if help != "" {
		d = d.WithHelp("%s", help)
	}
	f.report(d)
	return errVal()
}

// maxOrigins is how many operands a diagnostic shows the origin of.
const maxOrigins = 2

// typeError turns a type rule's complaint into a diagnostic, which shows where
// the operands at fault come from unless they stand there.
func (f *frame) typeError(p *typed.Prim, args []*val, err error) *val {
	te, ok := err.(*typed.Error)
	if !ok {
		f.e.report(diag.Bugf(f.span(), "the type rule of %s: %v", p.Name, err))
		return errVal()
	}
	msg := te.Msg
	module, _, _ := strings.Cut(p.Name, ".")
	if _, call := f.node.Op.(surface.Invoke); call && slices.Contains([]string{"np", "math", "myia"}, module) && !strings.Contains(msg, p.Name) {
		msg = p.Name + ": " + msg
	}
	d := diag.Errorf(te.Code, f.span(), "%s", msg)
	if te.Limit {
		d.Kind = diag.Limit
	}
	d.Help = te.Help
	if d.Help == "" && strings.HasPrefix(string(te.Code), "E04") {
		d.Help = f.shapesHelp(args)
	}
	f.repairOperator(d, args)
	f.repairShape(d, p, args)
	if te.Code == diag.NotAnInteger {
		f.repairDivision(d)
	}
	for i, a := range args {
		if te.Arg >= 0 && te.Arg != i || len(d.Related) == maxOrigins || !a.src.IsValid() || inLibrary(a.src) || within(a.src, f.span()) {
			continue
		}
		d.WithRelated(a.src, "this is %s", f.show(a.T))
	}
	f.report(d)
	return errVal()
}

// shapesHelp says what the arrays among the operands are.
func (f *frame) shapesHelp(args []*val) string {
	var texts []string
	for _, a := range args {
		if isArray(a.T) {
			texts = append(texts, f.show(a.T))
		}
	}
	if len(texts) == 0 {
		return ""
	}
	return "the array is " + strings.Join(texts, " and ")
}

// primName is what users call a primitive.
func primName(p *typed.Prim) string {
	switch kind, name, _ := strings.Cut(p.Name, "."); kind {
	case "op", "array", "list", "str", "dict", "range", "bool", "int", "py":
		if name != "" {
			return name
		}
	}
	return p.Name
}

// maxListed is how many names a help lists.
const maxListed = 12

// oneOfThese names what there is of a kind, if it is not too much.
func oneOfThese(kind string, known []string) string {
	if len(known) == 0 || len(known) > maxListed {
		return ""
	}
	if len(known) == 1 {
		return "the only " + kind + " is '" + known[0] + "'"
	}
	return "there are '" + strings.Join(known, "', '") + "'"
}

// show prints a type for users.
func (f *frame) show(t types.Type) string { return shown(t) }

// longestType is how many columns of a type a diagnostic shows.
const longestType = 32

// shown is the text of a type, cut if it is long.
func shown(t types.Type) string {
	text := []rune(typed.Show(t))
	if len(text) <= longestType {
		return string(text)
	}
	return string(text[:longestType-1]) + "…"
}
