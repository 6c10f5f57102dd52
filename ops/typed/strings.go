package typed

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Strings lists what strings and printing are made of.
func Strings() []*Prim {
	return []*Prim{
		{Name: "str", Sig: "x", Doc: "Text of a number or an array as print shows it.", Type: fixed(types.Str), Lower: lowerText("str")},
		{Name: "str.ascii", Sig: "s", Doc: "A text with what is not ASCII escaped.", Type: fixed(types.Str), Lower: lowerText("ascii")},
		{Name: "repr", Sig: "x", Doc: "Text of a value as the interpreter shows it.", Type: fixed(types.Str), Lower: lowerText("repr")},
		{Name: "str.format", Sig: "x, spec", Doc: "Text by a format specification.", Type: formatType, Lower: lowerFormat, Effects: ir.Check},
		{Name: "str.len", Sig: "s", Doc: "Number of characters.", Type: fixed(types.Int), Lower: lowerOps(ops.StrLen{})},
		{Name: "str.contains", Sig: "s, sub", Doc: "Whether sub occurs in s.", Type: func(c *CallInfo) (types.Type, error) {
			if c.Args[1].T != types.Str {
				return nil, Errorf(diag.BadOperand, 1, "'in <string>' requires string as left operand, not %s", PyName(c.Args[1].T))
			}
			return types.Bool, nil
		}, Lower: lowerOps(ops.StrContains{})},
		{Name: "str.at", Sig: "s, i", Doc: "Character at a counter in range.", Type: fixed(types.Str), Lower: lowerOps(ops.StrIndex{})},
		{Name: "str.get", Sig: "s, i", Doc: "s[i].", Type: func(c *CallInfo) (types.Type, error) {
			if !IsIndex(c.Args[1].T) {
				return nil, Errorf(diag.BadIndex, 1, "string indices must be integers, not '%s'", PyName(c.Args[1].T))
			}
			return types.Str, nil
		}, Lower: func(l *Lowering) []*ir.Value {
			n := l.One(ops.StrLen{}, l.Leaf(0))
			i := l.indexInto(l.Int(l.Leaf(1)), n, "string index out of range")
			return []*ir.Value{l.One(ops.StrIndex{}, l.Leaf(0), i)}
		}},
		{Name: "str.slice", Sig: "s, i", Doc: "s[lo:hi:step].", Type: fixed(types.Str), Lower: func(l *Lowering) []*ir.Value {
			start, step, n := l.sliceBounds(l.Args[1], l.One(ops.StrLen{}, l.Leaf(0)))
			return []*ir.Value{l.One(ops.StrSlice{}, l.Leaf(0), start, step, n)}
		}},
		{Name: "str.join", Method: "join", On: "str", Sig: "sep, xs", List: "xs", Doc: "The strings of a list with sep between them.", Type: joinType, Lower: lowerJoin},
		{Name: "io.write", Sig: "text", Doc: "Writes text to standard output.", Type: fixed(types.None), Effects: ir.IO, Lower: func(l *Lowering) []*ir.Value {
			l.B.Emit(ops.Print{}, l.Leaf(0))
			return nil
		}},
		{Name: "int", Sig: "x=0", Doc: "Conversion to int.", Type: intType, Lower: lowerInt, Fold: func(c *CallInfo) (any, bool) { k, ok := c.Args[0].Known.(int64); return k, ok }},
		{Name: "float", Sig: "x=0.0", Doc: "Conversion to float.", Type: floatType, Lower: lowerFloat, Fold: func(c *CallInfo) (any, bool) { k, ok := knownFloat(c.Args[0].Known); return k, ok }},
	}
}

// lowerText formats a number or array; the kind tells Python's numbers from
// NumPy's.
func lowerText(conv string) func(l *Lowering) []*ir.Value {
	return func(l *Lowering) []*ir.Value {
		return []*ir.Value{l.One(ops.Format{Conv: conv, Kind: textKind(l.Args[0].T)}, l.Leaf(0))}
	}
}

// textKind is "py" for Python's values and "np" for NumPy's.
func textKind(t types.Type) string {
	if _, ok := t.(types.Array); ok {
		return "np"
	}
	return "py"
}

func formatType(c *CallInfo) (types.Type, error) {
	if c.Args[1].T != types.Str {
		return nil, Errorf(diag.BadOperand, 1, "a format specification must be a str, not %s", PyName(c.Args[1].T))
	}
	switch t := c.Args[0].T.(type) {
	case types.Basic:
		if t == types.Int || t == types.Float || t == types.Bool || t == types.Str {
			return types.Str, nil
		}
	case types.Array:
		if len(t.Dims) == 0 {
			return types.Str, nil
		}
	}
	return nil, Errorf(diag.BadFormat, 0, "unsupported format string passed to %s.__format__", PyName(c.Args[0].T))
}

// lowerFormat checks the specification and formats.
func lowerFormat(l *Lowering) []*ir.Value {
	kind := textKind(l.Args[0].T)
	ok := l.One(ops.FormatOK{Kind: kind}, l.Leaf(0), l.Leaf(1))
	l.Check(ok, "ValueError", "Invalid format specifier '{1}'", l.Leaf(0), l.Leaf(1))
	return []*ir.Value{l.One(ops.FormatSpec{Kind: kind}, l.Leaf(0), l.Leaf(1))}
}

func joinType(c *CallInfo) (types.Type, error) {
	if list, ok := c.Args[1].T.(types.List); ok {
		for _, t := range list.Elems {
			if t != types.Str && t != types.Never {
				return nil, Errorf(diag.BadJoin, 1, "sequence item: expected str instance, %s found", PyName(t)).WithHelp("str makes a text of each")
			}
		}
		return types.Str, nil
	}
	if tup, ok := c.Args[1].T.(types.Tuple); ok {
		for _, t := range tup.Elems {
			if t != types.Str {
				return nil, Errorf(diag.BadJoin, 1, "sequence item: expected str instance, %s found", PyName(t))
			}
		}
		return types.Str, nil
	}
	return nil, Errorf(diag.BadJoin, 1, "can only join a list or tuple of strings, not %s", PyName(c.Args[1].T))
}

// lowerJoin joins the leaves of an exact sequence, or a vec at run time.
func lowerJoin(l *Lowering) []*ir.Value {
	sep := l.Leaf(0)
	if leaves := l.Args[1].Leaves; len(leaves) != 1 || !isVec(leaves[0].Type) {
		if len(leaves) == 0 {
			return []*ir.Value{l.Str("")}
		}
		acc := leaves[0]
		for _, s := range leaves[1:] {
			acc = l.One(ops.StrConcat{}, l.One(ops.StrConcat{}, acc, sep), s)
		}
		return []*ir.Value{acc}
	}
	if len(l.Leaf(1).Type.(types.Vec).Elems) == 0 {
		return []*ir.Value{l.Str("")}
	}
	return []*ir.Value{l.One(ops.StrJoin{}, sep, l.Leaf(1))}
}

func intType(c *CallInfo) (types.Type, error) {
	t := c.Args[0].T
	n, ok := AsNumber(t)
	if ok && len(n.Dims) == 0 || t == types.Str {
		return types.Int, nil
	}
	if ok {
		return nil, notOneElement(0, n.Dims)
	}
	return nil, Errorf(diag.BadOperand, 0, "int() argument must be a number, not '%s'", PyName(t))
}

func lowerInt(l *Lowering) []*ir.Value {
	x := l.Leaf(0)
	if l.Args[0].T == types.Str {
		l.Check(l.One(ops.StrIsNumber{To: dtype.I64, Wide: true}, x), "ValueError", "invalid literal for int() with base 10: {0!r}", x)
		l.Check(l.One(ops.StrIsNumber{To: dtype.I64}, x), "OverflowError", "int too large for 64 bits: {0}", x)
		return []*ir.Value{l.One(ops.StrToNumber{To: dtype.I64}, x)}
	}
	if d, _ := types.ElemDType(x.Type); d.IsFloat() {
		x = l.Cast(x, dtype.F64)
		l.Check(l.One(ops.Not, l.One(ops.IsNan, x)), "ValueError", "cannot convert float NaN to integer")
		l.Check(l.One(ops.Not, l.One(ops.IsInf, x)), "OverflowError", "cannot convert float infinity to integer")
		lim := l.F(9223372036854775808, dtype.F64)
		t := l.One(ops.Trunc, x)
		ok := l.One(ops.And, l.One(ops.Lt, t, lim), l.One(ops.Ge, t, l.One(ops.Neg, lim)))
		l.Check(ok, "OverflowError", "int too large for 64 bits: int({0})", x)
	}
	return []*ir.Value{l.Int(x)}
}

func floatType(c *CallInfo) (types.Type, error) {
	t := c.Args[0].T
	n, ok := AsNumber(t)
	if ok && len(n.Dims) == 0 || t == types.Str {
		return types.Float, nil
	}
	if ok {
		return nil, notOneElement(0, n.Dims)
	}
	return nil, Errorf(diag.BadOperand, 0, "float() argument must be a string or a real number, not '%s'", PyName(t))
}

func lowerFloat(l *Lowering) []*ir.Value {
	x := l.Leaf(0)
	if l.Args[0].T == types.Str {
		l.Check(l.One(ops.StrIsNumber{To: dtype.F64}, x), "ValueError", "could not convert string to float: {0!r}", x)
		return []*ir.Value{l.One(ops.StrToNumber{To: dtype.F64}, x)}
	}
	return []*ir.Value{l.Cast(x, dtype.F64)}
}
