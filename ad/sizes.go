package ad

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
)

// Updates change no sizes. What a loop carries and only updates has the sizes that it had before the loop, so that they are
// no residual of each trip.

// ofVec stands for an axis: the length of a vec.
const ofVec = -1

// sizedLike gives a value made before v that has the size of v along an axis, or nil: v is carried by a loop, or is what the
// loop gives.
func (d *deriv) sizedLike(v *ir.Value, axis int) *ir.Value {
	n, r := v.Def, d.home[v]
	if n == nil {
		n = d.owner[r]
	}
	if n == nil {
		return nil
	}
	switch n.Op.(type) {
	case ops.For:
		body, k := n.Regions[0], slices.Index(n.Results, v)
		if v.Def == nil {
			k = slices.Index(body.Params, v) - 1
		}
		if k >= 0 && d.reaches(body.Results[k], body.Params[1+k], axis) {
			return n.Args[1+k]
		}
	case ops.While:
		cond, body := n.Regions[0], n.Regions[1]
		k := slices.Index(n.Results, v)
		if v.Def == nil {
			k = max(slices.Index(cond.Params, v), slices.Index(body.Params, v))
		}
		if k < len(cond.Params) && d.reaches(cond.Results[1+k], cond.Params[k], axis) && d.reaches(body.Results[k], body.Params[k], axis) {
			return n.Args[k]
		}
	}
	return nil
}

// reaches reports whether v has the size of a value p before it along an axis, because it is p after updates.
func (d *deriv) reaches(v, p *ir.Value, axis int) bool {
	for v != p {
		if v.Def == nil {
			return false
		}
		if _, ok := v.Def.Op.(ops.If); ok {
			k := slices.Index(v.Def.Results, v)
			return d.reaches(v.Def.Regions[0].Results[k], p, axis) && d.reaches(v.Def.Regions[1].Results[k], p, axis)
		}
		below := d.sizedLike(v, axis)
		if below == nil {
			below = unchanged(v.Def, axis)
		}
		if below == nil {
			return false
		}
		v = below
	}
	return true
}

// unchanged is the operand that has the size of a node's result along the same axis, or nil.
func unchanged(n *ir.Node, axis int) *ir.Value {
	if axis == ofVec {
		switch n.Op.(type) {
		case ops.VecSet, ops.VecSwap:
			return n.Args[0]
		}
		return nil
	}
	if size, x, k := ops.SizeBelow(n.Results[0], axis); size == nil && k == axis {
		return x
	}
	return nil
}
