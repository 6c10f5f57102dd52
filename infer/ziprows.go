package infer

import (
	"slices"

	"github.com/myia-lang/myia/types"
)

// zipRows is zip(*rows) of a list of run-time length. Rows of one known length have so many columns, each of a type of
// its own; but of no rows there is no column, so that the value is of one iterator or another. Of rows whose length is
// known at run time only, the columns are made as they are asked for; only these may be uneven. False if the rows are
// something else.
func (f *frame) zipRows(rows *val, strict bool) (*val, bool) {
	elem := rows.T.(types.List).Elems[0]
	if width := f.partTypes(elem); isRow(elem) && width != nil {
		return f.cond(f.truth(rows),
			func() *val { return f.columns(rows, len(width)) },
			func() *val { return f.product(types.Iter{Kind: types.ColumnZip}, nil) }), true
	}
	if elem == types.Never {
		return f.product(types.Iter{Kind: types.ColumnZip}, nil), true
	}
	if a, ok := elem.(types.Array); ok && len(a.Dims) > 0 || isRunList(elem) || types.IsRunTuple(elem) || elem == types.Str {
		kind := types.RowZip
		if strict {
			kind = types.StrictRowZip
		}
		return f.product(types.Iter{Kind: kind, Parts: []types.Type{rows.T}}, []*val{rows}), true
	}
	return nil, false
}

// unionIn finds the union that v is, or that an iterator is over, and how a member of it makes a value like v; nil if there
// is none.
func (f *frame) unionIn(v *val) (of *val, with func(m *val) *val) {
	if _, ok := v.T.(types.Union); ok {
		return v, func(m *val) *val { return m }
	}
	it, ok := v.T.(types.Iter)
	if !ok || usedUp(it) == "" {
		return nil, nil
	}
	for i, p := range f.partsOf(v) {
		if of, inner := f.unionIn(p); of != nil && usedUp(of.T) != "" {
			return of, func(m *val) *val {
				parts := slices.Clone(f.partsOf(v))
				parts[i] = inner(m)
				return f.product(types.Iter{Kind: it.Kind, Parts: valTypes(parts)}, parts)
			}
		}
	}
	return nil, nil
}

// isRow reports whether t is a tuple or a list of known length.
func isRow(t types.Type) bool {
	l, list := t.(types.List)
	return isTuple(t) || list && l.Exact
}

// columns transposes rows of n parts.
func (f *frame) columns(rows *val, n int) *val {
	out := make([]*val, n)
	s, _ := f.sequence(rows)
	for j := range out {
		out[j] = f.column(s, func(row *val) *val { return f.part(row, j) })
		if isErr(out[j].T) {
			return out[j]
		}
	}
	return f.product(types.Iter{Kind: types.ColumnZip, Parts: valTypes(out)}, out)
}

// column is the tuple of what take gives of each row.
func (f *frame) column(rows *sequence, take func(row *val) *val) *val {
	return f.runTuple(f.collect(rows, func(_, row, acc *val) *val { return f.push(acc, take(row)) }))
}

// rowsSeq is a sequence of columns, as many as the shortest row has elements. After the last one, strict looks whether
// the others have more.
func (f *frame) rowsSeq(rows *val, strict bool) (*sequence, bool) {
	s, _ := f.sequence(rows)
	widths := func() *val {
		return f.collect(s, func(_, row, acc *val) *val {
			r, _ := f.sequence(row)
			return f.push(acc, r.length())
		})
	}
	out := &sequence{static: -1,
		length: func() *val {
			return f.extremeOr("min", widths(), f.constant(int64(0)), func(acc, x *val) *val { return f.prim("int.min", acc, x) })
		},
		at: func(j *val) *val {
			return f.column(s, func(row *val) *val {
				r, _ := f.sequence(row)
				return r.at(j)
			})
		}}
	if strict {
		out.end = func() { f.call(f.library("zip_even"), []*val{widths()}, nil, nil) }
	}
	return out, true
}
