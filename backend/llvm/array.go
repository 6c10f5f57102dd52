package llvm

import (
	"fmt"
	"math"
	"strconv"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// mul multiplies sizes; constants are folded.
func (c *code) mul(a, b string) string {
	switch {
	case a == "1":
		return b
	case b == "1":
		return a
	case a == "0" || b == "0":
		return "0"
	case a[0] != '%' && b[0] != '%':
		return fold(a, b, func(x, y int64) int64 { return x * y })
	}
	return c.ins("mul i64 %s, %s", a, b)
}

func (c *code) add(a, b string) string {
	switch {
	case a == "0":
		return b
	case b == "0":
		return a
	case a[0] != '%' && b[0] != '%':
		return fold(a, b, func(x, y int64) int64 { return x + y })
	}
	return c.ins("add i64 %s, %s", a, b)
}

// fold computes with two constants.
func fold(a, b string, f func(x, y int64) int64) string {
	x, _ := strconv.ParseInt(a, 10, 64)
	y, _ := strconv.ParseInt(b, 10, 64)
	return strconv.FormatInt(f(x, y), 10)
}

func (c *code) product(xs []string) string {
	p := "1"
	for _, x := range xs {
		p = c.mul(p, x)
	}
	return p
}

// byteCount is the size of an array in bytes, -1 if 64 bits cannot hold it.
func (f *fn) byteCount(dims []string, d dtype.Type) string {
	bytes := int64(d.Size())
	var sizes []string
	for _, x := range dims {
		n, err := strconv.ParseInt(x, 10, 64)
		switch {
		case err != nil:
			sizes = append(sizes, x)
		case n > 0 && bytes > math.MaxInt64/n:
			return "-1"
		default:
			bytes *= n
		}
	}
	if bytes == 0 || len(sizes) == 0 {
		return fmt.Sprint(bytes)
	}
	f.needs.decl("declare { i64, i1 } @llvm.umul.with.overflow.i64(i64, i64)")
	product, wraps := fmt.Sprint(bytes), "false"
	for _, x := range sizes {
		both := f.ins("call { i64, i1 } @llvm.umul.with.overflow.i64(i64 %s, i64 %s)", product, x)
		product = f.ins("extractvalue { i64, i1 } %s, 0", both)
		wraps = f.ins("or i1 %s, %s", wraps, f.ins("extractvalue { i64, i1 } %s, 1", both))
	}
	return f.ins("select i1 %s, i64 -1, i64 %s", wraps, product)
}

// newArray allocates. The owner is the data.
func (f *fn) newArray(t types.Array, dims []string) val {
	p := f.need(f.ins("call ptr @rt_alloc(ptr %%ctx, i64 %s)", f.byteCount(dims, t.DType)))
	return append(val{p, p}, dims...)
}

func (f *fn) constDims(t types.Array) []string {
	var out []string
	for _, d := range t.Dims {
		out = append(out, fmt.Sprint(d.Const))
	}
	return out
}

// sizesOf gives the size of each of dims: constants, or the operands from first on.
func (f *fn) sizesOf(n *ir.Node, first int, dims []types.Dim) []string {
	var out []string
	for _, d := range dims {
		if d.IsConst() {
			out = append(out, fmt.Sprint(d.Const))
			continue
		}
		out = append(out, f.vals[n.Args[first]][0])
		first++
	}
	return out
}

// loadElem reads element i of an array of elements d.
func (c *code) loadElem(d dtype.Type, p, i string) string {
	at := c.ins("getelementptr %s, ptr %s, i64 %s", memType(d), p, i)
	return c.inRegister(d, c.ins("load %s, ptr %s", memType(d), at), 1)
}

func (c *code) storeElem(d dtype.Type, p, i, x string) {
	at := c.ins("getelementptr %s, ptr %s, i64 %s", memType(d), p, i)
	c.do("store %s %s, ptr %s", memType(d), c.inMemory(d, x, 1), at)
}

// linear is the offset of an index into contiguous sizes.
func (c *code) linear(dims, idx []string) string {
	off := idx[0]
	for i := 1; i < len(idx); i++ {
		off = c.add(c.mul(off, dims[i]), idx[i])
	}
	return off
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
		return val{f.loadElem(n.Args[0].Type.(types.Array).DType, x[0], "0")}
	}
	return append(val{x[0], x[1]}, f.sizesOf(n, 1, dims)...)
}

// makeArray stores scalars.
func (f *fn) makeArray(n *ir.Node) val {
	t := n.Results[0].Type.(types.Array)
	x := f.newArray(t, f.constDims(t))
	for i, a := range n.Args {
		f.storeElem(t.DType, x[0], fmt.Sprint(i), f.vals[a][0])
	}
	return x
}

// scalars gives the registers of scalars.
func (f *fn) scalars(vs []*ir.Value) []string {
	out := make([]string, len(vs))
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
	dims := append([]string{}, x[2+k:]...)
	if len(op.Slices) > 0 {
		dims[0] = at[k+2]
		some := f.ins("icmp ne i64 %s, 0", dims[0]) // an empty slice may start anywhere
		at[k] = f.ins("select i1 %s, i64 %s, i64 0", some, at[k])
		k++
	}
	off := f.mul(f.linear(x[2:], at[:k]), f.mul(f.product(x[2+k:]), fmt.Sprint(t.DType.Size())))
	f.bind(n.Results[0], append(val{f.ins("getelementptr i8, ptr %s, i64 %s", x[0], off), x[1]}, dims...))
	return nil
}

// concat copies runs of bytes.
func (f *fn) concat(n *ir.Node) error {
	op, t := n.Op.(ops.Concat), n.Results[0].Type.(types.Array)
	first := f.vals[n.Args[0]]
	dims := append([]string{}, first[2:]...)
	total := "0"
	for _, a := range n.Args {
		total = f.add(total, f.vals[a][2+op.Axis])
	}
	dims[op.Axis] = total
	out := f.newArray(t, dims)
	outer := f.product(dims[:op.Axis])
	inner := f.mul(f.product(dims[op.Axis+1:]), fmt.Sprint(t.DType.Size()))
	f.needs.decl("declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)")
	stride := f.mul(total, inner)
	f.loop("0", outer, func(o string) {
		at := f.mul(o, stride)
		for _, a := range n.Args {
			x := f.vals[a]
			bytes := f.mul(x[2+op.Axis], inner)
			to := f.ins("getelementptr i8, ptr %s, i64 %s", out[0], at)
			from := f.ins("getelementptr i8, ptr %s, i64 %s", x[0], f.mul(o, bytes))
			f.do("call void @llvm.memcpy.p0.p0.i64(ptr %s, ptr %s, i64 %s, i1 false)", to, from, bytes)
			at = f.add(at, bytes)
		}
	})
	f.bind(n.Results[0], out)
	return nil
}

// matmul calls the run-time library's product, once for each matrix of a batch. One that annihilates adds nothing up where
// a matrix is zero.
func (f *fn) matmul(n *ir.Node) error {
	op, t := n.Op.(ops.Matmul), n.Results[0].Type.(types.Array)
	a, b, r := f.vals[n.Args[0]], f.vals[n.Args[1]], len(t.Dims)
	da, db := a[2:], b[2:]
	m, k, ars, acs := da[r-2], da[r-1], da[r-1], "1"
	if op.TransA {
		m, k, ars, acs = da[r-1], da[r-2], "1", da[r-1]
	}
	cols, brs, bcs := db[r-1], db[r-1], "1"
	if op.TransB {
		cols, brs, bcs = db[r-2], "1", db[r-1]
	}
	dims := append(append([]string{}, da[:r-2]...), m, cols)
	out := f.newArray(t, dims)
	size := fmt.Sprint(t.DType.Size())
	name := "myia_matmul_" + t.DType.String()
	if f.p.tiled[t.DType] {
		name = "myia_tiled_" + t.DType.String()
	}
	f.needs.helper(name)
	one := func(i string) {
		part := func(p, count string) string {
			if i == "0" {
				return p
			}
			return f.ins("getelementptr i8, ptr %s, i64 %s", p, f.mul(f.mul(i, count), size))
		}
		na, nb := f.mul(m, k), f.mul(k, cols)
		pa, pb, inner := part(a[0], na), part(b[0], nb), k
		if op.Annihilates {
			zero := f.ins("or i1 %s, %s", f.allZero(t.DType, pa, na), f.allZero(t.DType, pb, nb))
			inner = f.ins("select i1 %s, i64 0, i64 %s", zero, k)
		}
		st := f.ins("call i32 @%s(ptr %%ctx, i64 %s, i64 %s, i64 %s, ptr %s, i64 %s, i64 %s, ptr %s, i64 %s, i64 %s, ptr %s)", name,
			m, cols, inner, pa, ars, acs, pb, brs, bcs, part(out[0], f.mul(m, cols)))
		f.failIf(f.ins("icmp ne i32 %s, 0", st), nil)
	}
	if r == 2 {
		one("0")
	} else {
		f.loop("0", f.product(da[:r-2]), one)
	}
	f.bind(n.Results[0], out)
	return nil
}

// allZero is whether n floats are all 0: for nearly all arrays the first tells.
func (f *fn) allZero(d dtype.Type, p, n string) string {
	name := fmt.Sprintf("myia_zeros_i%d", 8*d.Size())
	f.needs.helper(name)
	return f.ins("call i1 @%s(ptr %s, i64 %s)", name, p, n)
}
