package dynamic

import (
	"slices"

	"github.com/myia-lang/myia/infer"
	"github.com/myia-lang/myia/types"
)

// special is a built-in that takes functions, looks into containers, or asks
// for a value's type. Inference resolves the others.
type special func(st *step, a arguments) (answer, error)

// builtins gives the special built-ins by their full names. Those of myia that
// no program knows are for the prelude.
func builtins() map[string]special {
	return map[string]special{
		"isinstance":          isInstance,
		"len":                 sized,
		"print":               print,
		"str":                 str,
		"repr":                repr,
		"bool":                truthOf,
		"list":                listOf,
		"tuple":               tupleOf,
		"zip":                 zip,
		"enumerate":           enumerate,
		"map":                 mapOver,
		"filter":              filter,
		"reversed":            reversed,
		"sum":                 sum,
		"max":                 best("max"),
		"min":                 best("min"),
		"any":                 asked("any_of"),
		"all":                 asked("all_of"),
		"divmod":              asked("divmod_of"),
		"functools.partial":   partially,
		"functools.reduce":    reduce,
		"dataclasses.replace": replace,
		"dataclasses.asdict":  unmaker("asdict", (*step).dictOfFields),
		"dataclasses.astuple": unmaker("astuple", func(_ *step, _ []string, vals []*value) (*value, error) { return tuple(vals...), nil }),
		"dataclasses.fields":  fieldsOf,
		"myia.stop_gradient":  identity,
		"myia.myia":           identity,

		"myia.next_item": func(st *step, a arguments) (answer, error) { return nextItem(st, a.pos) },
		"myia.drained":   drained,
		"myia.write":     write,
	}
}

// asked asks for a helper with the same arguments.
func asked(name string) special {
	return func(_ *step, a arguments) (answer, error) { return helper(name, a.pos...) }
}

// named argument of a call, or nil.
func (a arguments) named(name string) *value {
	for i, n := range a.names {
		if n == name {
			return a.kw[i]
		}
	}
	return nil
}

// or gives positional argument i, else the one of that name, else other.
func (a arguments) or(i int, name string, other *value) *value {
	if i < len(a.pos) {
		return a.pos[i]
	}
	if v := a.named(name); v != nil {
		return v
	}
	return other
}

func identity(_ *step, a arguments) (answer, error) { return give(a.pos[0]) }

func isInstance(st *step, a arguments) (answer, error) {
	if st.of.open {
		return given(st.instance(a.pos[0], a.pos[1]))
	}
	is, ok := infer.InstanceOf(st.of.src, a.pos[0].t, typeOf(a.pos[1], usual))
	if !ok {
		return answer{}, raise("TypeError", "isinstance() arg 2 must be a type or a tuple of types")
	}
	return give(boolean(is))
}

func truthOf(st *step, a arguments) (answer, error) {
	if len(a.pos) == 0 {
		return give(boolean(false))
	}
	return truth(st, a.pos)
}

// listOf is list(x).
func listOf(_ *step, a arguments) (answer, error) {
	switch {
	case len(a.pos) == 0:
		return give(list(nil))
	case a.pos[0].isSequence():
		return give(list(slices.Clone(a.pos[0].parts)))
	case a.pos[0].isIter("range"):
		return give(list(rangeItems(a.pos[0])))
	}
	return helper("list_of", a.pos[0])
}

// tupleOf is tuple(x).
func tupleOf(_ *step, a arguments) (answer, error) {
	switch {
	case len(a.pos) == 0:
		return give(tuple())
	case a.pos[0].isSequence():
		return give(tuple(slices.Clone(a.pos[0].parts)...))
	}
	return helper("tuple_of", a.pos[0])
}

// drained makes a list of an iterator and gives other values as they are.
func drained(_ *step, a arguments) (answer, error) {
	if a.pos[0].lazy() {
		return helper("list_of", a.pos[0])
	}
	return give(a.pos[0])
}

func zip(st *step, a arguments) (answer, error) {
	its, err := st.iteratorsOf(a.pos)
	kind := "zip"
	if strict := a.named("strict"); strict != nil && strict.leaf.B() {
		kind = types.StrictZip
	}
	return given(iter(kind, tuple(its...)), err)
}

func enumerate(st *step, a arguments) (answer, error) {
	it, err := st.iteratorOf(a.pos[0])
	return given(iter("enumerate", a.or(1, "start", integer(0)), it), err)
}

func mapOver(st *step, a arguments) (answer, error) {
	its, err := st.iteratorsOf(a.pos[1:])
	return given(iter("map", a.pos[0], iter("zip", tuple(its...))), err)
}

func filter(st *step, a arguments) (answer, error) {
	it, err := st.iteratorOf(a.pos[1])
	return given(iter("filter", a.pos[0], it), err)
}

func reversed(st *step, a arguments) (answer, error) {
	if a.pos[0].lazy() {
		return helper("reversed_of", a.pos[0])
	}
	x := a.pos[0]
	if x.isDict() {
		keys, _ := x.table.items()
		x = list(keys)
	}
	it, err := st.iteratorOf(x)
	if err != nil {
		return answer{}, err
	}
	return give(iter("reversed", it.parts...))
}

func sum(_ *step, a arguments) (answer, error) {
	return helper("sum_of", a.pos[0], a.or(1, "start", integer(0)))
}

// best is max or min: of one iterable, or of several arguments. A list that is spread may leave none.
func best(name string) special {
	return func(_ *step, a arguments) (answer, error) {
		if len(a.pos) == 0 {
			return answer{}, raise("TypeError", "%s expected at least 1 argument, got 0", name)
		}
		xs := a.pos[0]
		if len(a.pos) > 1 {
			xs = tuple(a.pos...)
		}
		empty := tuple()
		if d := a.named("default"); d != nil {
			empty = tuple(d)
		}
		return helper("best_of", text(name), xs, a.or(len(a.pos), "key", none()), empty)
	}
}

func partially(_ *step, a arguments) (answer, error) {
	return give(partial(a.pos[0], a.pos[1:], a.names, a.kw))
}

func reduce(_ *step, a arguments) (answer, error) {
	return helper("reduced", a.pos[0], a.pos[1], tuple(a.pos[2:]...))
}

// write prints a text as it is.
func write(st *step, a arguments) (answer, error) {
	if !a.pos[0].is(types.Str) {
		return answer{}, raise("TypeError", "sep and end of print() must be None or strings")
	}
	return given(none(), st.of.env.Print(a.pos[0].leaf.S()))
}
