package llvm

import (
	"math"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// byteCount is the size of an array in bytes, -1 if 64 bits cannot hold it.
func (f *fn) byteCount(dims []ins.Value, d dtype.Type) ins.Value {
	bytes := int64(d.Size())
	var sizes []ins.Value
	for _, x := range dims {
		n, known := x.Known()
		switch {
		case !known:
			sizes = append(sizes, x)
		case n > 0 && bytes > math.MaxInt64/n:
			return ins.Size(-1)
		default:
			bytes *= n
		}
	}
	product, wraps := ins.Int(ins.I64, bytes), ins.False
	if bytes == 0 || len(sizes) == 0 {
		return product
	}
	for _, x := range sizes {
		both := f.Call(withOverflow("umul", ins.I64), product, x)
		product = f.Extract(both, 0)
		wraps = f.Binary(ins.Or, wraps, f.Extract(both, 1))
	}
	return f.Select(wraps, ins.Size(-1), product)
}

// newArray allocates. The owner is the data.
func (f *fn) newArray(t types.Array, dims []ins.Value) val {
	p := f.need(f.Call(rtAlloc, f.ctx, f.byteCount(dims, t.DType)))
	return append(val{p, p}, dims...)
}

func (f *fn) constDims(t types.Array) []ins.Value {
	var out []ins.Value
	for _, d := range t.Dims {
		out = append(out, ins.Size(d.Const))
	}
	return out
}

// sizesOf gives the size of each of dims: constants, or the operands from first on.
func (f *fn) sizesOf(n *ir.Node, first int, dims []types.Dim) []ins.Value {
	var out []ins.Value
	for _, d := range dims {
		if d.IsConst() {
			out = append(out, ins.Size(d.Const))
			continue
		}
		out = append(out, f.vals[n.Args[first]][0])
		first++
	}
	return out
}

// dim is a size.
func (f *fn) dim(n *ir.Node) val { return val{f.vals[n.Args[0]][2+n.Op.(ops.Dim).Axis]} }

// elem loads an element.
func (f *fn) elem(n *ir.Node) val {
	x := f.vals[n.Args[0]]
	return val{f.loadElem(n.Args[0].Type.(types.Array).DType, x[0], f.linear(x[2:], f.scalars(n.Args[1:])))}
}

// reshape is the same data under other sizes, or the only element.
func (f *fn) reshape(n *ir.Node) val {
	x, dims := f.vals[n.Args[0]], n.Op.(ops.Reshape).Dims
	if len(dims) == 0 {
		return val{f.loadElem(n.Args[0].Type.(types.Array).DType, x[0], ins.Size(0))}
	}
	return append(val{x[0], x[1]}, f.sizesOf(n, 1, dims)...)
}

// makeArray stores scalars.
func (f *fn) makeArray(n *ir.Node) val {
	t := n.Results[0].Type.(types.Array)
	x := f.newArray(t, f.constDims(t))
	for i, a := range n.Args {
		f.storeElem(t.DType, x[0], ins.Size(i), f.vals[a][0])
	}
	return x
}

// scalars gives the registers of scalars.
func (f *fn) scalars(vs []*ir.Value) []ins.Value {
	out := make([]ins.Value, len(vs))
	for i, v := range vs {
		out[i] = f.vals[v][0]
	}
	return out
}

// index loads an element or points to a part.
func (f *fn) index(n *ir.Node) error {
	op, t := n.Op.(ops.Index), n.Args[0].Type.(types.Array)
	x, at := f.vals[n.Args[0]], f.scalars(n.Args[1:])
	if len(op.Axes) == len(t.Dims) {
		f.vals[n.Results[0]] = val{f.loadElem(t.DType, x[0], f.linear(x[2:], at))}
		return nil
	}
	if !ops.IsView(n) {
		return unsupported(n)
	}
	k := len(op.Axes)
	dims := append([]ins.Value{}, x[2+k:]...)
	if len(op.Slices) > 0 {
		dims[0] = at[k+2]
		some := f.Cmp(ins.NE, dims[0], ins.Size(0)) // an empty slice may start anywhere
		at[k] = f.Select(some, at[k], ins.Size(0))
		k++
	}
	off := f.linear(x[2:], at[:k])
	off = f.mul(off, f.mul(f.product(x[2+k:]), ins.Size(t.DType.Size())))
	f.bind(n.Results[0], append(val{f.Element(ins.I8, x[0], off), x[1]}, dims...))
	return nil
}

// concat copies runs of bytes.
func (f *fn) concat(n *ir.Node) error {
	op, t := n.Op.(ops.Concat), n.Results[0].Type.(types.Array)
	first := f.vals[n.Args[0]]
	dims := append([]ins.Value{}, first[2:]...)
	total := ins.Size(0)
	for _, a := range n.Args {
		total = f.add(total, f.vals[a][2+op.Axis])
	}
	dims[op.Axis] = total
	out := f.newArray(t, dims)
	outer := f.product(dims[:op.Axis])
	inner := f.mul(f.product(dims[op.Axis+1:]), ins.Size(t.DType.Size()))
	stride := f.mul(total, inner)
	f.loopBy(ins.Size(0), outer, 1, func(o ins.Value) {
		at := f.mul(o, stride)
		for _, a := range n.Args {
			x := f.vals[a]
			bytes := f.mul(x[2+op.Axis], inner)
			to := f.Element(ins.I8, out[0], at)
			f.copyBytes(to, f.Element(ins.I8, x[0], f.mul(o, bytes)), bytes)
			at = f.add(at, bytes)
		}
	})
	f.bind(n.Results[0], out)
	return nil
}

// matrix is an operand of a matrix product as the run-time library takes it: how far apart its rows and columns are.
type matrix struct{ data, rows, cols, rowStride, colStride ins.Value }

func matrixOf(x val, transposed bool) matrix {
	r := len(x)
	m := matrix{x[0], x[r-2], x[r-1], x[r-1], ins.Size(1)}
	if transposed {
		m.rows, m.cols, m.rowStride, m.colStride = m.cols, m.rows, m.colStride, m.rowStride
	}
	return m
}

// matmul calls the run-time library's product, once for each matrix of a batch. One that annihilates adds nothing up where
// a matrix is zero.
func (f *fn) matmul(n *ir.Node) error {
	op, t := n.Op.(ops.Matmul), n.Results[0].Type.(types.Array)
	x, r := f.vals[n.Args[0]], len(t.Dims)
	a, b := matrixOf(x, op.TransA), matrixOf(f.vals[n.Args[1]], op.TransB)
	batch := x[2:r]
	out := f.newArray(t, append(append([]ins.Value{}, batch...), a.rows, b.cols))
	one := func(i ins.Value) {
		part := func(p, count ins.Value) ins.Value {
			if i.Is(0) {
				return p
			}
			return f.Element(ins.I8, p, f.mul(f.mul(i, count), ins.Size(t.DType.Size())))
		}
		na, nb := f.mul(a.rows, a.cols), f.mul(a.cols, b.cols)
		pa, pb, inner := part(a.data, na), part(b.data, nb), a.cols
		if op.Annihilates {
			zeroA := f.Call(zeros(t.DType), pa, na)
			zero := f.Binary(ins.Or, zeroA, f.Call(zeros(t.DType), pb, nb)) // for nearly all arrays the first element tells
			inner = f.Select(zero, ins.Size(0), inner)
		}
		to := part(out[0], f.mul(a.rows, b.cols))
		st := f.Call(product(t.DType, f.p.tiled[t.DType]), f.ctx, a.rows, b.cols, inner,
			pa, a.rowStride, a.colStride, pb, b.rowStride, b.colStride, to)
		f.failIf(f.nonzero(st), nil)
	}
	if r == 2 {
		one(ins.Size(0))
	} else {
		f.loopBy(ins.Size(0), f.product(batch), 1, one)
	}
	f.bind(n.Results[0], out)
	return nil
}
