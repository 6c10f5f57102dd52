package frontend

import (
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/syntax"
)

// isBuiltin reports whether a name that nothing binds is that of a built-in.
// Without a table whatever Python has is one.
func (c *compiler) isBuiltin(name string) bool {
	switch {
	case name == RefusedName || c.prog.References && names.OfReferences("", name) || c.prog.Known != nil && c.prog.Known(name):
		return true
	case c.prog.Names == nil:
		return names.IsBuiltin(name)
	}
	return c.prog.Names.Has("", name)
}

// builtinNames lists the built-ins that a program may name.
func (c *compiler) builtinNames() []string {
	var out []string
	for _, name := range c.provided("") {
		if c.isBuiltin(name) {
			out = append(out, name)
		}
	}
	return out
}

// provided lists what Myia has of a module of Python or NumPy.
func (c *compiler) provided(module string) []string {
	if c.prog.Names == nil {
		return nil
	}
	return c.prog.Names.Of(module)
}

// consumes reports whether a built-in uses up its first argument.
func (c *compiler) consumes(name string) bool {
	t := c.prog.Names
	if t == nil {
		t = names.Base()
	}
	d := t.Lookup(name)
	return d != nil && d.Consumes
}

// usesForeign reports what a program names of a module of another library, once
// for each name: what to write instead.
func (c *compiler) usesForeign(a attrUse, v *variable) {
	module := c.foreign[v]
	if module == "" {
		return
	}
	full := module + "." + a.node.Attr
	if help := names.Instead(full); help != "" && !c.told[full] {
		c.told[full] = true
		c.limit(notTaken(module), a.node.Span(), help, "%s is not taken yet", full)
	}
}

// refuseNames reports the names of an import from another library that have
// something to write instead; it returns whether all have.
func (c *compiler) refuseNames(st *syntax.ImportFrom) bool {
	all := true
	for _, a := range st.Names {
		help := names.Instead(st.Module + "." + a.Name)
		if help == "" {
			all = false
			continue
		}
		c.lacking[a.Name] = true
		c.limit(notTaken(st.Module), a.Span(), help, "%s.%s is not taken yet", st.Module, a.Name)
	}
	return all
}

func set(names ...string) map[string]bool {
	m := make(map[string]bool, len(names))
	for _, n := range names {
		m[n] = true
	}
	return m
}
