package dynamic

import (
	"cmp"
	"slices"

	"github.com/myia-lang/myia/ops/surface"
)

// isCounter reports whether a dict is a Counter: it has the class where a defaultdict has what makes values.
func (v *value) isCounter() bool {
	return v.isDict() && len(v.parts) > 0 && v.parts[0].is(builtin(counterName).t)
}

const counterName = "collections.Counter"

// counter makes a Counter.
func counter() *value {
	d := dict()
	d.parts = []*value{builtin(counterName)}
	return d
}

// count adds the numbers of a mapping, or those of the items of an iterable, or subtracts them.
func (st *step) count(d, from *value, op string) error {
	var keys, numbers []*value
	if from.isDict() {
		keys, numbers = from.table.items()
	} else {
		var err error
		if keys, err = st.collect(from); err != nil {
			return err
		}
	}
	for i, k := range keys {
		n := integer(1)
		if numbers != nil {
			n = numbers[i]
		}
		old, err := st.numberOf(d, k)
		if err != nil {
			return err
		}
		sum, err := st.apply(surface.Binary{Op: op}, old, n)
		if err != nil {
			return err
		}
		if err := st.put(d.table, k, sum); err != nil {
			return err
		}
	}
	return nil
}

func (st *step) numberOf(c, k *value) (*value, error) {
	at, _, err := st.find(c.table, k)
	if err != nil || at < 0 {
		return integer(0), err
	}
	return c.table.vals[at], nil
}

// combine is + - & or | of two Counters.
func (st *step) combine(op string, a, b *value) (*value, error) {
	out := counter()
	keep := func(k, n *value) error {
		positive, err := st.compared(">", n, integer(0))
		if err == nil && positive {
			err = st.put(out.table, k, n)
		}
		return err
	}
	keys, vals := a.table.items()
	for i, k := range keys {
		n, err := st.numberOf(b, k)
		if err != nil {
			return nil, err
		}
		if n, err = st.countOf(op, vals[i], n); err != nil {
			return nil, err
		}
		if err := keep(k, n); err != nil {
			return nil, err
		}
	}
	if op == "&" {
		return out, nil
	}
	keys, vals = b.table.items()
	for i, k := range keys {
		n := vals[i]
		at, _, err := st.find(a.table, k)
		if err == nil && op == "-" {
			n, err = st.apply(surface.Binary{Op: "-"}, integer(0), n)
		}
		if err == nil && at < 0 {
			err = keep(k, n)
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (st *step) countOf(op string, v, w *value) (*value, error) {
	if op == "+" || op == "-" {
		return st.apply(surface.Binary{Op: op}, v, w)
	}
	less, err := st.compared("<", v, w)
	if less == (op == "|") {
		return w, err
	}
	return v, err
}

// equalCounters compares the numbers of all keys of both.
func (st *step) equalCounters(a, b *value) (bool, error) {
	for _, c := range [][2]*value{{a, b}, {b, a}} {
		keys, vals := c[0].table.items()
		for i, k := range keys {
			n, err := st.numberOf(c[1], k)
			if err != nil {
				return false, err
			}
			if same, err := st.compared("==", vals[i], n); err != nil || !same {
				return false, err
			}
		}
	}
	return true, nil
}

// mostCommon are the pairs of a Counter, the largest number first.
func (st *step) mostCommon(c *value) ([]*value, error) {
	keys, vals := c.table.items()
	out := make([]*value, len(keys))
	for i, k := range keys {
		out[i] = tuple(k, vals[i])
	}
	var failed error
	slices.SortStableFunc(out, func(a, b *value) int {
		less, err := st.compared("<", b.parts[1], a.parts[1])
		more, err2 := st.compared("<", a.parts[1], b.parts[1])
		failed = cmp.Or(failed, err, err2)
		switch {
		case less:
			return -1
		case more:
			return 1
		}
		return 0
	})
	return out, failed
}

// counterMethods are the methods of Counters.
func counterMethods() map[string]served {
	change := func(op string) served {
		return func(st *step, x *value, a []*value) (answer, error) { return none0(st.count(x, a[0], op)) }
	}
	return map[string]served{
		".Counter.most_common": func(st *step, x *value, a []*value) (answer, error) {
			pairs, err := st.mostCommon(x)
			if n, ok := a[0].index(); ok && err == nil {
				pairs = pairs[:min(max(n, 0), int64(len(pairs)))]
			}
			return given(list(pairs), err)
		},
		".Counter.elements": func(st *step, x *value, _ []*value) (answer, error) {
			var out []*value
			keys, vals := x.table.items()
			for i, k := range keys {
				n, _ := vals[i].index()
				for range n {
					out = append(out, k)
				}
			}
			return given(st.iteratorOf(list(out)))
		},
		".Counter.total": func(_ *step, x *value, _ []*value) (answer, error) {
			_, vals := x.table.items()
			return helper("sum_of", list(vals), integer(0))
		},
		".Counter.update":   change("+"),
		".Counter.subtract": change("-"),
	}
}
