package ir

import (
	"slices"
	"strconv"

	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

const (
	maxID      = 1 << 24 // value numbers in a text are below this
	maxRegions = 200     // how deep regions in a text are nested
)

// Known gives the operation of a name in a stage, without attributes, or nil.
type Known func(s Stage, name string) Op

// Parse reads a module from the text that Print writes. Comments begin with #
// and end with the line. The place of a node is its place in the text. What a
// surface module imports is not in the text. The error is a *diag.Diagnostic;
// what was read still has to pass Verify.
func Parse(f *source.File, known Known) (*Module, error) {
	p := &parser{cursor: cursor{file: f, text: string(f.Text), readType: types.ParseCore}, known: known}
	p.module()
	if p.err != nil {
		return nil, p.err
	}
	return p.m, nil
}

// parser reads a module. values holds those of the function being read, by
// number.
type parser struct {
	cursor
	known  Known
	m      *Module
	fn     *Func
	values map[int]*Value
	depth  int
}

func (p *parser) module() {
	p.lines()
	start := p.at
	if p.word() != "module" {
		p.fail(start, "IR text begins with module and its stage")
		return
	}
	p.m = NewModule(p.stage())
	if p.m.Stage == Surface || p.m.Stage == Typed {
		p.readType = types.Parse
	}
	p.blank()
	entry := p.at
	if p.accept("entry") {
		p.m.Entry = p.funcName()
	}
	afterEntry := p.at
	p.endLine()
	for p.lines(); p.at < len(p.text); p.lines() {
		start := p.at
		switch p.word() {
		case "node":
			p.nodeType()
		case "class":
			p.class()
		case "named":
			p.named()
		case "array":
			p.array()
		case "func":
			p.function(start)
		default:
			p.fail(start, "want node, class, named, array or func")
		}
		p.endLine()
	}
	if p.m.Entry != "" && p.m.Func(p.m.Entry) == nil {
		p.at = afterEntry
		p.fail(entry, "there is no function @%s to enter", p.m.Entry)
	}
}

func (p *parser) stage() Stage {
	p.blank()
	start := p.at
	word := p.word()
	for i, name := range stageNames {
		if name == word {
			return Stage(i)
		}
	}
	p.fail(start, "want a stage: surface, typed, core or opt")
	return Core
}

// nodeType reads a record's name and fields.
func (p *parser) nodeType() {
	p.blank()
	start := p.at
	n := &NodeType{Name: p.name("a record")}
	if p.m.NodeType(n.Name) != nil {
		p.fail(start, "the record %s is declared twice", n.Name)
	}
	n.Fields = p.typeList()
	p.m.Nodes = append(p.m.Nodes, n)
}

// array reads a constant of the pool.
func (p *parser) array() {
	p.blank()
	start := p.at
	key := p.name("an array")
	if p.m.Pool.Get(key) != nil {
		p.fail(start, "the array %s is declared twice", key)
	}
	p.want(":")
	t, ok := p.typ().(types.Array)
	p.check(ok, start, "an array constant is of an array type")
	p.want("=")
	p.want("[")
	var elems []any
	p.list("]", func() { elems = append(elems, p.literal()) })
	if p.err != nil {
		return
	}
	shape, ok := constShape(t.Dims, len(elems))
	if !ok {
		p.fail(start, "the array has %d elements, which does not fit %s", len(elems), t)
		return
	}
	x := tensor.New(t.DType, shape...)
	for i, e := range elems {
		p.check(x.Set(i, e), start, "an element is not of the array's type")
	}
	p.m.Pool.PutAs(key, x)
}

// constShape gives sizes that are all known and fit n elements.
func constShape(dims []types.Dim, n int) ([]int, bool) {
	shape := make([]int, len(dims))
	empty := false
	for i, d := range dims {
		if !d.IsConst() || d.Const < 0 {
			return nil, false
		}
		shape[i] = int(d.Const)
		empty = empty || d.Const == 0
	}
	if empty {
		return shape, n == 0
	}
	count := 1
	for _, d := range shape {
		if d > n {
			return nil, false
		}
		if count *= d; count > n {
			return nil, false
		}
	}
	return shape, count == n
}

func (p *parser) function(start int) {
	p.blank()
	at := p.at
	name := p.funcName()
	if p.m.Func(name) != nil {
		p.fail(at, "the function %s is declared twice", name)
	}
	p.fn, p.values = &Func{Name: name, Loc: Loc{Span: p.span(start), Func: name}}, map[int]*Value{}
	p.want("(")
	p.fn.Params = p.formal()
	p.want("->")
	p.fn.Results = p.typeList()
	p.signature()
	p.want("{")
	p.endLine()
	p.fn.Body = p.region(p.fn.Params, "return")
	if p.err == nil {
		p.m.Add(p.fn)
	}
}

// formal reads the parameters of a function, whose types may have a mark.
func (p *parser) formal() []*Value {
	var vs []*Value
	var owned []bool
	p.list(")", func() {
		d := p.definition()
		p.want(":")
		p.blank()
		owned = append(owned, p.accept(ownedMark))
		vs = append(vs, p.define(d, p.typ(), nil))
	})
	if slices.Contains(owned, true) {
		p.fn.Owned = owned
	}
	return vs
}

// params reads %1.x: type, … up to a closing mark.
func (p *parser) params(end string) []*Value {
	var vs []*Value
	p.list(end, func() {
		d := p.definition()
		p.want(":")
		vs = append(vs, p.define(d, p.typ(), nil))
	})
	return vs
}

// region reads nodes, the line with the results, and the closing brace.
func (p *parser) region(params []*Value, last string) *Region {
	r := &Region{Params: params}
	if p.depth++; p.depth > maxRegions {
		p.fail(p.at, "regions are nested more than %d deep", maxRegions)
	}
	defer func() { p.depth-- }()
	for p.err == nil {
		p.lines()
		start := p.at
		var ds []definition
		if p.sees("%") {
			ds = p.definitions()
		}
		p.blank()
		at := p.at
		word := p.opName()
		if word == last && ds == nil {
			r.Results = p.uses()
			p.endLine()
			p.lines()
			p.want("}")
			return r
		}
		op := p.known(p.m.Stage, word)
		if op == nil {
			p.fail(at, "want an operation or %s", last)
			break
		}
		r.Nodes = append(r.Nodes, p.node(start, ds, op))
	}
	return r
}

// node reads what follows an op's name.
func (p *parser) node(start int, ds []definition, op Op) *Node {
	n := &Node{Op: p.attributes(op)}
	n.Args = p.uses()
	n.Loc = Loc{Span: p.span(start), Func: p.fn.Name}
	for p.accept("{") {
		var params []*Value
		if p.accept("(") {
			params = p.params(")")
			p.want("->")
		}
		p.endLine()
		n.Regions = append(n.Regions, p.region(params, "yield"))
	}
	for i, d := range ds {
		if i == 0 {
			p.want(":")
		} else {
			p.want(",")
		}
		n.Results = append(n.Results, p.define(d, p.typ(), n))
	}
	p.endLine()
	return n
}

// definition is a number and a name that a text gives to a new value.
type definition struct {
	at   int
	id   int
	name string
}

// definition reads %1 or %1.x.
func (p *parser) definition() (d definition) {
	p.blank()
	d.at = p.at
	p.want("%")
	start := p.at
	for p.at < len(p.text) && p.text[p.at] >= '0' && p.text[p.at] <= '9' {
		p.at++
	}
	id, err := strconv.Atoi(p.text[start:p.at])
	if err != nil || id >= maxID {
		p.fail(start, "want the number of a value, below %d", maxID)
	}
	d.id = id
	if p.at < len(p.text) && p.text[p.at] == '.' {
		p.at++
		d.name = p.name("a value")
	}
	return d
}

// definitions reads the results of a node and the = after them.
func (p *parser) definitions() []definition {
	ds := []definition{p.definition()}
	for p.accept(",") {
		ds = append(ds, p.definition())
	}
	p.want("=")
	return ds
}

func (p *parser) define(d definition, t types.Type, def *Node) *Value {
	if p.values[d.id] != nil {
		p.fail(d.at, "%%%d is defined twice", d.id)
	}
	v := &Value{ID: d.id, Type: t, Name: d.name, Def: def}
	p.values[d.id] = v
	p.fn.NextID = max(p.fn.NextID, d.id+1)
	return v
}

// uses reads values with commas between them, if any; their names may be left
// out.
func (p *parser) uses() []*Value {
	if !p.sees("%") {
		return nil
	}
	var vs []*Value
	for {
		d := p.definition()
		v := p.values[d.id]
		switch {
		case p.err != nil:
			return nil
		case v == nil:
			p.fail(d.at, "%%%d is not defined here", d.id)
			return nil
		case d.name != "" && d.name != v.Name:
			p.fail(d.at, "the name of %%%d is %q", d.id, v.Name)
			return nil
		}
		vs = append(vs, v)
		if !p.accept(",") {
			return vs
		}
	}
}
