package text

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/tensor"
)

// Str is str(x) of an int64, float64, bool, string or *tensor.Tensor (rank 0:
// a NumPy scalar).
func Str(x any) string {
	switch x := x.(type) {
	case string:
		return x
	case *tensor.Tensor:
		if len(x.Shape) == 0 {
			return scalar(x)
		}
		return array(x, 0, " ")
	}
	return Repr(x)
}

// Repr is repr(x).
func Repr(x any) string {
	switch x := x.(type) {
	case int64:
		return strconv.FormatInt(x, 10)
	case float64:
		return Float(x)
	case bool:
		if x {
			return "True"
		}
		return "False"
	case string:
		return Quote(x)
	case nil:
		return "None"
	case *tensor.Tensor:
		return reprTensor(x)
	}
	return fmt.Sprint(x)
}

func scalar(x *tensor.Tensor) string { return number(x.DType, x.At(0)) }

// number is NumPy's text of a number, alone.
func number(d dtype.Type, x any) string {
	switch x := x.(type) {
	case float32:
		return Number(float64(x), d)
	case uint64:
		return strconv.FormatUint(x, 10)
	}
	return Repr(x)
}

func reprTensor(x *tensor.Tensor) string {
	if len(x.Shape) == 0 {
		if x.DType == dtype.Bool {
			return "np." + scalar(x) + "_"
		}
		if x.DType.IsFloat() && x.DType.Digits() == 0 {
			return scalar(x)
		}
		return "np." + x.DType.NumPy() + "(" + scalar(x) + ")"
	}
	const head = "array("
	out := head + array(x, len(head), ", ")
	var extras []string
	if x.Len() == 0 && len(x.Shape) > 1 || x.Len() > threshold {
		extras = append(extras, "shape="+shapeText(x.Shape))
	}
	if !implied(x) {
		extras = append(extras, "dtype="+x.DType.NumPy())
	}
	extra := strings.Join(extras, ", ") + ")"
	if len(extras) == 0 {
		return out + extra
	}
	gap := " "
	if last := out[strings.LastIndexByte(out, '\n')+1:]; len(last+",")+len(extra)+1 > lineWidth {
		gap = "\n" + strings.Repeat(" ", len(head))
	}
	return out + "," + gap + extra
}

// implied reports whether the elements tell their type.
func implied(x *tensor.Tensor) bool {
	return x.Len() > 0 && (x.DType == dtype.Bool || x.DType == dtype.I64 || x.DType == dtype.F64)
}

func shapeText(shape []int) string {
	parts := make([]string, len(shape))
	for i, n := range shape {
		parts[i] = strconv.Itoa(n)
	}
	if len(parts) == 1 {
		return "(" + parts[0] + ",)"
	}
	return "(" + strings.Join(parts, ", ") + ")"
}

// NumPy's print options.
const (
	lineWidth = 75
	precision = 8
	threshold = 1000
	edge      = 3
)

// array lays elements out in nested brackets. head is the width of what stands
// before them in repr, where a parenthesis follows; sep stands between elements.
func array(x *tensor.Tensor, head int, sep string) string {
	if x.Len() == 0 {
		return "[]"
	}
	short := x.Len() > threshold
	p := &printer{x: x, sep: sep, short: short, width: lineWidth}
	if head > 0 {
		p.width--
	}
	p.cells = p.format(visible(x, short))
	return p.nest(0, 0, strings.Repeat(" ", head))
}

// visible lists the offsets of the elements that are shown.
func visible(x *tensor.Tensor, short bool) []int {
	var out []int
	var walk func(axis, at int)
	strides := tensor.Strides(x.Shape)
	walk = func(axis, at int) {
		if axis == len(x.Shape) {
			out = append(out, at)
			return
		}
		n := x.Shape[axis]
		for i := 0; i < n; i++ {
			if short && n > 2*edge && i == edge {
				i = n - edge
			}
			walk(axis+1, at+i*strides[axis])
		}
	}
	walk(0, 0)
	return out
}

type printer struct {
	x     *tensor.Tensor
	sep   string
	short bool
	width int // of lines
	cells map[int]string
}

// nest prints axis from element offset at on. prefix is the indentation of
// continuation lines.
func (p *printer) nest(axis, at int, prefix string) string {
	n := p.x.Shape[axis]
	strides := tensor.Strides(p.x.Shape)
	if axis == len(p.x.Shape)-1 {
		return p.line(n, at, prefix)
	}
	var sb strings.Builder
	sb.WriteString("[")
	gap := strings.TrimRight(p.sep, " ") + strings.Repeat("\n", len(p.x.Shape)-axis-1) + prefix + " "
	first := true
	for i := 0; i < n; i++ {
		if !first {
			sb.WriteString(gap)
		}
		first = false
		if p.short && n > 2*edge && i == edge {
			sb.WriteString("...")
			i = n - edge - 1
			continue
		}
		sb.WriteString(p.nest(axis+1, at+i*strides[axis], prefix+" "))
	}
	return sb.String() + "]"
}

// line prints the innermost axis, broken at the line width.
func (p *printer) line(n, at int, prefix string) string {
	var words []string
	for i := 0; i < n; i++ {
		if p.short && n > 2*edge && i == edge {
			words = append(words, "...")
			i = n - edge - 1
			continue
		}
		words = append(words, p.cells[at+i])
	}
	out, cur := "", prefix+" "
	limit := p.width - max(len(strings.TrimRight(p.sep, " ")), len(p.x.Shape))
	for i, w := range words {
		if i > 0 && len(cur)+len(w) > limit {
			out += strings.TrimRight(cur, " ") + "\n"
			cur = prefix + " "
		}
		cur += w
		if i < len(words)-1 {
			cur += p.sep
		}
	}
	return "[" + (out + cur)[len(prefix)+1:] + "]"
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// format makes the texts of the elements at the offsets, padded to one width.
func (p *printer) format(at []int) map[int]string {
	texts := make([]string, len(at))
	if d := p.x.DType; d.IsFloat() && d.Digits() > 0 {
		xs := make([]float64, len(at))
		for i, k := range at {
			xs[i] = p.x.Float(k)
		}
		texts = floats(xs, d)
	} else {
		for i, k := range at {
			texts[i] = number(d, p.x.At(k))
		}
	}
	width := 0
	if p.x.DType == dtype.Bool { // all are as wide as False
		width = len("False")
	}
	for _, t := range texts {
		if p.x.DType.Digits() > 0 || !p.x.DType.IsFloat() { // those of ml_dtypes are not aligned
			width = max(width, len(t))
		}
	}
	out := map[int]string{}
	for i, k := range at {
		out[k] = strings.Repeat(" ", max(width-len(texts[i]), 0)) + texts[i]
	}
	return out
}
