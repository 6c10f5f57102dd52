package infer

import (
	"fmt"
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/types"
)

// callZip is zip(*iterables, strict=False).
func (f *frame) callZip(pos []*val, names []string, kw []*val) *val {
	kind := "zip"
	switch strict, ok := f.strictZip(names, kw); {
	case !ok:
		return errVal()
	case strict:
		kind = types.StrictZip
	}
	return f.product(types.Iter{Kind: kind, Parts: valTypes(pos)}, pos)
}

// strictZip is the value of strict=, which must be known; false if it is not.
func (f *frame) strictZip(names []string, kw []*val) (strict, ok bool) {
	if len(names) == 0 {
		return false, true
	}
	k, ok := f.demand(kw[0])
	if !ok {
		f.errorf(diag.BadArguments, "strict= of zip() must be known at compile time")
	}
	return k == true, ok
}

// zipSpread is zip(*rows), perhaps with other rows beside them: of one list of all, or nil if it takes none.
func (f *frame) zipSpread(a spreadArgs, names []string, kw []*val) *val {
	if len(names) > 0 && !slices.Equal(names, []string{"strict"}) {
		return nil
	}
	strict, ok := f.strictZip(names, kw)
	if !ok {
		return errVal()
	}
	rows := a.vals[0]
	if len(a.vals) > 1 {
		rows = f.listStar(a.vals, a.stars)
	}
	if isErr(rows.T) {
		return rows
	}
	v, _ := f.zipRows(rows, strict)
	return v
}

// zipSeq is as long as its shortest part.
func (f *frame) zipSeq(parts []*val, strict bool) (*sequence, bool) {
	z := &zipped{f: f, strict: strict}
	if !z.take(parts) {
		return nil, false
	}
	s := &sequence{static: z.static(), length: z.length, at: z.at}
	for i, q := range z.parts {
		s.unlike = s.unlike || q.unlike
		s.busy = s.busy || q.busy
		if q.end != nil || q.busy && i < len(z.parts)-1 || strict {
			s.end = z.end
		}
	}
	return s, true
}

// zipped views sequences as one of tuples.
type zipped struct {
	f      *frame
	parts  []*sequence
	strict bool
}

// take looks at the parts. Beside one of run-time length, the elements of a short one that are unlike are made alike,
// since they cannot be taken one by one.
func (z *zipped) take(parts []*val) bool {
	run := false
	for _, p := range parts {
		q, ok := z.f.sequence(p)
		if !ok {
			return false
		}
		z.parts = append(z.parts, q)
		run = run || q.static < 0
	}
	for i, q := range z.parts {
		if !run || !q.unlike {
			continue
		}
		list := z.f.listOf(parts[i])
		if isErr(list.T) {
			return false
		}
		z.parts[i], _ = z.f.sequence(z.f.runList(list))
	}
	return true
}

// static is the length if it is known, else -1.
func (z *zipped) static() int {
	least := 0
	for i, q := range z.parts {
		if q.static < 0 {
			return -1
		}
		if i == 0 || q.static < least {
			least = q.static
		}
	}
	return least
}

func (z *zipped) length() *val {
	f := z.f
	if k := z.static(); k >= 0 {
		return f.constant(int64(k))
	}
	n := z.parts[0].length()
	for _, q := range z.parts[1:] {
		n = f.prim("int.min", n, q.length())
	}
	return n
}

func (z *zipped) at(i *val) *val {
	elems := make([]*val, len(z.parts))
	for k, q := range z.parts {
		elems[k] = q.at(i)
	}
	return z.f.tupleOf(elems)
}

// end takes from the parts before the shortest one what comes after the last tuple, as Python does before it finds that
// there is no further one.
func (z *zipped) end() {
	if len(z.parts) > 0 {
		z.endFrom(0, z.length())
	}
}

func (z *zipped) endFrom(i int, n *val) *val {
	f, q := z.f, z.parts[i]
	out := func() *val { f.ended(q); return z.uneven(i, n) }
	if i == len(z.parts)-1 && !z.strict {
		f.ended(q)
		return f.none()
	}
	return f.cond(f.prim("int.lt", n, q.length()), func() *val {
		if q.busy {
			if x := q.at(n); f.dead || isErr(x.T) {
				return x
			}
		}
		if i == len(z.parts)-1 {
			return f.none()
		}
		return z.endFrom(i+1, n)
	}, func() *val {
		if x := out(); f.dead {
			return x
		}
		return f.none()
	})
}

// uneven raises what zip(strict=True) does when part i is the first that has ended and others have not.
func (z *zipped) uneven(i int, n *val) *val {
	f := z.f
	switch {
	case f.dead || !z.strict:
		return f.none()
	case i > 0:
		return f.raiseText("ValueError", fmt.Sprintf("zip() argument %d is shorter than argument%s", i+1, upTo(i)))
	}
	return z.longer(1, n)
}

// longer looks for a part from k on that has not ended.
func (z *zipped) longer(k int, n *val) *val {
	f := z.f
	if k >= len(z.parts) {
		return f.none()
	}
	return f.cond(f.prim("int.lt", n, z.parts[k].length()), func() *val {
		return f.raiseText("ValueError", fmt.Sprintf("zip() argument %d is longer than argument%s", k+1, upTo(k)))
	}, func() *val {
		f.ended(z.parts[k])
		return z.longer(k+1, n)
	})
}

// upTo names the first k arguments as Python does.
func upTo(k int) string {
	if k == 1 {
		return " 1"
	}
	return fmt.Sprintf("s 1-%d", k)
}

func (f *frame) mapSeq(parts []*val) (*sequence, bool) {
	z, ok := f.zipSeq(parts[1:], false)
	if !ok {
		return nil, false
	}
	at := z.at
	s := *z
	s.busy = true
	s.at = func(i *val) *val {
		args := at(i)
		if isErr(args.T) {
			return args
		}
		return f.lazily(parts[0], args.parts)
	}
	return &s, true
}
