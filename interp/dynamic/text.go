package dynamic

import (
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/types"
)

// compound tells the values whose text is made of that of parts, or by a
// method of the program.
func compound(v *value) bool {
	switch v.t.(type) {
	case types.Tuple, types.List, types.Dict, types.Object:
		return true
	}
	return v.foreign() || v.class != nil || v.exceptionClass() != ""
}

// str is str(x).
func str(st *step, a arguments) (answer, error) {
	if len(a.pos) == 1 && compound(a.pos[0]) {
		if m, ok, err := st.method(a.pos[0], "__str__"); ok {
			return called(m, err, st)
		}
		if a.pos[0].exceptionClass() != "" {
			return given(st.exceptionText(a.pos[0]))
		}
		return repr(st, a)
	}
	return st.callPrimitive(builtin("str"), a)
}

// repr is repr(x).
func repr(st *step, a arguments) (answer, error) {
	x := a.pos[0]
	if st.of.open && compound(x) {
		return given(st.openRepr(x))
	}
	switch t := x.t.(type) {
	case types.Tuple:
		end := ")"
		if len(x.parts) == 1 {
			end = ",)"
		}
		return helper("repr_parts", text("("), x, text(end))
	case types.List:
		return helper("repr_parts", text("["), x, text("]"))
	case types.Dict:
		keys, vals := x.table.items()
		return helper("repr_dict", tuple(keys...), tuple(vals...))
	case types.Object:
		if m, ok, err := st.method(x, "__repr__"); ok {
			return called(m, err, st)
		}
		c := st.of.src.Class(t.Class)
		names := make([]string, len(c.Fields))
		for i, f := range c.Fields {
			names[i] = f.Name
		}
		return helper("repr_object", text(c.Qualified()), tuple(texts(names)...), tuple(x.parts...))
	}
	return st.callPrimitive(builtin("repr"), a)
}

func texts(ss []string) []*value {
	out := make([]*value, len(ss))
	for i, s := range ss {
		out[i] = text(s)
	}
	return out
}

// format does {x!conv:spec} of an f-string.
func format(op surface.FormatValue) action {
	return func(st *step, args []*value) (answer, error) {
		if !compound(args[0]) {
			return st.primitive(args...)
		}
		spec := text("")
		if op.HasSpec {
			spec = args[1]
		}
		return helper("formatted", args[0], spec, boolean(op.Conv == "r" || op.Conv == "a"))
	}
}

// print writes texts; those of compound values are made one by one.
func print(st *step, a arguments) (answer, error) {
	plain := true
	for _, p := range a.pos {
		plain = plain && !compound(p)
	}
	if plain {
		return st.callPrimitive(builtin("print"), a)
	}
	sep, end := a.named("sep"), a.named("end")
	if sep == nil || sep.is(types.None) {
		sep = text(" ")
	}
	if end == nil || end.is(types.None) {
		end = text("\n")
	}
	return helper("print_all", tuple(a.pos...), sep, end)
}

// message is the text of an exception that is raised.
func message(st *step, args []*value) (answer, error) {
	x := args[0]
	if x.class != nil || x.obj != nil {
		return give(text(""))
	}
	by, ok := raisable(x.t)
	if !ok || len(x.parts) == 0 {
		return give(text(""))
	}
	if by.Class == "KeyError" { // str of it is the repr of the key
		return repr(st, arguments{pos: x.parts})
	}
	return str(st, arguments{pos: x.parts})
}

// raisable says of which class an exception is.
func raisable(t types.Type) (by types.Raisable, ok bool) {
	if b, bound := t.(types.Bound); bound {
		by, ok = b.By.(types.Raisable)
	}
	return by, ok
}

// throw ends the run with an exception, or an exception class.
func throw(st *step, args []*value) (answer, error) {
	x := args[0]
	if x.class != nil || x.obj != nil {
		return answer{}, st.throwValue(x)
	}
	if x.raised != nil {
		return answer{}, x.raised
	}
	by, ok := raisable(x.t)
	if class, static := x.t.(types.Static); static {
		by.Class, ok = class.Name, true
	}
	if !ok {
		return answer{}, raise("TypeError", "exceptions must derive from BaseException")
	}
	r := &ops.Raised{Class: by.Class, Msg: args[1].leaf.S()}
	if st.of.open && x.exceptionClass() != "" {
		st.of.raised[r] = x
		x.raised = r
	}
	return answer{}, r
}
