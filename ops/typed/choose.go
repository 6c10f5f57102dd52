package typed

import (
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

func whereType(c *CallInfo) (types.Type, error) {
	var ns [3]Number
	for i := range ns {
		n, ok := AsNumber(c.Args[i].T)
		if !ok {
			return nil, notNumeric("np.where", i, c.Args[i].T)
		}
		ns[i] = n
	}
	p, a, b := ns[0], ns[1], ns[2]
	dims, err := BroadcastDims(p.Dims, a.Dims, b.Dims)
	if err != nil {
		return nil, err
	}
	d, err := Promote(a, b)
	if err != nil {
		return nil, err
	}
	return types.Array{DType: d, Dims: dims}, nil
}

func lowerWhere(l *Lowering) []*ir.Value {
	d := l.resDType()
	vs := l.Broadcast(l.Cast(l.Leaf(0), dtype.Bool), l.Cast(l.Leaf(1), d), l.Cast(l.Leaf(2), d)) // here Python's ints wrap
	return []*ir.Value{l.One(ops.Select{}, vs...)}
}

func clipType(c *CallInfo) (types.Type, error) {
	x, ok := AsNumber(c.Args[0].T)
	if !ok {
		return nil, notNumeric("np.clip", 0, c.Args[0].T)
	}
	for _, a := range c.Args[1:] {
		if a.T == types.None {
			continue
		}
		n, ok := AsNumber(a.T)
		if !ok {
			return nil, notNumeric("np.clip", 1, a.T)
		}
		d, err := Promote(x, n)
		if err != nil {
			return nil, err
		}
		dims, err := BroadcastDims(x.Dims, n.Dims)
		if err != nil {
			return nil, err
		}
		x = Number{DType: d, Dims: dims, Py: x.Py && n.Py}
	}
	return types.Array{DType: x.DType, Dims: x.Dims}, nil
}

func lowerClip(l *Lowering) []*ir.Value {
	d := l.resDType()
	x := l.Cast(l.Leaf(0), d)
	for i, core := range []ir.Op{ops.Maximum, ops.Minimum} {
		if l.Args[i+1].T == types.None {
			continue
		}
		vs := l.Broadcast(x, l.limit(i+1, d))
		x = l.One(core, vs...)
	}
	return []*ir.Value{x}
}

// limit is a limit of np.clip as a number of the elements' type: a Python int beyond all elements bounds nothing.
func (l *Lowering) limit(i int, d dtype.Type) *ir.Value {
	least, most, bounded := d.Bounds()
	if l.Args[i].T != types.Int || !bounded {
		return l.As(i, d)
	}
	v, core, end := l.Leaf(i), ir.Op(ops.Maximum), least
	if i == 2 {
		core, end = ops.Minimum, most
	}
	return l.numberAs(l.One(core, v, l.I64(end)), types.Int, d)
}
