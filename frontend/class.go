package frontend

import (
	"regexp"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/syntax"
)

// class is a user's class.
type class struct {
	ir      *ir.Class
	def     *syntax.ClassDef
	scope   *scope
	fields  []classField
	consts  []classConst
	methods []*unit
	// refused says that what the class needs of its own was reported once.
	refused bool
	// init is the place of a method that was refused.
	init source.Span
	// kwOnly says that only keywords give the fields that follow.
	kwOnly bool
	bases  []syntax.Expr // but typing.NamedTuple and the like, which are none
	body   []classPart   // what the class binds, in order
	order  []*class      // the class and its bases in C3 order, once they are known
	own    []ir.Field    // the fields that its statement declares
}

type classField struct {
	name  string
	value syntax.Expr // the default, or nil
}

// classPart is one name that a class binds: to a value, a method or a class. A field without a default has none of them.
type classPart struct {
	name  string
	value syntax.Expr
	unit  *unit
	class *syntax.ClassDef
	made  string   // a function of no arguments that makes a default
	names []string // of the parts of a value that is unpacked; then there is no name
	at    syntax.Node
	wraps []syntax.Expr // decorators that are called
}

type classConst struct {
	name  string
	value syntax.Expr
}

// classDef collects a class statement.
func (c *compiler) classDef(p place, st *syntax.ClassDef) {
	cl := &class{def: st}
	c.classes = append(c.classes, cl)
	c.classOf[st] = cl
	cl.ir = &ir.Class{Name: c.uniqueName(p.s, st.Name), Display: st.Name, Qual: c.qualified(p.s, st.Name), Methods: map[string]string{}, Kinds: map[string]string{}, Repr: true, Eq: true, Span: st.NameSpan}
	c.targets[st] = c.bindAt(p, st.Name, binding{node: st, span: st.NameSpan, def: staticClass{cl}})
	cl.scope = c.newScope(classScope, p.s, p.s.unit, p.s.mod)
	cl.scope.class = cl
	c.scopes[st] = cl.scope
	c.dataclass(p, cl)
	c.keywords(p, cl)
	c.collectBases(p, cl)
	for _, s := range st.Body {
		c.member(place{s: cl.scope}, cl, s)
	}
	c.checkFields(cl)
	c.out.Classes = append(c.out.Classes, cl.ir)
}

// dataclass reads the decorators.
func (c *compiler) dataclass(p place, cl *class) {
	frozen := false
	for _, d := range cl.def.DecoratorList {
		e, kws := d, []*syntax.Keyword(nil)
		if call, ok := d.(*syntax.Call); ok {
			e, kws = call.Func, call.Keywords
		}
		if !p.s.means(e, "dataclasses", "dataclass") {
			c.later(diag.UnsupportedDecorator, d.Span(), "", "the decorator @%s is not taken yet", e.Span().Text())
			c.taken(p, d)
			cl.refused = true
			continue
		}
		cl.ir.Dataclass = true
		c.expr(p, e)
		for _, k := range kws {
			frozen = c.dataclassOption(cl, k) || frozen
		}
		cl.ir.Frozen = frozen
	}
	if !cl.ir.Dataclass {
		cl.ir.Eq, cl.ir.Repr = false, false
	}
}

// dataclassOption reads one option and reports whether it is frozen=True.
func (c *compiler) dataclassOption(cl *class, k *syntax.Keyword) bool {
	on, ok := k.Value.(*syntax.Constant)
	val, isBool := false, false
	if ok {
		val, isBool = on.Value.(bool)
	}
	if !isBool {
		c.limit(diag.UnsupportedClass, k.Span(), "", "an option of dataclass must be a constant")
		return false
	}
	switch k.Arg {
	case "frozen":
		return val
	case "eq":
		cl.ir.Eq = val
	case "order":
		cl.ir.Ordered = val
	case "repr":
		cl.ir.Repr = val
	case "init":
		cl.ir.NoInit = !val
	case "slots", "match_args", "weakref_slot":
	case "unsafe_hash":
		cl.ir.Hash = val
	case "kw_only":
		cl.kwOnly = val
	default:
		c.later(diag.UnsupportedClass, k.Span(), "", "the option %s of dataclass is not taken yet", k.Arg)
	}
	return false
}

// member collects one statement of a class body.
func (c *compiler) member(p place, cl *class, st syntax.Stmt) {
	switch st := st.(type) {
	case *syntax.AnnAssign:
		if n, ok := st.Target.(*syntax.Name); ok {
			c.field(p, cl, n, st)
			return
		}
	case *syntax.Assign:
		if c.methodAlias(p, cl, st) {
			return
		}
		if c.attributes(p, cl, st) {
			return
		}
	case *syntax.FunctionDef:
		c.methodDef(p, cl, st)
		return
	case *syntax.Pass:
		return
	case *syntax.ExprStmt:
		if _, ok := st.Value.(*syntax.Constant); ok {
			return // a docstring
		}
	case *syntax.ClassDef:
		c.classDef(p, st)
		cl.body = append(cl.body, classPart{name: st.Name, class: st, at: st})
		return
	}
	c.limit(diag.UnsupportedClass, firstLine(st), "", "this statement in a class body is not taken yet")
}

// attribute collects name = value.
func (c *compiler) attribute(p place, cl *class, n *syntax.Name, at syntax.Node, value syntax.Expr) {
	c.expr(p, value)
	cl.consts = append(cl.consts, classConst{n.Id, value})
	c.target(p, n, at, value)
	cl.body = append(cl.body, classPart{name: n.Id, value: value, at: at})
}

// isClassVar reports whether an annotation in a dataclass declares no field.
func isClassVar(annotation string) bool {
	return strings.HasPrefix(annotation, "ClassVar") || strings.HasPrefix(annotation, "typing.ClassVar")
}

// methodAlias takes __radd__ = __add__, which gives a method a second name.
func (c *compiler) methodAlias(p place, cl *class, st *syntax.Assign) bool {
	from, ok := st.Value.(*syntax.Name)
	if !ok || cl.ir.Methods[from.Id] == "" {
		return false
	}
	for _, t := range st.Targets {
		if _, ok := t.(*syntax.Name); !ok {
			return false
		}
	}
	c.expr(p, from)
	for _, t := range st.Targets {
		to := t.(*syntax.Name)
		c.target(p, to, st, st.Value)
		cl.ir.Methods[to.Id] = cl.ir.Methods[from.Id]
		cl.ir.Kinds[to.Id] = cl.ir.Kinds[from.Id]
		cl.ir.Order = append(cl.ir.Order, to.Id)
		cl.body = append(cl.body, classPart{name: to.Id, value: from, at: st})
	}
	return true
}

func (c *compiler) methodDef(p place, cl *class, st *syntax.FunctionDef) {
	part := classPart{name: st.Name, at: st}
	for _, d := range st.DecoratorList {
		if kind := methodKinds[d.Span().Text()]; kind != "" {
			cl.ir.Kinds[st.Name] = kind
			continue
		}
		if a, ok := d.(*syntax.Attribute); ok && a.Attr == "setter" {
			part.name += setterSuffix
			continue
		}
		if p.s.means(d, "abc", "abstractmethod") {
			cl.ir.Abstract = append(cl.ir.Abstract, part.name)
			c.expr(p, d)
			continue
		}
		c.later(diag.UnsupportedDecorator, d.Span(), "", "the decorator @%s of a method is not taken yet", d.Span().Text())
		c.methodDecorator(p, cl, &part, d)
	}
	if refusedMethods[st.Name] {
		cl.init = st.Span()
		c.later(diag.UnsupportedClass, st.NameSpan, "", "the method %s is not taken yet", st.Name)
	}
	u := c.newUnit(p, st, st.Name, st.Args)
	u.body, u.returns, u.method = st.Body, st.Returns, cl
	if st.Name == "__next__" {
		u.body = c.endings(p, st.Body)
	}
	delete(c.funcs, u.name)
	u.name = c.freshName(cl.ir.Name + "." + st.Name)
	c.targets[st] = c.bindAt(p, st.Name, binding{node: st, span: st.NameSpan, def: staticFunc{u}})
	part.unit = u
	cl.body = append(cl.body, part)
	if _, again := cl.ir.Methods[part.name]; again {
		c.errorf(diag.BadClass, st.NameSpan, "give one of them another name", "the method '%s' is defined twice", st.Name)
	}
	cl.ir.Methods[part.name] = u.name
	cl.ir.Order = append(cl.ir.Order, part.name)
	cl.methods = append(cl.methods, u)
	c.body(u.scope, u.body)
}

// methodKinds are the decorators that methods take.
var methodKinds = map[string]string{"property": "property", "staticmethod": "static", "classmethod": "class"}

var refusedMethods = set("__new__", "__getattr__", "__getattribute__", "__setattr__", "__delattr__", "__del__",
	"__enter__", "__exit__")

// field collects name: annotation = default.
func (c *compiler) field(p place, cl *class, n *syntax.Name, st *syntax.AnnAssign) {
	f := ir.Field{Name: n.Id, Annotation: annotation(st.Annotation), Span: st.Span(), KwOnly: cl.kwOnly}
	value := st.Value
	if strings.HasPrefix(f.Annotation, "InitVar") || strings.HasPrefix(f.Annotation, "dataclasses.InitVar") {
		f.InitOnly, f.NoRepr, f.NoCompare = true, true, true
	}
	if !cl.ir.NamedTuple && (!cl.ir.Dataclass || isClassVar(f.Annotation)) {
		if value != nil {
			c.attribute(p, cl, n, st, value)
		}
		return
	}
	if call, ok := value.(*syntax.Call); ok && p.s.means(call.Func, "dataclasses", "field") {
		c.expr(p, call.Func)
		value = c.fieldCall(p, cl, call, &f)
	} else if value != nil {
		cl.body = append(cl.body, classPart{name: n.Id, value: value, at: st})
	}
	f.HasDefault = f.HasDefault || value != nil
	c.expr(p, value)
	if f.HasDefault {
		f.Default = c.freshName(cl.ir.Name + "." + n.Id + defaultSuffix)
		if value != nil && f.Factory && !c.prog.References {
			cl.body = append(cl.body, classPart{name: f.Name + factorySuffix, made: f.Default, at: n})
		}
	}
	cl.ir.Fields = append(cl.ir.Fields, f)
	cl.fields = append(cl.fields, classField{n.Id, value})
}

// fieldCall reads field(default=...).
func (c *compiler) fieldCall(p place, cl *class, call *syntax.Call, f *ir.Field) (value syntax.Expr) {
	for _, k := range call.Keywords {
		switch k.Arg {
		case "default":
			value = k.Value
			cl.body = append(cl.body, classPart{name: f.Name, value: value, at: call})
		case "default_factory":
			f.Factory, f.HasDefault = true, true
			if value = emptyOf(k.Value); value == nil || c.prog.References {
				c.expr(p, k.Value)
				cl.body = append(cl.body, classPart{name: f.Name + factorySuffix, value: k.Value, at: call})
			}
		case "init":
			if b, ok := k.Value.(*syntax.Constant); ok && b.Value == false {
				f.NoInit = true
			}
		default:
			c.fieldOption(k, f)
		}
	}
	return value
}

// fieldOption reads an option of field that is a flag.
func (c *compiler) fieldOption(k *syntax.Keyword, f *ir.Field) {
	flag, ok := k.Value.(*syntax.Constant)
	no := ok && flag.Value == false
	switch k.Arg {
	case "compare":
		f.NoCompare = no
	case "repr":
		f.NoRepr = no
	case "kw_only":
		f.KwOnly = ok && !no
	default:
		c.later(diag.UnsupportedClass, k.Span(), "", "the option %s of field is not taken yet", k.Arg)
	}
}

// emptyOf is the value that list() or tuple() gives, or nil.
func emptyOf(factory syntax.Expr) syntax.Expr {
	e, ok := factory.(*syntax.Name)
	switch {
	case ok && e.Id == "list":
		empty := &syntax.List{}
		empty.At = e.Span()
		return empty
	case ok && e.Id == "tuple":
		empty := &syntax.Tuple{}
		empty.At = e.Span()
		return empty
	}
	return nil
}

// annotation is the text of a type; a quoted one without its quotes.
func annotation(e syntax.Expr) string {
	if e == nil {
		return ""
	}
	if k, ok := e.(*syntax.Constant); ok {
		if s, ok := k.Value.(string); ok {
			return s
		}
	}
	return e.Span().Text()
}

// checkFields refuses a field that is declared twice.
func (c *compiler) checkFields(cl *class) {
	seen := map[string]bool{}
	for _, f := range cl.ir.Fields {
		if seen[f.Name] {
			c.errorf(diag.BadClass, f.Span, "", "the field '%s' is declared twice", f.Name)
		}
		seen[f.Name] = true
	}
	cl.own = cl.ir.Fields
	if c.prog.References {
		c.checkOrder(cl.own)
	}
}

// checkOrder refuses fields that the decorator of dataclasses would refuse.
func (c *compiler) checkOrder(fields []ir.Field) {
	hasDefault := ""
	for _, f := range fields {
		switch {
		case f.HasDefault:
			hasDefault = f.Name
		case f.KwOnly:
		case hasDefault != "" && !f.NoInit:
			c.errorf(diag.BadClass, f.Span, "give it a default, or declare it before '"+hasDefault+"'", "the field '%s' without default follows one with a default", f.Name)
		}
	}
}

var word = regexp.MustCompile(`[A-Za-z_][A-Za-z_0-9]*`)

// markRecursive sets Recursive on classes that reach themselves through the
// annotations of fields.
func (c *compiler) markRecursive() {
	uses := map[string][]string{}
	for _, cl := range c.classes {
		for _, f := range cl.ir.Fields {
			uses[cl.ir.Display] = append(uses[cl.ir.Display], word.FindAllString(f.Annotation, -1)...)
		}
	}
	for _, cl := range c.classes {
		seen := map[string]bool{}
		var visit func(name string)
		visit = func(name string) {
			for _, w := range uses[name] {
				if !seen[w] {
					seen[w] = true
					visit(w)
				}
			}
		}
		visit(cl.ir.Display)
		cl.ir.Recursive = seen[cl.ir.Display]
	}
}

// firstLine is the span of a statement up to the end of its first line.
func firstLine(n syntax.Node) source.Span {
	s := n.Span()
	if i := strings.IndexAny(s.Text(), "\r\n"); i > 0 {
		s.End = s.Start + i
	}
	return s
}

// nameSpan is the place of a def's name.
func (u *unit) nameSpan() source.Span {
	if f, ok := u.node.(*syntax.FunctionDef); ok {
		return f.NameSpan
	}
	return source.Span{}
}
