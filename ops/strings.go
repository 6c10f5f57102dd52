package ops

import (
	"fmt"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// StrConcat is a + b.
type StrConcat struct{ strOp }

// StrEq is a == b.
type StrEq struct{ strOp }

// StrLt is a < b, by code points.
type StrLt struct{ strOp }

// StrLen is the number of code points.
type StrLen struct{ strOp }

// StrHash is a number that equal strings have in common (FNV-1a of the bytes, 64 bits).
type StrHash struct{ strOp }

// StrIndex is character i, in range.
type StrIndex struct{ strOp }

// StrSlice takes characters. Operands: s, start, step, len.
type StrSlice struct{ strOp }

// StrRepeat is s * n.
type StrRepeat struct{ strOp }

// StrContains tests whether the second string occurs in the first.
type StrContains struct{ strOp }

// StrJoin joins a vec of strings. Operands: separator, vec.
type StrJoin struct{ strOp }

// StrIsNumber tests whether StrToNumber succeeds; with Wide, whether a wider int could hold the number.
type StrIsNumber struct {
	strOp
	To   dtype.Type
	Wide bool
}

// StrToNumber parses as int(s) or float(s) does; 0 if it is no number.
type StrToNumber struct {
	strOp
	To dtype.Type
}

// Format is the text of a number, string or array as str (Conv "str") or repr
// shows it, or a text with what is not ASCII escaped ("ascii"); Kind "np" is NumPy's scalar, "py" Python's.
type Format struct {
	strOp
	Kind, Conv string
}

// FormatOK tests whether a format specification fits the value. Operands: x,
// spec.
type FormatOK struct {
	strOp
	Kind string
}

// FormatSpec is format(x, spec). Operands: x, spec.
type FormatSpec struct {
	strOp
	Kind string
}

// strOp is what string primitives share.
type strOp struct{ pure }

var texts = []Decl{
	{StrConcat{}, Traits{ZeroBecause("a text carries no derivative"), noTexts, lives(Fresh, Consume, Borrow), Barrier, Native, CostDear}},
	{StrEq{}, Traits{ZeroBecause("a text carries no derivative"), noTexts, borrowing, Barrier, Native, CostDear}},
	{StrLt{}, Traits{ZeroBecause("a text carries no derivative"), noTexts, borrowing, Barrier, Native, CostDear}},
	{StrLen{}, Traits{ZeroBecause("a text carries no derivative"), noTexts, borrowing, Barrier, Native, CostDear}},
	{StrHash{}, Traits{ZeroBecause("a text carries no derivative"), noTexts, borrowing, Barrier, Native, CostDear}},
	{StrIndex{}, Traits{ZeroBecause("a text carries no derivative"), noTexts, borrowing, Barrier, Native, CostDear}},
	{StrSlice{}, Traits{ZeroBecause("a text carries no derivative"), noTexts, borrowing, Barrier, Native, CostDear}},
	{StrRepeat{}, Traits{ZeroBecause("a text carries no derivative"), noTexts, borrowing, Barrier, Native, CostDear}},
	{StrContains{}, Traits{ZeroBecause("a text carries no derivative"), noTexts, borrowing, Barrier, Native, CostDear}},
	{StrJoin{}, Traits{ZeroBecause("a text carries no derivative"), noTexts, borrowing, Barrier, Host, CostDear}},
	{StrIsNumber{}, Traits{ZeroBecause("a text carries no derivative"), noTexts, borrowing, Barrier, Host, CostDear}},
	{StrToNumber{}, Traits{RefusedBecause("a text carries no derivative"), noTexts, borrowing, Barrier, Host, CostDear}},
	{Format{}, Traits{ZeroBecause("a text carries no derivative"), noTexts, borrowing, Barrier, Host, CostDear}},
	{FormatOK{}, Traits{ZeroBecause("a text carries no derivative"), noTexts, borrowing, Barrier, Host, CostDear}},
	{FormatSpec{}, Traits{ZeroBecause("a text carries no derivative"), noTexts, borrowing, Barrier, Host, CostDear}},
}

var noTexts = Unbatched("there are no arrays of texts")

func (StrConcat) OpName() string   { return "str.concat" }
func (StrEq) OpName() string       { return "str.eq" }
func (StrLt) OpName() string       { return "str.lt" }
func (StrLen) OpName() string      { return "str.len" }
func (StrHash) OpName() string     { return "str.hash" }
func (StrIndex) OpName() string    { return "str.index" }
func (StrSlice) OpName() string    { return "str.slice" }
func (StrRepeat) OpName() string   { return "str.repeat" }
func (StrContains) OpName() string { return "str.contains" }
func (StrJoin) OpName() string     { return "str.join" }
func (StrIsNumber) OpName() string { return "str.is_number" }
func (StrToNumber) OpName() string { return "str.to_number" }
func (Format) OpName() string      { return "format" }
func (FormatOK) OpName() string    { return "format.ok" }
func (FormatSpec) OpName() string  { return "format.spec" }

// Infer gives str.
func (StrConcat) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return given(types.Str, takes(n, aString, aString))
}

// Infer gives bool.
func (StrEq) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return given(types.CoreBool, takes(n, aString, aString))
}

// Infer gives bool.
func (StrLt) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return given(types.CoreBool, takes(n, aString, aString))
}

// Infer gives i64.
func (StrLen) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return given(types.CoreI64, takes(n, aString))
}

// Infer gives i64.
func (StrHash) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return given(types.CoreI64, takes(n, aString))
}

// Infer gives str.
func (StrIndex) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return given(types.Str, takes(n, aString, anI64))
}

// Infer gives str.
func (StrSlice) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return given(types.Str, takes(n, aString, anI64, anI64, anI64))
}

// Infer gives str.
func (StrRepeat) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return given(types.Str, takes(n, aString, anI64))
}

// Infer gives bool.
func (StrContains) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return given(types.CoreBool, takes(n, aString, aString))
}

// Infer gives str.
func (StrJoin) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return given(types.Str, takes(n, aString, aVec))
}

// Infer gives bool.
func (StrIsNumber) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return given(types.CoreBool, takes(n, aString))
}

// Infer gives the number's type.
func (o StrToNumber) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	err := takes(n, aString)
	if o.To.Class() == dtype.Truth {
		err = fmt.Errorf("gives no %s", o.To)
	}
	return given(types.Scalar(o.To), err)
}

// Infer gives str.
func (Format) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return given(types.Str, takes(n, aPrinted))
}

// Infer gives bool.
func (FormatOK) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return given(types.CoreBool, takes(n, aPrinted, aString))
}

// Infer gives str.
func (FormatSpec) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return given(types.Str, takes(n, aPrinted, aString))
}
