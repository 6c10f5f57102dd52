package ir

import (
	"errors"
	"fmt"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/types"
)

// Verify checks a module: every value is defined once and before its uses, in a
// region around them; types are those that the ops' rules give, and after
// lowering of core IR; structured ops have their regions; what is referred to
// is declared. The error is a *diag.Diagnostic at the first node that is wrong.
func Verify(m *Module) error {
	v := &verifier{m: m, core: m.Stage == Core || m.Stage == Opt}
	v.module()
	if v.err != nil {
		return v.err
	}
	return nil
}

// verifier works on one function at a time. The first fault is kept.
type verifier struct {
	m     *Module
	core  bool // types are those of core IR
	f     *Func
	loc   Loc
	ids   map[int]bool
	scope map[*Value]bool // defined where the walk stands
	err   *diag.Diagnostic
}

func (v *verifier) fault(format string, args ...any) {
	if v.err != nil {
		return
	}
	msg := fmt.Sprintf(format, args...)
	if v.f != nil {
		msg = "in @" + v.f.Name + ", " + msg
	}
	v.err = diag.Errorf(diag.BadIR, v.loc.Span, "%s", msg)
}

func (v *verifier) module() {
	records := map[string]bool{}
	for _, n := range v.m.Nodes {
		if records[n.Name] {
			v.fault("the record %s is declared twice", n.Name)
		}
		records[n.Name] = true
	}
	for _, n := range v.m.Nodes {
		for _, t := range n.Fields {
			v.typ(t)
		}
	}
	if v.m.Entry != "" && v.m.Func(v.m.Entry) == nil {
		v.fault("there is no function @%s to enter", v.m.Entry)
	}
	names := map[string]bool{}
	for _, f := range v.m.Funcs {
		if names[f.Name] || v.m.Func(f.Name) != f {
			v.fault("the function @%s is there twice", f.Name)
		}
		names[f.Name] = true
		v.function(f)
	}
}

func (v *verifier) function(f *Func) {
	v.f, v.loc = f, f.Loc
	v.ids, v.scope = map[int]bool{}, map[*Value]bool{}
	if len(f.Params) != len(f.Body.Params) {
		v.fault("the body has other parameters than the function")
		return
	}
	for i, p := range f.Params {
		if f.Body.Params[i] != p {
			v.fault("the body has other parameters than the function")
		}
	}
	if f.Owned != nil && len(f.Owned) != len(f.Params) {
		v.fault("there are marks of %d parameters, not of %d", len(f.Owned), len(f.Params))
	}
	v.region(f.Body)
	v.loc = f.Loc
	v.sameTypes("return", Types(f.Body.Results), f.Results)
}

// region checks a region; what it defines goes out of scope at its end.
func (v *verifier) region(r *Region) {
	var defined []*Value
	define := func(vs []*Value, def *Node) {
		for _, x := range vs {
			v.define(x, def)
		}
		defined = append(defined, vs...)
	}
	define(r.Params, nil)
	for _, n := range r.Nodes {
		v.node(n)
		define(n.Results, n)
		if v.err != nil {
			return
		}
	}
	v.uses("a result", r.Results)
	for _, x := range defined {
		delete(v.scope, x)
	}
}

func (v *verifier) define(x *Value, def *Node) {
	switch {
	case v.ids[x.ID]:
		v.fault("%%%d is defined twice", x.ID)
	case x.ID < 0 || x.ID >= v.f.NextID:
		v.fault("the number of %%%d is not below the function's next one, %d", x.ID, v.f.NextID)
	case x.Def != def:
		v.fault("%%%d does not know the node that defines it", x.ID)
	}
	v.typ(x.Type)
	v.ids[x.ID], v.scope[x] = true, true
}

func (v *verifier) uses(what string, xs []*Value) {
	for _, x := range xs {
		switch {
		case x == nil:
			v.fault("%s is nil", what)
		case !v.scope[x]:
			v.fault("%%%d is used where it is not defined", x.ID)
		}
	}
}

func (v *verifier) node(n *Node) {
	v.loc = n.Loc
	v.uses("an operand of "+n.Op.OpName(), n.Args)
	want := 0
	if s, ok := n.Op.(Structured); ok {
		want = s.NumRegions()
	}
	if len(n.Regions) != want {
		v.fault("%s has %d regions, want %d", n.Op.OpName(), len(n.Regions), want)
	}
	for _, r := range n.Regions {
		v.region(r)
	}
	if v.err != nil {
		return
	}
	v.loc = n.Loc
	ts, err := infer(v.m, n)
	if l, ok := n.Op.(Linked); ok && err == nil {
		err = l.Link(v.m, n)
	}
	if err != nil {
		v.fault("%s: %v", n.Op.OpName(), err)
		return
	}
	v.sameTypes(n.Op.OpName(), ts, Types(n.Results))
}

// infer asks the op's rule. Rules index operands and axes that the passes are
// known to give; that one is not there ends here as an error.
func infer(m *Module, n *Node) (ts []types.Type, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.New("operands or attributes do not fit")
		}
	}()
	return n.Op.Infer(m, n)
}

func (v *verifier) sameTypes(what string, want, got []types.Type) {
	if len(want) != len(got) {
		v.fault("%s gives %d values, not %d", what, len(want), len(got))
		return
	}
	for i, t := range want {
		if !types.Equal(t, got[i]) {
			v.fault("%s gives %s, not %s", what, t, got[i])
		}
	}
}

// typ checks that there is a type, and that it is of core IR and its records
// are declared if the module is.
func (v *verifier) typ(t types.Type) {
	if t != nil && !v.core {
		return
	}
	if t == nil || !types.IsCore(t) {
		v.fault("%v is no type of core IR", t)
		return
	}
	switch t := t.(type) {
	case types.Node:
		if v.m.NodeType(t.Name) == nil {
			v.fault("there is no record %s", t.Name)
		}
	case types.Opt:
		v.typ(t.Elem)
	case types.Vec:
		for _, e := range t.Elems {
			v.typ(e)
		}
	}
}
