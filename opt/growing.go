package opt

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// What a loop carries and only adds to is never less than what it was at first:
//
//	before  while %i = 2 { … } { (%i) -> %1 = add %i, %one;  %2 = fits.add %i, %one;  check %2;  yield %1 }
//	after   the same, and %i is at least 2 in it

// pair are the operands of a sum.
type pair struct{ a, b *ir.Value }

// sums knows which sums are checked to fit, by the region in which that is, and what was found by that.
type sums struct {
	checked map[*ir.Region]map[pair]bool
	outer   map[*ir.Region]*ir.Region
	grown   map[pair]bool
}

func sumsOf(f *ir.Func) *sums {
	s := &sums{map[*ir.Region]map[pair]bool{}, map[*ir.Region]*ir.Region{}, map[pair]bool{}}
	s.region(f.Body)
	return s
}

func (s *sums) region(r *ir.Region) {
	for _, n := range r.Nodes {
		for _, sub := range n.Regions {
			s.outer[sub] = r
			s.region(sub)
		}
		if _, check := n.Op.(ops.Check); !check {
			continue
		}
		if op, args := elementwise(n.Args[0]); op == ops.FitsAdd {
			if s.checked[r] == nil {
				s.checked[r] = map[pair]bool{}
			}
			s.checked[r][pair{args[0], args[1]}] = true
		}
	}
}

// fits reports whether a sum in a region fits wherever a trip of a loop with that region ends.
func (s *sums) fits(in *ir.Region, args []*ir.Value) bool {
	for ; in != nil; in = s.outer[in] {
		if s.checked[in][pair{args[0], args[1]}] {
			return true
		}
	}
	return false
}

// grows reports whether v, of a region, is p or more.
func (s *sums) grows(v, p *ir.Value, in *ir.Region) bool {
	if v == p {
		return true
	}
	found, known := s.grown[pair{v, p}]
	if !known {
		found = v.Def != nil && v.Type == types.CoreI64 && s.made(v, p, in)
		s.grown[pair{v, p}] = found
	}
	return found
}

// made is grows of what a node makes.
func (s *sums) made(v, p *ir.Value, in *ir.Region) bool {
	n := v.Def
	k := slices.Index(n.Results, v)
	switch n.Op.(type) {
	case ops.Elementwise:
		op, args := elementwise(v)
		if op != ops.Add {
			return false
		}
		by, known := intOf(args[1])
		return known && by >= 0 && s.fits(in, args) && s.grows(args[0], p, in)
	case ops.If:
		a, b := n.Regions[0], n.Regions[1]
		return s.grows(a.Results[k], p, a) && s.grows(b.Results[k], p, b)
	case ops.For:
		body := n.Regions[0]
		return s.grows(body.Results[k], body.Params[1+k], body) && s.grows(n.Args[1+k], p, in)
	}
	return false
}

// grown notes of the parameters of a loop's region, in front of it, those that only grow from what the loop starts with.
func (s *simplifier) grown(n *ir.Node, region int, ps, args []*ir.Value) {
	switch n.Op.(type) {
	case ops.For:
		body := n.Regions[0]
		for k, p := range body.Params[1:] {
			if s.sums.grows(body.Results[k], p, body) {
				s.least[ps[1+k]] = s.interval(args[1+k], 0).lo
			}
		}
	case ops.While:
		cond, body := n.Regions[0], n.Regions[1]
		for i, p := range body.Params {
			for k, q := range cond.Params {
				if cond.Results[1+i] != q || !s.sums.grows(body.Results[k], p, body) {
					continue
				}
				at := k
				if region == 1 {
					at = i
				}
				s.least[ps[at]] = s.interval(args[k], 0).lo
			}
		}
	}
}

// entered notes in the body of a while loop that its condition holds, as far as that is a comparison of what is passed on.
func (s *simplifier) entered(c *ir.Copier, loop *ir.Node, ps []*ir.Value) {
	cond := loop.Regions[0]
	op, args := elementwise(cond.Results[0])
	if len(args) != 2 {
		return
	}
	passed := make([]*ir.Value, len(args))
	for i, a := range args {
		passed[i] = a
		for k, v := range cond.Results[1:] {
			if v == a {
				passed[i] = ps[k]
			}
		}
		if passed[i] == a && definedIn(cond, a) {
			return
		}
		passed[i] = c.Get(passed[i])
	}
	s.assume(c.B, s.shared(c, op, passed, c.B.Emit1(op, passed...))[0], true)
}

// definedIn reports whether a region makes a value itself.
func definedIn(r *ir.Region, v *ir.Value) bool {
	for _, p := range r.Params {
		if p == v {
			return true
		}
	}
	for _, n := range r.Nodes {
		for _, x := range n.Results {
			if x == v {
				return true
			}
		}
	}
	return false
}
