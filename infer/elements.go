package infer

import (
	"math"
	"strconv"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// className is the name of the class that an element type is.
func className(d dtype.Type) string { return d.Module() + "." + d.NumPy() }

// dtypeUnit is the dtype of an element type.
func (f *frame) dtypeUnit(d dtype.Type) *val {
	return f.unit(types.Static{Kind: "dtype", Name: d.String()})
}

// callElement calls a class of NumPy scalars, such as np.int8: of a text as int
// and float read it, of no argument zero, and an array of an array.
func (f *frame) callElement(d dtype.Type, pos, kw []*val) *val {
	switch {
	case len(kw) > 0 || len(pos) > 1:
		return f.errorf(diag.BadArguments, "%s takes one positional argument at most", className(d))
	case len(pos) == 0:
		pos = []*val{f.constant(int64(0))}
	}
	x := pos[0]
	if u, ok := x.T.(types.Union); ok {
		return f.distribute(x, u, func(m *val) *val { return f.callElement(d, []*val{m}, nil) }, className(d))
	}
	n, isNumber := typed.AsNumber(x.T)
	switch {
	case d.Class() == dtype.Truth && (x.T == types.Str || x.T == types.None):
		x = f.truth(x)
	case x.T == types.Str && d.IsFloat():
		x = f.prim("float", x)
	case x.T == types.Str && d.Class() == dtype.Uint && d.Bits() == 64 && isWide(x):
		return f.wide(d, x)
	case x.T == types.Str:
		x = f.prim("int", x)
	case d.Foreign() != "" && !isErr(x.T) && (!isNumber || len(n.Dims) > 0):
		return f.errorf(diag.BadOperand, "expected number, got %s", typed.PyName(x.T))
	}
	return f.prim("np.asarray", x, f.dtypeUnit(d))
}

// isWide reports whether x is the text of a number that is above the ints.
func isWide(x *val) bool {
	text, _ := x.known.(string)
	n, err := strconv.ParseUint(text, 10, 64)
	return err == nil && n > math.MaxInt64
}

// wide makes a number that is above the ints of its halves.
func (f *frame) wide(d dtype.Type, x *val) *val {
	n, _ := strconv.ParseUint(x.known.(string), 10, 64)
	half := func(n uint64) *val { return f.prim("np.asarray", f.constant(int64(n)), f.dtypeUnit(d)) }
	return f.prim("op.|", f.prim("op.<<", half(n>>32), half(32)), half(n&math.MaxUint32))
}

// elementOf gives the element type that an argument stands for, as dtype= does.
func (f *frame) elementOf(x *val) (dtype.Type, bool) {
	a := typed.Arg{T: x.T}
	if x.T == types.Str {
		if a.Known, a.IsKnown = f.demand(x); !a.IsKnown {
			f.errorf(diag.BadDType, "the name of a dtype must be known at compile time")
			return 0, false
		}
	}
	d, err := typed.DTypeOf(a)
	switch {
	case err == nil:
		return d, true
	case isErr(x.T):
	case err.Limit:
		f.limit(err.Code, "", "%s", err.Msg)
	default:
		f.errorf(err.Code, "%s", err.Msg)
	}
	return 0, false
}

// callDType is np.dtype(x).
func (f *frame) callDType(pos []*val, _ []string, _ []*val) *val {
	if d, ok := f.elementOf(pos[0]); ok {
		return f.dtypeUnit(d)
	}
	return errVal()
}

// callIssubdtype is np.issubdtype(x, class), of a class of element types or of
// one.
func (f *frame) callIssubdtype(pos []*val, _ []string, _ []*val) *val {
	d, ok := f.elementOf(pos[0])
	if !ok {
		return errVal()
	}
	if class, ok := abstractClass(pos[1].T); ok {
		is, _ := d.Is(class)
		return f.constant(is)
	}
	of, ok := f.elementOf(pos[1])
	if !ok {
		return errVal()
	}
	return f.constant(d == of)
}

// abstractClass is NumPy's name of a class of element types.
func abstractClass(t types.Type) (string, bool) {
	s, ok := t.(types.Static)
	if !ok || s.Kind != "builtin" {
		return "", false
	}
	class, _ := strings.CutPrefix(s.Name, "np.")
	_, ok = dtype.Type(0).Is(class)
	return class, ok
}

// callIinfo is np.iinfo(x), callFinfo np.finfo(x): the limits of an element
// type, or of that of a number.
func (f *frame) callIinfo(pos []*val, _ []string, _ []*val) *val { return f.limits("iinfo", pos[0]) }

func (f *frame) callFinfo(pos []*val, _ []string, _ []*val) *val { return f.limits("finfo", pos[0]) }

func (f *frame) limits(kind string, x *val) *val {
	var d dtype.Type
	if n, ok := typed.AsNumber(x.T); ok {
		d = n.DType
	} else if d, ok = f.elementOf(x); !ok {
		return errVal()
	}
	isInt := d.Class() == dtype.Int || d.Class() == dtype.Uint
	if isInt != (kind == "iinfo") || !isInt && !d.IsFloat() || d.Foreign() != "" {
		return f.errorf(diag.BadDType, "np.%s has nothing of %s", kind, d.NumPy())
	}
	return f.unit(types.Static{Kind: kind, Name: d.String()})
}

// limitAttr is an attribute of what np.iinfo and np.finfo give: Python ints, and
// numbers of the float type.
func (f *frame) limitAttr(t types.Static, name string) (*val, bool) {
	d, _ := dtype.ByName(t.Name)
	switch name {
	case "bits":
		return f.constant(int64(d.Bits())), true
	case "dtype":
		return f.dtypeUnit(d), true
	}
	if !d.IsFloat() {
		return f.intLimit(d, name)
	}
	l := d.Limits()
	x, ok := map[string]float64{
		"max": l.Max, "min": -l.Max, "tiny": l.Tiny, "smallest_normal": l.Tiny, "smallest_subnormal": l.Smallest, "eps": l.Eps,
	}[name]
	if !ok {
		return nil, false
	}
	return f.prim("np.asarray", f.constant(x), f.dtypeUnit(d)), true
}

func (f *frame) intLimit(d dtype.Type, name string) (*val, bool) {
	least, most, bounded := d.Bounds()
	if !bounded {
		least, most = math.MinInt64, math.MaxInt64
	}
	switch name {
	case "min":
		return f.constant(least), true
	case "max":
		if d.Class() == dtype.Uint && d.Bits() == 64 {
			return f.limit(diag.LargeInteger, "np.uint64 makes a NumPy scalar of it", "an integer of more than 64 bits: the largest %s", d.NumPy()), true
		}
		return f.constant(most), true
	}
	return nil, false
}

// dtypeAttr is an attribute of a dtype.
func (f *frame) dtypeAttr(d dtype.Type, name string) (*val, bool) {
	switch name {
	case "name":
		return f.constant(d.NumPy()), true
	case "itemsize":
		return f.constant(int64(d.Size())), true
	case "kind":
		return f.constant(d.Kind()), true
	case "type":
		return f.builtin(className(d)), true
	}
	return nil, false
}
