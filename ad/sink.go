package ad

import (
	"fmt"
	"slices"
	"strings"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
)

// A part of an array that is handed to a function is taken in the function
// instead, which so adds to the accumulator of the array itself:
//
//	before  %1 = index{Axes=[0]} %m, %i;  %2 = call{f} %1, %j
//	after   %2 = call{f.of} %m, %i, %j
//	        f.of(%m, %i, %j):  %1 = index{Axes=[0]} %m, %i;  the nodes of f
//
// An accumulator of its own for the part would be made and added at every
// call, though the function may read one element. A function that calls itself
// with parts of its argument becomes one that passes where the part begins.

// sinker rewrites the functions that are differentiated.
type sinker struct {
	m       *ir.Module
	names   map[string]string  // of the versions made, by function and what is taken inside
	updates *transform         // knows what functions update
	updated map[*ir.Value]bool // of the function at hand
	moved   bool               // something is taken at another place than before
}

// sink rewrites the functions that derivatives reach.
func sink(m *ir.Module) {
	s := &sinker{m: m, names: map[string]string{}, updates: &transform{m: m, updated: map[*ir.Func]map[*ir.Value]bool{}}}
	for _, f := range s.differentiated() {
		s.moved = false
		if g := s.version(f, f.Name, make([]*ir.Node, len(f.Params))); s.moved {
			s.m.Replace(g)
		}
	}
}

// differentiated lists the functions reached from those that a VJP names.
func (s *sinker) differentiated() []*ir.Func {
	var out []*ir.Func
	seen := map[string]bool{}
	var reach func(name string)
	reach = func(name string) {
		f := s.m.Func(name)
		if f == nil || seen[name] {
			return
		}
		seen[name] = true
		out = append(out, f)
		f.Body.Each(func(n *ir.Node) {
			reach(ir.Callee(n.Op))
		})
	}
	for _, f := range slices.Clone(s.m.Funcs) {
		f.Body.Each(func(n *ir.Node) {
			if v, ok := n.Op.(ops.VJP); ok {
				reach(v.Fn)
			}
		})
	}
	return out
}

// version copies f under a name. Where taken is not nil, the parameter is what
// that index takes of an array, which is a parameter in its place, followed by
// the operands.
func (s *sinker) version(f *ir.Func, name string, taken []*ir.Node) *ir.Func {
	outer := s.updated
	s.updated = s.updates.updatedIn(f)
	defer func() { s.updated = outer }()
	c := &ir.Copier{B: ir.NewFunc(s.m, name), Env: map[*ir.Value]*ir.Value{}, Visit: s.visit}
	c.B.F.Loc, c.B.F.Sig, c.B.Loc = f.Loc, f.Sig, f.Loc
	var parts [][]*ir.Value
	for i, p := range f.Params {
		if taken[i] == nil {
			c.Env[p] = c.B.Param(p.Name, p.Type)
			continue
		}
		var ps []*ir.Value
		for _, a := range taken[i].Args {
			ps = append(ps, c.B.Param("", a.Type))
		}
		parts = append(parts, ps)
	}
	for i, p := range f.Params {
		if taken[i] != nil {
			c.Env[p] = c.B.Emit1(taken[i].Op, parts[0]...)
			parts = parts[1:]
		}
	}
	c.Nodes(f.Body.Nodes)
	return c.B.Done(c.Gets(f.Body.Results)...)
}

// visit makes parts of parts parts, and calls the versions that take parts. What other operations take stays where it is.
func (s *sinker) visit(c *ir.Copier, n *ir.Node, args []*ir.Value) ([]*ir.Value, bool) {
	switch op := n.Op.(type) {
	case ops.If:
		return s.chosen(c, n, args[0]), true
	case ops.Index:
		if s.stale(n) {
			return nil, false
		}
		part := ops.Take(c.B, args[0], ops.PartsOf(op, args))
		s.moved = s.moved || part.Def.Args[0] != args[0]
		return []*ir.Value{part}, true
	case ops.Gather:
		if op.Lead == 0 && !s.stale(n) {
			rows := ops.Rows(c.B, args[0], args[1])
			s.moved = s.moved || rows.Def.Args[0] != args[0]
			return []*ir.Value{rows}, true
		}
	case ops.Call:
		f := s.m.Func(op.Fn)
		taken := make([]*ir.Node, len(args))
		var operands []*ir.Value
		for i, a := range args {
			if !s.updated[owner(n.Args[i])] {
				taken[i] = s.taken(f, i, a)
			}
			if taken[i] == nil {
				operands = append(operands, a)
			} else {
				operands = append(operands, taken[i].Args...)
			}
		}
		if len(operands) > len(args) {
			s.moved = true
			return c.B.Emit(ops.Call{Fn: s.of(f, taken), Results: op.Results}, operands...), true
		}
	}
	return nil, false
}

// stale reports whether a node reads a part of an array of which further versions are made: the array itself would be read
// when it has been updated, and so copied.
func (s *sinker) stale(n *ir.Node) bool {
	part := n.Args[0]
	return part.Def != nil && s.updated[owner(part)]
}

// owner follows parts to what they are parts of.
func owner(v *ir.Value) *ir.Value {
	for v.Def != nil {
		switch v.Def.Op.(type) {
		case ops.Index, ops.Transpose, ops.Reshape:
			v = v.Def.Args[0]
		default:
			return v
		}
	}
	return v
}

// chosen copies an if. A part of one array that both sides give is taken after
// the if, which chooses the place:
//
//	before  %1 = if %c { yield index{Axes=[0]} %m, %i } { yield index{Axes=[0]} %m, %j }
//	after   %k = if %c { yield %i } { yield %j };  %1 = index{Axes=[0]} %m, %k
func (s *sinker) chosen(c *ir.Copier, n *ir.Node, cond *ir.Value) []*ir.Value {
	yes, no := c.Region(n.Regions[0]), c.Region(n.Regions[1])
	var give [2][]*ir.Value
	alike := make([]*ir.Node, len(n.Results))
	for k, v := range yes.Results {
		a, b := []*ir.Value{v}, []*ir.Value{no.Results[k]}
		if alike[k] = samePart(v, no.Results[k]); alike[k] != nil {
			a, b, s.moved = v.Def.Args[1:], no.Results[k].Def.Args[1:], true
		}
		give[0], give[1] = append(give[0], a...), append(give[1], b...)
	}
	yes.Results, no.Results = give[0], give[1]
	c.B.Loc = n.Loc
	got := c.B.EmitRegions(n.Op, []*ir.Region{yes, no}, cond)
	out := make([]*ir.Value, len(n.Results))
	for k := range out {
		if part := alike[k]; part != nil {
			at := len(part.Args) - 1
			out[k] = c.B.Emit1(part.Op, append([]*ir.Value{part.Args[0]}, got[:at]...)...)
			got = got[at:]
			continue
		}
		out[k], got = got[0], got[1:]
	}
	return out
}

// samePart gives the index that made v, if w is an array that the same index of
// the same array at other places made.
func samePart(v, w *ir.Value) *ir.Node {
	if !isArray(v.Type) || v.Def == nil || w.Def == nil {
		return nil
	}
	op, ok := v.Def.Op.(ops.Index)
	other, also := w.Def.Op.(ops.Index)
	if !ok || !also || ir.Attributes(op) != ir.Attributes(other) || v.Def.Args[0] != w.Def.Args[0] {
		return nil
	}
	return v.Def
}

// taken gives the index that made an argument of f, if f reads parts of it.
func (s *sinker) taken(f *ir.Func, i int, a *ir.Value) *ir.Node {
	if a.Def == nil || !isArray(a.Type) || !ops.HoldsFloat(s.m, a.Type) || f == nil || !readsParts(f, i) {
		return nil
	}
	if _, ok := a.Def.Op.(ops.Index); !ok {
		return nil
	}
	return a.Def
}

// readsParts reports whether f takes parts of its parameter i, or hands it on, by the operations that visit moves.
func readsParts(f *ir.Func, i int) bool {
	p, found := f.Params[i], false
	f.Body.Each(func(n *ir.Node) {
		switch n.Op.(type) {
		case ops.Index, ops.Gather, ops.Call:
			found = found || slices.Contains(n.Args, p)
		}
	})
	return found
}

// of gives the name of the version of f, made when it is first asked for.
func (s *sinker) of(f *ir.Func, taken []*ir.Node) string {
	var key strings.Builder
	key.WriteString(f.Name)
	for i, n := range taken {
		if n != nil {
			fmt.Fprintf(&key, " %d %s %s", i, n.Args[0].Type, ir.Attributes(n.Op))
		}
	}
	name, ok := s.names[key.String()]
	if !ok {
		name = fmt.Sprintf("%s.of%d", f.Name, len(s.names))
		s.names[key.String()] = name
		s.m.Add(&ir.Func{Name: name, Results: f.Results, Body: &ir.Region{}}) // it may call itself
		s.m.Replace(s.version(f, name, taken))
	}
	return name
}
