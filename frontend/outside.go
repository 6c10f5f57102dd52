package frontend

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/syntax"
)

// outsideFields gives classes the fields that code outside of their methods assigns. Of which class an object is that code
// does not say, unless a variable is bound once to a call of the class. So a field that no class has from its own methods may
// be one of any.
func (c *compiler) outsideFields() {
	var loose []*syntax.Attribute
	for _, s := range c.stores {
		x := s.node
		if !c.ofObject(s) {
			continue
		}
		if cl := c.madeBy(x.Value); cl != nil {
			c.addField(cl, x.Attr)
			continue
		}
		loose = append(loose, x)
	}
	has := map[string]bool{}
	for _, cl := range c.classes {
		for _, f := range cl.ir.Fields {
			has[f.Name] = true
		}
		for _, name := range cl.ir.Order {
			has[name] = true
		}
	}
	for _, x := range loose {
		if has[x.Attr] {
			continue
		}
		for _, cl := range c.classes {
			c.addField(cl, x.Attr)
		}
	}
}

// ofObject reports whether an assignment to x.name may be to a field of an object, and is not found by assigned.
func (c *compiler) ofObject(s attrStore) bool {
	x := s.node.Value
	if c.attrVar[s.node] != nil || c.staticBase(x) != nil {
		return false
	}
	m := s.unit.method
	if m == nil {
		return true
	}
	n, ok := x.(*syntax.Name)
	own := ok && len(s.unit.params) > 0 && n.Id == s.unit.params[0].name && m.ir.Kinds[s.unit.display] != "static"
	return !own && !isClassOf(x, m, s.unit)
}

// madeBy is the class of which a variable always holds an object: it is bound once, to a call of the class.
func (c *compiler) madeBy(x syntax.Expr) *class {
	n, ok := x.(*syntax.Name)
	if !ok || c.names[n] == nil || len(c.names[n].binds) != 1 {
		return nil
	}
	if call, ok := c.names[n].binds[0].value.(*syntax.Call); ok {
		return c.staticBase(call.Func)
	}
	return nil
}

// addField gives a class a field that is assigned outside of it, unless it has one or its objects do not change.
func (c *compiler) addField(cl *class, name string) {
	known := slices.ContainsFunc(cl.ir.Fields, func(f ir.Field) bool { return f.Name == name })
	if !known && cl.ir.Changes() && !cl.hasProperty(name) {
		cl.ir.Fields = append(cl.ir.Fields, ir.Field{Name: name, Assigned: true})
	}
}
