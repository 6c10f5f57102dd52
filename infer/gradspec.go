package infer

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/syntax"
)

// gradSpec is what grad and value_and_grad are told beside the function.
type gradSpec struct {
	name    string   // grad or value_and_grad
	wrt     []string // positions; names and * in quotes
	argnums bool     // the positions came as argnums=, and the results are nested as JAX has them
	tuple   bool     // argnums= was a tuple or a list
	value   bool     // the value is given, too
	aux     bool     // the function returns a pair of the value and something else
}

// text is canonical, for types.Bound.
func (s gradSpec) text() string {
	return fmt.Sprintf("%s;%s;%t;%t;%t;%t", s.name, strings.Join(s.wrt, ","), s.argnums, s.tuple, s.value, s.aux)
}

func parseGradSpec(text string) gradSpec {
	parts := strings.Split(text, ";")
	s := gradSpec{name: parts[0], argnums: parts[2] == "true", tuple: parts[3] == "true", value: parts[4] == "true", aux: parts[5] == "true"}
	if parts[1] != "" {
		s.wrt = strings.Split(parts[1], ",")
	}
	return s
}

// gradSpec reads the arguments of grad and value_and_grad after the function.
func (f *frame) gradSpec(s gradSpec, pos []*val, names []string, kw []*val) (gradSpec, bool) {
	for i, n := range names {
		switch n {
		case "argnums":
			if len(pos) > 0 {
				f.errorf(diag.BadArguments, "%s() got both argnums= and positions or names", s.name)
				return s, false
			}
			if !f.argnums(&s, kw[i]) {
				return s, false
			}
		case "has_aux", "return_value":
			k, ok := f.demand(kw[i])
			flag, isBool := k.(bool)
			if !ok || !isBool {
				f.errorf(diag.UnknownWrt, "%s= must be True or False, known at compile time, not %s", n, f.show(kw[i].T))
				return s, false
			}
			if n == "has_aux" {
				s.aux = flag
			} else {
				s.value = s.value || flag
			}
		}
	}
	if len(pos) == 1 && isSequence(pos[0].T) {
		return s, f.argnums(&s, pos[0])
	}
	for _, w := range pos {
		if !f.addWrt(&s, w) {
			return s, false
		}
	}
	return s, true
}

// argnums reads argnums=, a position or several.
func (f *frame) argnums(s *gradSpec, v *val) bool {
	s.argnums = true
	if !isSequence(v.T) {
		return f.addWrt(s, v)
	}
	s.tuple = true
	parts, list, ok := f.spread(v)
	if !ok {
		return false
	}
	if list != nil {
		f.errorf(diag.NotKnown, "argnums= of %s() must be known at compile time", s.name)
		return false
	}
	if len(parts) == 0 {
		f.errorf(diag.NoSuchArgument, "argnums= of %s() names no argument", s.name)
		return false
	}
	for _, p := range parts {
		if !f.addWrt(s, p) {
			return false
		}
	}
	return true
}

// addWrt adds a position or a name.
func (f *frame) addWrt(s *gradSpec, v *val) bool {
	k, ok := f.demand(v)
	if !ok {
		d := diag.Errorf(diag.UnknownWrt, f.span(), "what to differentiate with respect to must be known at compile time")
		f.report(f.repairApplied(d, v))
		return false
	}
	switch k := k.(type) {
	case int64:
		s.wrt = append(s.wrt, strconv.FormatInt(k, 10))
		return true
	case string:
		if !s.argnums {
			s.wrt = append(s.wrt, typed.KnownText(k))
			return true
		}
		f.errorf(diag.NoSuchArgument, "argnums= of %s() takes positions; names come before it, without a keyword", s.name)
		return false
	}
	d := diag.Errorf(diag.NoSuchArgument, f.span(), "%s() with respect to %s, which is neither a position nor a name", s.name, f.show(v.T)).
		WithHelp("name it, or give its position, from 0")
	if e, call := f.parsed().(*syntax.Call); call && k == true && len(e.Args) == 3 {
		d.WithRepair("give it by name: %s", f.edit(e.Args[2], "has_aux=True"))
	}
	f.report(f.repairApplied(d, v))
	return false
}

// gradResult nests the value, what is beside it and the gradients.
func (f *frame) gradResult(s gradSpec, value *val, grads []*val, tuple bool) *val {
	if s.value && !s.argnums {
		return f.tupleOf(append([]*val{value}, grads...))
	}
	var g *val
	if tuple {
		g = f.tupleOf(grads)
	} else {
		g = grads[0]
	}
	switch {
	case s.value:
		return f.tupleOf([]*val{value, g})
	case s.aux:
		return f.tupleOf([]*val{g, f.part(value, 1)})
	}
	return g
}
