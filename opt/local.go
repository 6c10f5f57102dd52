package opt

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// local rewrites a node by what its operands are, where attributes or any
// number of operands keep the rewrite from being a rule as data. All of these
// are exact and keep derivatives. Other operations stay as they are.
//
// What is taken of a part stays so in a function that updates arrays: the array
// below may be another by then, and would be copied to be read as it was.
func local(b *ir.Builder, n *ir.Node, args []*ir.Value, updates bool) (*ir.Value, bool) {
	switch op := n.Op.(type) {
	case ops.Reshape:
		return reshaped(b, n, op, args)
	case ops.Index:
		if !updates {
			return taken(b, op, args)
		}
	case ops.Gather:
		if !updates {
			return gathered(b, op, args)
		}
	case ops.Dim:
		if types.DimsOf(args[0].Type)[op.Axis].IsConst() {
			return ops.Size(b, args[0], op.Axis), true
		}
		if size, x, _ := ops.SizeBelow(args[0], op.Axis); size != nil || x != nil {
			return ops.Size(b, args[0], op.Axis), true
		}
	case ops.VecLen:
		return length(b, args[0])
	case ops.AccGet:
		return accumulated(b, n.Results[0].Type, args[0])
	case ops.NodeGet:
		return field(op, args[0])
	case ops.Elementwise:
		return plain(b, op, args)
	}
	return nil, false
}

// updatesArrays reports whether a function makes another version of an array.
func updatesArrays(f *ir.Func) bool {
	found := false
	f.Body.Each(func(n *ir.Node) {
		switch n.Op.(type) {
		case ops.IndexSet, ops.GatherSet:
			found = true
		}
	})
	return found
}

// length is how many rows were taken, or are there at first.
func length(b *ir.Builder, v *ir.Value) (*ir.Value, bool) {
	if v.Def == nil {
		return nil, false
	}
	switch v.Def.Op.(type) {
	case ops.VecSlice:
		return v.Def.Args[3], true
	case ops.VecNew:
		return b.Emit1(ops.Const{Value: int64(0)}), true
	}
	return nil, false
}

// field is what a record was made of:
//
//	before  %1 = node.new{Name="P"} %x %y;  %2 = node.get{Field=1} %1
//	after   %2 is %y
func field(op ops.NodeGet, record *ir.Value) (*ir.Value, bool) {
	if record.Def == nil {
		return nil, false
	}
	if _, ok := record.Def.Op.(ops.NodeNew); !ok {
		return nil, false
	}
	return record.Def.Args[op.Field], true
}

// reshaped leaves out the shape between two, and a reshape to the same shape:
//
//	before  %1 = reshape{Dims=[n, 1]} %x;  %2 = reshape{Dims=[n]} %1
//	after   %2 is %x, if %x is of shape [n]
func reshaped(b *ir.Builder, n *ir.Node, op ops.Reshape, args []*ir.Value) (*ir.Value, bool) {
	x := args[0]
	changed := false
	for x.Def != nil {
		inner, ok := x.Def.Op.(ops.Reshape)
		if !ok || len(inner.Dims) == 0 {
			break
		}
		x, changed = x.Def.Args[0], true
	}
	switch {
	case types.Equal(x.Type, n.Results[0].Type):
		return x, true
	case changed:
		return b.Emit1(op, append([]*ir.Value{x}, args[1:]...)...), true
	}
	return nil, false
}

// taken reads what is taken of a part from the array below:
//
//	before  %1 = index{Axes=[0]} %m, %i;  %2 = index{Axes=[0]} %1, %j
//	after   %2 = index{Axes=[0, 1]} %m, %i, %j
func taken(b *ir.Builder, op ops.Index, args []*ir.Value) (*ir.Value, bool) {
	if def := args[0].Def; def != nil {
		switch def.Op.(type) {
		case ops.Index, ops.Transpose:
			v := ops.Take(b, args[0], ops.PartsOf(op, args))
			return v, v.Def.Args[0] != args[0]
		}
	}
	return nil, false
}

// gathered reads rows of what an index of the first axes left from the array
// below.
func gathered(b *ir.Builder, op ops.Gather, args []*ir.Value) (*ir.Value, bool) {
	if def := args[0].Def; def != nil && op.Lead == 0 {
		if _, ok := def.Op.(ops.Index); ok {
			v := ops.Rows(b, args[0], args[1])
			return v, v.Def.Args[0] != args[0]
		}
	}
	return nil, false
}

// accumulated is the sum in an accumulator that was null before:
//
//	before  %a = null;  %b = acc.add %a, %x;  %c = acc.add %b, %y;  %d = acc.get %c
//	after   %d = add %x, %y
func accumulated(b *ir.Builder, t types.Type, acc *ir.Value) (*ir.Value, bool) {
	var terms []*ir.Value // the last first
	for acc.Def != nil {
		switch acc.Def.Op.(type) {
		case ops.AccAdd:
			if !types.Equal(acc.Def.Args[1].Type, t) {
				return nil, false // sizes of other names
			}
			terms = append(terms, acc.Def.Args[1])
			acc = acc.Def.Args[0]
			continue
		case ops.AccDup:
			acc = acc.Def.Args[0]
			continue
		case ops.Null:
			if len(terms) == 0 {
				return nil, false
			}
			sum := terms[len(terms)-1]
			for i := len(terms) - 2; i >= 0; i-- {
				sum = b.Emit1(ops.Add, sum, terms[i])
			}
			return sum, true
		}
		return nil, false
	}
	return nil, false
}

// plain is the product of a derivative by a constant that is a number and not 0, which annihilates nothing:
//
//	before  %c = const{Value=2e+00};  %1 = scale %ct, %c
//	after   %1 = mul %ct, %c
func plain(b *ir.Builder, op ops.Elementwise, args []*ir.Value) (*ir.Value, bool) {
	if op == ops.Scale && (neverZero(args[0]) || neverZero(args[1])) {
		return b.Emit1(ops.Mul, args...), true
	}
	return nil, false
}

// neverZero reports whether v is a finite constant that is not 0, or repeats one.
func neverZero(v *ir.Value) bool {
	if v.Def == nil {
		return false
	}
	switch op := v.Def.Op.(type) {
	case ops.Broadcast:
		return neverZero(v.Def.Args[0])
	case ops.Const:
		switch x := op.Value.(type) {
		case float64:
			return x != 0 && x-x == 0
		case float32:
			return x != 0 && x-x == 0
		}
	}
	return false
}
