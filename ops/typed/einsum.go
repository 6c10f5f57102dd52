package typed

import (
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// einsum sums products of arrays whose axes are named by letters: two at a time, by a batched matrix product.
func einsum() *Prim {
	return &Prim{Name: "np.einsum", Sig: "subscripts!, *operands", Doc: "Sums of products of arrays whose axes are named by letters, from the left by matrix products.",
		Type: einsumType, Lower: lowerEinsum, View: ofOne}
}

// subscripts are the letters of the axes of each operand and of the result.
type subscripts struct {
	in  []string
	out string
}

// parseSubscripts reads "ij,jk->ik"; without an arrow the letters of the result are those that occur once, in order.
func parseSubscripts(c *CallInfo) (subscripts, *Error) {
	text, ok := c.Args[0].Known.(string)
	if !ok {
		return subscripts{}, Limitf(diag.BadOperand, 0, "np.einsum takes its subscripts as a string first, not %s", PyName(c.Args[0].T))
	}
	text = strings.ReplaceAll(text, " ", "")
	if strings.Contains(text, "...") {
		return subscripts{}, Limitf(diag.BadOperand, 0, "an ellipsis in np.einsum is not taken yet: name each axis by a letter")
	}
	left, out, explicit := strings.Cut(text, "->")
	s := subscripts{strings.Split(left, ","), out}
	letters := strings.ReplaceAll(left, ",", "")
	for _, r := range letters + out {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') {
			return s, Errorf(diag.BadOperand, 0, "invalid subscript '%c' in np.einsum: subscripts must be letters", r)
		}
	}
	if !explicit {
		once := slices.DeleteFunc([]byte(letters), func(b byte) bool { return strings.Count(letters, string(b)) > 1 })
		slices.Sort(once)
		s.out = string(once)
	}
	for i, r := range s.out {
		switch {
		case !strings.ContainsRune(letters, r):
			return s, Errorf(diag.BadOperand, 0, "the output subscript '%c' never appeared in an input", r)
		case strings.ContainsRune(s.out[:i], r):
			return s, Errorf(diag.BadOperand, 0, "the output subscript '%c' appears multiple times", r)
		}
	}
	if len(s.in) != len(c.Args)-1 {
		return s, Errorf(diag.BadOperand, 0, "np.einsum names the axes of %d operands, and has %d", len(s.in), len(c.Args)-1)
	}
	return s, nil
}

func einsumType(c *CallInfo) (types.Type, error) {
	s, err := parseSubscripts(c)
	if err != nil {
		return nil, err
	}
	sizes := map[byte]types.Dim{}
	var d dtype.Type
	for i, letters := range s.in {
		n, ok := AsNumber(c.Args[i+1].T)
		if !ok {
			return nil, notNumeric("np.einsum", i+1, c.Args[i+1].T)
		}
		if len(n.Dims) != len(letters) {
			return nil, Errorf(diag.BadOperand, i+1, "einstein sum subscripts string names %d axes of operand %d, which has %d", len(letters), i, len(n.Dims))
		}
		if i == 0 {
			d = n.DType
		} else if d, ok = dtype.Promote(d, n.DType); !ok {
			return nil, Errorf(diag.BadOperand, i+1, "the operands of np.einsum have no common element type")
		}
		for k := range letters {
			known, seen := sizes[letters[k]]
			switch own := n.Dims[k]; {
			case !seen || !known.IsConst():
				sizes[letters[k]] = own
			case own.IsConst() && own != known:
				return nil, Errorf(diag.Broadcast, i+1, "operands could not be broadcast together: the sizes of '%c' are %s and %s", letters[k], known, own)
			}
		}
	}
	var dims []types.Dim
	for k := range s.out {
		dims = append(dims, sizes[s.out[k]])
	}
	return types.Array{DType: d, Dims: dims}, nil
}

// term is an array with letters for its axes.
type term struct {
	v       *ir.Value
	letters string
}

func lowerEinsum(l *Lowering) []*ir.Value {
	s, _ := parseSubscripts(l.CallInfo)
	d := l.resDType()
	if d == dtype.Bool { // counted, and the count is not 0
		d = dtype.I64
	}
	l.checkLetters(s)
	var product term
	for i, letters := range s.in {
		next := l.diagonal(term{l.Cast(l.Leaf(i+1), d), letters})
		later := s.out + strings.Join(s.in[i+1:], "")
		if i == 0 {
			product = next
			continue
		}
		product = l.contract(l.summed(product, next.letters+later), l.summed(next, product.letters+later), later)
	}
	product = l.summed(product, s.out)
	return []*ir.Value{l.Cast(l.permuted(product, s.out).v, l.resDType())}
}

// checkLetters checks that the sizes of axes with one letter are equal where types do not tell.
func (l *Lowering) checkLetters(s subscripts) {
	first := map[byte]*ir.Value{}
	for i, letters := range s.in {
		v := l.Leaf(i + 1)
		for k := range letters {
			n := l.Size(v, k)
			if have := first[letters[k]]; have != nil {
				l.Check(l.One(ops.Eq, n, have), "ValueError", "operands could not be broadcast together: the sizes {0} and {1} of '"+letters[k:k+1]+"' differ", have, n)
			} else {
				first[letters[k]] = n
			}
		}
	}
}

// diagonal leaves one axis of each letter: of two with the same letter, the elements where both indices are equal.
func (l *Lowering) diagonal(t term) term {
	for k := 0; k < len(t.letters); k++ {
		first := strings.IndexByte(t.letters, t.letters[k])
		if first == k {
			continue
		}
		dims, sizes := types.DimsOf(t.v.Type), l.Sizes(t.v)
		along := func(axis int) *ir.Value {
			flat := l.One(ops.Iota{Dim: dims[axis]}, sizes[axis])
			own, ones := make([]types.Dim, len(dims)), make([]*ir.Value, len(dims))
			for i := range own {
				own[i], ones[i] = types.C(1), l.I64(1)
			}
			own[axis], ones[axis] = dims[axis], sizes[axis]
			return l.BroadcastTo(l.Reshape(flat, own, ones), dims, sizes)
		}
		zero := ops.Like(l.B, t.v, 0)
		kept := l.One(ops.Select{}, l.One(ops.Eq, along(first), along(k)), t.v, zero)
		t = term{l.One(ops.Reduce{Kind: "sum", Axes: []int{k}}, kept), t.letters[:k] + t.letters[k+1:]}
		k--
	}
	return t
}

// summed adds up over the axes whose letters are not kept.
func (l *Lowering) summed(t term, kept string) term {
	var axes []int
	left := ""
	for k := range t.letters {
		if strings.IndexByte(kept, t.letters[k]) < 0 {
			axes = append(axes, k)
		} else {
			left += t.letters[k : k+1]
		}
	}
	if len(axes) == 0 {
		return t
	}
	return term{l.One(ops.Reduce{Kind: "sum", Axes: axes}, t.v), left}
}

// permuted brings the axes into the order of letters.
func (l *Lowering) permuted(t term, letters string) term {
	if t.letters == letters {
		return t
	}
	perm := make([]int, len(letters))
	for i := range letters {
		perm[i] = strings.IndexByte(t.letters, letters[i])
	}
	return term{l.One(ops.Transpose{Perm: perm}, t.v), letters}
}

// contract is the product of two terms, summed over the letters that both have and nothing later needs.
func (l *Lowering) contract(a, b term, later string) term {
	var batch, inner, left, right string
	for k := range a.letters {
		switch r := a.letters[k : k+1]; {
		case !strings.Contains(b.letters, r):
			left += r
		case strings.Contains(later, r):
			batch += r
		default:
			inner += r
		}
	}
	for k := range b.letters {
		if r := b.letters[k : k+1]; !strings.Contains(a.letters, r) {
			right += r
		}
	}
	x, y := l.permuted(a, batch+left+inner), l.permuted(b, batch+inner+right)
	xd, xs := types.DimsOf(x.v.Type), l.Sizes(x.v)
	yd, ys := types.DimsOf(y.v.Type), l.Sizes(y.v)
	i, j, k := len(batch), len(batch)+len(left), len(batch)+len(inner)
	groups := func(v *ir.Value, d []types.Dim, s []*ir.Value, at, to int) *ir.Value {
		dims, sizes := l.joined(d, s, at, to)
		return l.toShape(v, dims, sizes)
	}
	c := l.One(ops.Matmul{}, groups(x.v, xd, xs, i, j), groups(y.v, yd, ys, i, k))
	dims := slices.Concat(xd[:j], yd[k:])
	return term{l.toShape(c, dims, slices.Concat(xs[:j], ys[k:])), batch + left + right}
}

// joined makes one axis each of those before at, from at to to, and from there on; the first only if there are any.
func (l *Lowering) joined(dims []types.Dim, sizes []*ir.Value, at, to int) ([]types.Dim, []*ir.Value) {
	var out []types.Dim
	var of []*ir.Value
	groups := [][2]int{{0, at}, {at, to}, {to, len(dims)}}
	if at == 0 {
		groups = groups[1:]
	}
	for _, g := range groups {
		n := types.C(1)
		for _, d := range dims[g[0]:g[1]] {
			if !d.IsConst() || !n.IsConst() {
				n = types.N("?")
				continue
			}
			n = types.C(n.Const * d.Const)
		}
		out, of = append(out, n), append(of, l.count(sizes[g[0]:g[1]]))
	}
	return out, of
}
