package infer

import (
	"fmt"

	"github.com/myia-lang/myia/types"
)

// The gradient of a tree is a tree of the same kinds of nodes. A program that
// has tested which nodes the argument has need not test the gradient again: a
// read that not all of its kinds of nodes allow is checked at run time.

// isGradient reports whether one of the members of a union can only be a
// gradient: of a recursive type, or of None.
func isGradient(u types.Union) bool {
	for _, m := range u.Members {
		if n, ok := m.(types.Named); m == types.NoTangent || ok && types.BaseClass(n.Name) != n.Name {
			return true
		}
	}
	return false
}

// readGradient does a read of the members that allow it; lacks says what
// Python raises for another, "" for none.
func (f *frame) readGradient(u types.Union, lacks func(types.Type) (class, msg string), read func(*val) *val) func(*val) *val {
	some := false
	for _, m := range u.Members {
		class, _ := lacks(m)
		some = some || class == ""
	}
	if !some || !isGradient(u) {
		return read
	}
	return func(m *val) *val {
		if class, msg := lacks(m.T); class != "" {
			return f.raiseText(class, msg)
		}
		return read(m)
	}
}

// lacksField says what Python raises where a node of a tree has no such field
// or method.
func (f *frame) lacksField(name string) func(types.Type) (class, msg string) {
	return func(t types.Type) (class, msg string) {
		c, ok := f.classOf(t)
		switch {
		case ok && fieldIndex(c, name) < 0 && f.e.methodOf(c, name) == "":
			return "AttributeError", fmt.Sprintf("'%s' object has no attribute '%s'", c.Display, name)
		case t == types.Float || t == types.NoTangent:
			return "AttributeError", fmt.Sprintf("'%s' object has no attribute '%s'", t, name)
		}
		return "", ""
	}
}

// lacksItem says what Python raises where a node of a tree has no such item.
func (f *frame) lacksItem(i *val) func(types.Type) (class, msg string) {
	return func(t types.Type) (class, msg string) {
		if t == types.Float || t == types.NoTangent {
			return "TypeError", fmt.Sprintf("'%s' object is not subscriptable", t)
		}
		k, ok := i.known.(int64)
		n := int64(len(f.partTypes(t)))
		if ok && i.isK && isTuple(t) && (k >= n || k < -n) {
			return "IndexError", "tuple index out of range"
		}
		return "", ""
	}
}

// follow notes that a step leads from x to p.
func (p *val) follow(x *val, step string) {
	if x.path != "" {
		p.path = x.path + step
	}
	if x.like != "" {
		p.like, p.likeIn = x.like+step, x.likeIn
	}
}
