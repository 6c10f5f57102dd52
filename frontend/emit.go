package frontend

import (
	"fmt"
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/syntax"
	"github.com/myia-lang/myia/types"
)

// emitter makes the IR of one unit.
type emitter struct {
	c      *compiler
	u      *unit
	b      *ir.Builder
	env    *env
	fn     string // the name a traceback shows
	mod    *module
	loops  []*loop
	ret    *variable // flag: the function has returned
	retVal *variable
	caught *ir.Value // the exception that is being handled, or nil
	// defined holds the static variables whose definition has been passed.
	defined map[*variable]bool
	ends    map[*syntax.Stmt]*liveFound // what is live in a block, by the place of its last statement
}

// loop is a loop around the statement at hand.
type loop struct {
	brk, cont *variable // flags, or nil
	exits     exits
	jumps     jumps
	body      live // what is live at the end of the body
}

// emitAll emits all units, outer ones first, so that what closures capture is
// known before their bodies are emitted.
func (c *compiler) emitAll() {
	c.emitMain()
	for _, u := range c.order(c.top) {
		c.emitUnit(u)
	}
	for _, cl := range c.classes {
		if !c.prog.References {
			c.emitDefaults(cl)
		}
	}
	c.out.Entry = MainFunc
}

func (c *compiler) order(u *unit) []*unit {
	var out []*unit
	for _, in := range u.inner {
		out = append(append(out, in), c.order(in)...)
	}
	return out
}

func (c *compiler) newEmitter(u *unit, name string, mod *module) *emitter {
	e := &emitter{c: c, u: u, b: ir.NewFunc(c.out, name), env: &env{}, fn: u.display, mod: mod, defined: map[*variable]bool{},
		ends: map[*syntax.Stmt]*liveFound{}}
	e.b.F.Sig = &ir.Signature{}
	e.ret, e.retVal = e.newFlag(), e.temp()
	return e
}

// emitUnit emits a def or lambda.
func (c *compiler) emitUnit(u *unit) {
	e := c.newEmitter(u, u.name, u.scope.mod)
	e.at(u.node)
	e.b.F.Loc = e.b.Loc
	e.b.F.Sig = signature(u)
	for _, v := range u.caps {
		e.param(v, !v.param && v.lateCapture)
	}
	for _, v := range u.params {
		e.param(v, false)
	}
	e.cells(u.scope)
	if !c.prog.References {
		e.publish(u.params...)
	}
	if u.gen != nil {
		e.generate(u)
		return
	}
	if u.expr != nil {
		result := e.expr(u.expr)
		e.b.Finish(result)
		return
	}
	e.block(u.body, live{})
	e.at(u.node)
	e.b.Finish(e.result())
}

func (e *emitter) param(v *variable, late bool) {
	st := isSet
	if late {
		st = maybe
	}
	e.env.put(v, slot{val: e.b.Param(v.name, types.Any), state: st})
}

// result is what the function returns: what return gave, or None.
func (e *emitter) result() *ir.Value {
	if e.env.dead {
		return e.emit(surface.Unreached{})
	}
	switch s := e.env.slot(e.ret); s.known {
	case knownTrue:
		return e.value(e.retVal)
	case knownFalse:
		return e.emit(surface.None{})
	}
	e.branch(e.value(e.ret), live{},
		func() {},
		func() { e.set(e.retVal, e.emit(surface.None{})) })
	return e.value(e.retVal)
}

func signature(u *unit) *ir.Signature {
	sig := &ir.Signature{PosOnly: len(u.args.PosOnlyArgs), NumDefault: len(u.args.Defaults), ArgTypes: map[string]string{}}
	for _, v := range u.caps {
		sig.Captures = append(sig.Captures, v.name)
	}
	note := func(a *syntax.Arg) string {
		if a.Annotation != nil {
			sig.ArgTypes[a.Arg] = annotation(a.Annotation)
		}
		return a.Arg
	}
	for _, a := range append(append([]*syntax.Arg{}, u.args.PosOnlyArgs...), u.args.Args...) {
		sig.Names = append(sig.Names, note(a))
	}
	for i, a := range u.args.KwOnlyArgs {
		sig.KwOnly = append(sig.KwOnly, note(a))
		if u.args.KwDefaults[i] != nil {
			sig.KwDefault = append(sig.KwDefault, a.Arg)
		}
	}
	if a := u.args.Vararg; a != nil {
		sig.VarArgs = note(a)
	}
	if a := u.args.Kwarg; a != nil {
		sig.KwArgs = note(a)
	}
	sig.Generator = u.yields
	if u.returns != nil {
		sig.ArgTypes["return"] = annotation(u.returns)
	}
	return sig
}

// emitMain emits the module level, and the call of the entry function.
func (c *compiler) emitMain() {
	e := c.newEmitter(c.top, MainFunc, c.main)
	e.at(c.main.tree)
	e.b.F.Loc = e.b.Loc
	var params []*ir.Value
	entry := c.prog.Entry
	if entry != nil {
		params = e.entryParams(entry)
	}
	for _, m := range c.files {
		e.cells(m.scope)
	}
	out := live{}
	callee, span := c.entryVar()
	if callee != nil {
		c.usesVar(callee, &out)
	}
	e.block(c.main.tree.Body, out)
	if callee == nil || e.env.dead {
		e.b.Finish(e.result())
		return
	}
	e.b.Loc = ir.Loc{Span: span, Func: e.fn}
	f := e.load(callee, span)
	f = e.transformed(f, entry)
	e.b.Finish(e.emit(surface.Invoke{Names: entry.Names}, append([]*ir.Value{f}, params...)...))
}

// entryVar is the variable to call after the module level, if any.
func (c *compiler) entryVar() (*variable, source.Span) {
	if c.prog.Entry == nil {
		return nil, source.Span{}
	}
	name := c.prog.Entry.Func
	v := c.main.scope.vars[name]
	if v == nil {
		c.errorf(diag.NoSuchFunction, source.Span{File: c.main.file}, c.functionsHelp(name), "%s has no function '%s'", c.main.file.Name, name)
		return nil, source.Span{}
	}
	if f, ok := v.def.(staticFunc); ok {
		return v, f.unit.nodeName()
	} else if len(v.binds) == 0 {
		return nil, source.Span{}
	}
	return v, v.binds[0].span
}

// functionsHelp names the function of the main file that is spelt most like name, or the first ones.
func (c *compiler) functionsHelp(name string) string {
	var names []string
	for n, v := range c.main.scope.vars {
		if _, ok := v.def.(staticFunc); ok && !strings.HasPrefix(n, "_") {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	switch near := diag.Nearest(name, names); {
	case near != "":
		return fmt.Sprintf("did you mean '%s'?", near)
	case len(names) == 0:
		return "it has no functions; functions are made by def at the module level"
	}
	return "it has " + strings.Join(names[:min(len(names), 20)], ", ")
}

// nodeName is the place of the name of a def, or of the whole lambda.
func (u *unit) nodeName() source.Span {
	if s := u.nameSpan(); s.IsValid() {
		return s
	}
	return u.node.Span()
}

func (e *emitter) entryParams(n *Entry) []*ir.Value {
	var out []*ir.Value
	for i := 0; i < n.Args+len(n.Names); i++ {
		name := "arg" + itoa(i)
		if i >= n.Args {
			name = n.Names[i-n.Args]
		}
		out = append(out, e.b.Param(name, types.Any))
		e.b.F.Sig.Names = append(e.b.F.Sig.Names, name)
	}
	return out
}

func (e *emitter) transformed(f *ir.Value, n *Entry) *ir.Value {
	if n.Transform == "" {
		return f
	}
	args := []*ir.Value{e.emit(surface.GetAttr{Name: n.Transform}, e.emit(surface.Module{Name: "myia"})), f}
	for _, w := range n.Wrt {
		args = append(args, e.emit(surface.Literal{Value: w}))
	}
	return e.emit(surface.Invoke{}, args...)
}

// emitDefaults makes the functions of a class that give defaults of fields,
// class constants and defaults of methods.
func (c *compiler) emitDefaults(cl *class) {
	for i, f := range cl.fields {
		if d := cl.own[i].Default; f.value != nil && cl.ir.Own[d] == "" {
			c.constFunc(cl, d, f.value)
			if !cl.own[i].Factory {
				cl.ir.Methods[f.name], cl.ir.Kinds[f.name] = d, "constant"
			}
		}
	}
	for _, k := range cl.consts {
		if cl.ir.Own[k.name] != "" {
			continue
		}
		name := c.freshName(cl.ir.Name + "." + k.name)
		cl.ir.Methods[k.name], cl.ir.Kinds[k.name] = name, "constant"
		cl.ir.Order = append(cl.ir.Order, k.name)
		c.constFunc(cl, name, k.value)
	}
	for _, p := range cl.body {
		if p.class != nil {
			c.nestedFunc(cl, p)
		}
	}
	for _, m := range cl.methods {
		for _, d := range defaultsOf(m.args) {
			if name := m.name + "." + d.name + defaultSuffix; cl.ir.Own[name] == "" {
				c.constFunc(cl, c.freshName(name), d.value)
			}
		}
	}
}

// ConstFunc is Loc.Func of the functions without arguments that give a class
// constant or a default.
const ConstFunc = "<constant>"

// constFunc makes a function that gives a value; that of a factory is made each time.
func (c *compiler) constFunc(cl *class, name string, value syntax.Expr) {
	e := c.constEmitter(cl, name, value)
	e.b.Finish(e.expr(value))
}

func (c *compiler) constEmitter(cl *class, name string, at syntax.Node) *emitter {
	u := &unit{name: name, display: ConstFunc, scope: cl.scope, node: at, inClass: true}
	e := c.newEmitter(u, name, cl.scope.mod)
	e.at(at)
	e.b.F.Loc = e.b.Loc
	return e
}

// nestedFunc makes the function that gives a class that stands in another one.
func (c *compiler) nestedFunc(cl *class, p classPart) {
	name := c.freshName(cl.ir.Name + "." + p.name)
	cl.ir.Methods[p.name], cl.ir.Kinds[p.name] = name, "constant"
	cl.ir.Order = append(cl.ir.Order, p.name)
	e := c.constEmitter(cl, name, p.at)
	e.b.Finish(e.emit(surface.Class{Name: c.classOf[p.class].ir.Name}))
}

// at makes n the place of what is emitted next.
func (e *emitter) at(n syntax.Node) {
	e.b.Loc = ir.Loc{Span: n.Span(), Func: e.fn}
}

func (e *emitter) emit(op ir.Op, args ...*ir.Value) *ir.Value { return e.b.Emit1(op, args...) }

func (e *emitter) emitAt(n syntax.Node, op ir.Op, args ...*ir.Value) *ir.Value {
	e.at(n)
	return e.b.Emit1(op, args...)
}
