package dynamic

import (
	"slices"
	"strings"

	"github.com/myia-lang/myia/types"
)

// openRepr is repr(x) of a container, an object, a class or an exception; one that holds itself shows ... there.
func (st *step) openRepr(x *value) (*value, error) {
	if slices.Contains(st.of.showing, x) {
		start, end := brackets(x)
		return text(start + "..." + end), nil
	}
	st.of.showing = append(st.of.showing, x)
	defer func() { st.of.showing = st.of.showing[:len(st.of.showing)-1] }()
	switch {
	case x.obj != nil:
		m, ok, err := st.method(x, "__repr__")
		if err != nil {
			return nil, err
		}
		if ok {
			return st.now(m)
		}
		return st.await(st.defaultRepr(x))
	case x.class != nil:
		return text("<class '__main__." + x.class.decl.Qualified() + "'>"), nil
	case x.exceptionClass() != "":
		return st.enclosed(x.exceptionClass()+"(", x.parts, ")")
	case x.isCounter():
		pairs, err := st.mostCommon(x)
		if err != nil || len(pairs) == 0 {
			return text("Counter()"), err
		}
		d := dict()
		for _, p := range pairs {
			if err := st.put(d.table, p.parts[0], p.parts[1]); err != nil {
				return nil, err
			}
		}
		s, err := st.items(d)
		if err != nil {
			return nil, err
		}
		return st.enclosed("Counter(", nil, s+")")
	case x.isDict():
		s, err := st.items(x)
		if err == nil && len(x.parts) > 0 {
			return st.enclosed("defaultdict(", x.parts, ", "+s+")")
		}
		return text(s), err
	case x.is(viewKind):
		return st.enclosed("dict_"+x.parts[1].leaf.S()+"([", x.shown(), "])")
	case x.isSet():
		keys, _ := x.table.items()
		if len(keys) == 0 {
			return text("set()"), nil
		}
		return st.enclosed("{", inSetOrder(keys), "}")
	case !x.isSequence():
		if t, ok := x.t.(types.Object); ok {
			return st.record(x, t)
		}
		return text("<" + show(x) + ">"), nil
	}
	start, end := brackets(x)
	if x.isTuple() && len(x.parts) == 1 {
		end = ",)"
	}
	return st.enclosed(start, x.parts, end)
}

// enclosed is the text of values with commas between them.
func (st *step) enclosed(start string, parts []*value, end string) (*value, error) {
	out, err := st.reprs(parts)
	return text(start + strings.Join(out, ", ") + end), err
}

// items is the text of a dict.
func (st *step) items(x *value) (string, error) {
	keys, vals := x.table.items()
	var parts []string
	for i, k := range keys {
		pair, err := st.reprs([]*value{k, vals[i]})
		if err != nil {
			return "", err
		}
		parts = append(parts, pair[0]+": "+pair[1])
	}
	return "{" + strings.Join(parts, ", ") + "}", nil
}

func brackets(x *value) (start, end string) {
	switch {
	case x.isList():
		return "[", "]"
	case x.isTuple():
		return "(", ")"
	}
	return "{", "}"
}

// record is the text of an object of a frozen dataclass.
func (st *step) record(x *value, t types.Object) (*value, error) {
	if m, ok, err := st.method(x, "__repr__"); ok || err != nil {
		if err != nil {
			return nil, err
		}
		return st.now(m)
	}
	c := st.of.src.Class(t.Class)
	parts, err := st.reprs(x.parts)
	for i, f := range c.Fields[:len(parts)] {
		parts[i] = f.Name + "=" + parts[i]
	}
	return text(c.Qualified() + "(" + strings.Join(parts, ", ") + ")"), err
}
