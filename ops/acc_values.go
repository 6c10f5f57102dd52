package ops

import "github.com/myia-lang/myia/types"

// AccRecord is the value of a node's accumulator: the fields that were added
// to, with their types.
type AccRecord struct {
	Fields []Value
	Types  []types.Type // nil where nothing was added
	shared bool         // somebody else holds it: copied before it is changed
}

// share marks an accumulator that is held twice from now on.
func share(v Value) Value {
	switch a := v.Ref.(type) {
	case *Acc:
		a.Owned = false
		return Value{Ref: &Acc{T: a.T}}
	case *AccVec:
		a.shared = true
	case *AccRecord:
		a.shared = true
	}
	return v
}

func sharedIf(yes bool, vs []Value) []Value {
	if !yes || vs == nil {
		return vs
	}
	out := make([]Value, len(vs))
	for i, v := range vs {
		out[i] = share(v)
	}
	return out
}

// own gives a record that may be changed.
func (r *AccRecord) own() *AccRecord {
	if r == nil {
		return &AccRecord{}
	}
	if !r.shared {
		return r
	}
	return &AccRecord{Fields: sharedIf(true, r.Fields), Types: append([]types.Type{}, r.Types...)}
}

// own gives a vec that may be changed.
func (a *AccVec) own() *AccVec {
	if !a.shared {
		return a
	}
	out := &AccVec{Elems: a.Elems, Rows: make([][]Value, len(a.Rows))}
	for i, row := range a.Rows {
		if row != nil {
			out.Rows[i] = sharedIf(true, row)
		}
	}
	return out
}

func (r *AccRecord) add(k int, t types.Type, v Value) error {
	for len(r.Fields) <= k {
		r.Fields, r.Types = append(r.Fields, Value{}), append(r.Types, nil)
	}
	if t == nil {
		return nil
	}
	if r.Types[k] == nil {
		r.Fields[k], r.Types[k] = v, t
		return nil
	}
	s, err := mergeLeaf(t, r.Fields[k], v)
	r.Fields[k] = s
	return err
}

// AccVec is the value of a vec's accumulator: rows that were added to, nil
// where nothing was.
type AccVec struct {
	Elems  []types.Type
	Rows   [][]Value
	shared bool // somebody else holds it: copied before it is changed
}

func (a *AccVec) add(elems []types.Type, i int, row []Value) error {
	for len(a.Rows) <= i {
		a.Rows = append(a.Rows, nil)
	}
	if a.Rows[i] == nil {
		a.Rows[i] = append([]Value{}, row...)
		return nil
	}
	for k, v := range row {
		s, err := mergeLeaf(elems[k], a.Rows[i][k], v)
		if err != nil {
			return err
		}
		a.Rows[i][k] = s
	}
	return nil
}
