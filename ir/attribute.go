package ir

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/types"
)

// fields lists the fields of an op that are its attributes. Pointers to
// declarations are none: the op's name says which.
func fields(op Op) []int {
	t := reflect.TypeOf(op)
	if t.Kind() != reflect.Struct {
		return nil
	}
	var out []int
	for i := range t.NumField() {
		if f := t.Field(i); f.IsExported() && !f.Anonymous && f.Type.Kind() != reflect.Pointer {
			out = append(out, i)
		}
	}
	return out
}

// attributes reads {Name=value, …} into a copy of op. All attributes are
// there, in the order of the op's fields.
func (c *cursor) attributes(op Op) Op {
	fs := fields(op)
	if len(fs) == 0 {
		return op
	}
	v := reflect.New(reflect.TypeOf(op)).Elem()
	v.Set(reflect.ValueOf(op))
	for i, k := range fs {
		if i == 0 {
			c.want("{")
		} else {
			c.want(",")
		}
		start, name := c.at, v.Type().Field(k).Name
		if got := c.word(); got != name {
			c.fail(start, "want the attribute %s of %s", name, op.OpName())
		}
		c.want("=")
		c.field(v.Field(k))
	}
	c.want("}")
	return v.Interface().(Op)
}

var typeType = reflect.TypeFor[types.Type]()

// Readable is an attribute whose type another package declares; String writes it.
type Readable interface {
	fmt.Stringer
	// Read gives what String wrote at the beginning of s, and what follows it, or where the error is.
	Read(s string) (x any, rest string, err error)
}

// field reads an attribute by its Go type.
func (c *cursor) field(v reflect.Value) {
	if c.err != nil {
		return
	}
	if r, ok := v.Interface().(Readable); ok {
		if x := read(c, r.Read); c.err == nil {
			v.Set(reflect.ValueOf(x))
		}
		return
	}
	switch p := v.Addr().Interface().(type) {
	case *dtype.Type:
		*p = read(c, types.ParseDType)
		return
	case *types.Dim:
		*p = read(c, types.ParseDim)
		return
	}
	c.blank()
	start := c.at
	switch v.Kind() {
	case reflect.String:
		v.SetString(c.quoted())
	case reflect.Bool:
		b, ok := c.literal().(bool)
		c.check(ok, start, "want true or false")
		v.SetBool(b)
	case reflect.Int, reflect.Int64:
		n, ok := c.literal().(int64)
		c.check(ok && !v.OverflowInt(n), start, "want a number")
		v.SetInt(n)
	case reflect.Slice:
		c.slice(v)
	case reflect.Map:
		c.table(v)
	case reflect.Struct:
		c.record(v)
	case reflect.Interface:
		var x any
		if v.Type() == typeType {
			x = c.typ()
		} else {
			x = c.literal()
		}
		if c.err == nil {
			v.Set(reflect.ValueOf(x))
		}
	default:
		c.fail(start, "an attribute of type %s cannot be read", v.Type())
	}
}

func (c *cursor) check(ok bool, start int, msg string) {
	if !ok {
		c.fail(start, "%s", msg)
	}
}

func (c *cursor) slice(v reflect.Value) {
	c.want("[")
	c.list("]", func() {
		x := reflect.New(v.Type().Elem()).Elem()
		c.field(x)
		v.Set(reflect.Append(v, x))
	})
}

// literal reads a constant; the text tells its Go type.
func (c *cursor) literal() any {
	c.blank()
	start := c.at
	if strings.HasPrefix(c.rest(), `"`) {
		return c.quoted()
	}
	n := strings.IndexAny(c.rest(), " ,]}\n\r\t#")
	if n < 0 {
		n = len(c.rest())
	}
	word := c.rest()[:n]
	c.at += n
	switch word {
	case "true":
		return true
	case "false":
		return false
	}
	if x, err := strconv.ParseInt(word, 10, 64); err == nil {
		return x
	}
	if x, ok := float(word); ok {
		return x
	}
	c.fail(start, "want a constant: a number, a string, true or false")
	return nil
}

// float reads a float64, or a float32, which ends in f.
func float(word string) (any, bool) {
	bits := 64
	if s, ok := strings.CutSuffix(word, "f"); ok && !strings.HasSuffix(word, "Inf") {
		word, bits = s, 32
	}
	if s, ok := strings.CutPrefix(word, "NaN("); ok {
		hex, ok := strings.CutSuffix(s, ")")
		b, err := strconv.ParseUint(hex, 16, bits)
		if bits == 32 {
			x := math.Float32frombits(uint32(b))
			return x, ok && err == nil && x != x
		}
		x := math.Float64frombits(b)
		return x, ok && err == nil && x != x
	}
	if strings.ContainsAny(word, "_xX") {
		return nil, false
	}
	x, err := strconv.ParseFloat(word, bits)
	if bits == 32 {
		return float32(x), err == nil
	}
	return x, err == nil
}
