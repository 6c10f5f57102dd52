package infer

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/syntax"
	"github.com/myia-lang/myia/types"
)

// gradSpec reads the arguments of grad and value_and_grad after the function.
func (f *frame) gradSpec(by types.Gradient, pos []*val, names []string, kw []*val) (types.Gradient, bool) {
	for i, n := range names {
		switch n {
		case "argnums":
			if len(pos) > 0 {
				f.errorf(diag.BadArguments, "%s() got both argnums= and positions or names", by.Name)
				return by, false
			}
			if !f.argnums(&by, kw[i]) {
				return by, false
			}
		case "has_aux", "return_value":
			k, ok := f.demand(kw[i])
			flag, isBool := k.(bool)
			if !ok || !isBool {
				f.errorf(diag.UnknownWrt, "%s= must be True or False, known at compile time, not %s", n, f.show(kw[i].T))
				return by, false
			}
			if n == "has_aux" {
				by.Aux = flag
			} else {
				by.Value = by.Value || flag
			}
		}
	}
	if len(pos) == 1 && isSequence(pos[0].T) {
		return by, f.argnums(&by, pos[0])
	}
	for _, w := range pos {
		if !f.addWrt(&by, w) {
			return by, false
		}
	}
	return by, true
}

// argnums reads argnums=, a position or several.
func (f *frame) argnums(by *types.Gradient, v *val) bool {
	by.Argnums = true
	if !isSequence(v.T) {
		return f.addWrt(by, v)
	}
	by.Tuple = true
	parts, list, ok := f.spread(v)
	if !ok {
		return false
	}
	if list != nil {
		f.errorf(diag.NotKnown, "argnums= of %s() must be known at compile time", by.Name)
		return false
	}
	if len(parts) == 0 {
		f.errorf(diag.NoSuchArgument, "argnums= of %s() names no argument", by.Name)
		return false
	}
	for _, p := range parts {
		if !f.addWrt(by, p) {
			return false
		}
	}
	return true
}

// addWrt adds a position or a name.
func (f *frame) addWrt(by *types.Gradient, v *val) bool {
	k, ok := f.demand(v)
	if !ok {
		d := diag.Errorf(diag.UnknownWrt, f.span(), "what to differentiate with respect to must be known at compile time")
		f.report(f.repairApplied(d, v))
		return false
	}
	switch k := k.(type) {
	case int64:
		by.Wrt = append(by.Wrt, types.Wrt{At: k})
		return true
	case string:
		if !by.Argnums {
			by.Wrt = append(by.Wrt, types.Wrt{ByName: true, Name: k})
			return true
		}
		f.errorf(diag.NoSuchArgument, "argnums= of %s() takes positions; names come before it, without a keyword", by.Name)
		return false
	}
	d := diag.Errorf(diag.NoSuchArgument, f.span(), "%s() with respect to %s, which is neither a position nor a name", by.Name, f.show(v.T)).
		WithHelp("name it, or give its position, from 0")
	if e, call := f.parsed().(*syntax.Call); call && k == true && len(e.Args) == 3 {
		d.WithRepair("give it by name: %s", f.edit(e.Args[2], "has_aux=True"))
	}
	f.report(f.repairApplied(d, v))
	return false
}

// gradResult nests the value, what is beside it and the gradients.
func (f *frame) gradResult(by types.Gradient, value *val, grads []*val, tuple bool) *val {
	if by.Value && !by.Argnums {
		return f.tupleOf(append([]*val{value}, grads...))
	}
	var g *val
	if tuple {
		g = f.tupleOf(grads)
	} else {
		g = grads[0]
	}
	switch {
	case by.Value:
		return f.tupleOf([]*val{value, g})
	case by.Aux:
		return f.tupleOf([]*val{g, f.part(value, 1)})
	}
	return g
}
