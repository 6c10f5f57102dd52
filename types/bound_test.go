package types

import (
	"fmt"
	"reflect"
	"testing"
)

// bindings has one of each kind.
var bindings = []Binding{
	Method{"C.m"}, PrimMethod{"str.upper"}, Raisable{"KeyError"}, Cotangents{"grad"}, Super{"C"}, Made{"C", "__init__"}, Place{1, []string{"0", At}},
	Partial{2, []string{"b", "a"}}, Gradient{Name: "grad", Wrt: []Wrt{{At: -1}, {ByName: true, Name: "*"}}},
}

// TestBindings checks that a binding is another if any of its fields is.
func TestBindings(t *testing.T) {
	all := append([]Binding{}, bindings...)
	for _, b := range bindings {
		for i := range reflect.TypeOf(b).NumField() {
			v := reflect.New(reflect.TypeOf(b)).Elem()
			v.Set(reflect.ValueOf(b))
			for _, change := range changes(v.Field(i)) {
				v.Field(i).Set(change)
				all = append(all, v.Interface().(Binding))
			}
		}
	}
	if len(all) < 3*len(bindings) {
		t.Errorf("only %d bindings are compared", len(all))
	}
	var u Universe
	for i, a := range all {
		for k, b := range all {
			x, y := Bound{a, nil}, Bound{b, nil}
			if c := Compare(x, y); (c == 0) != (i == k) || c != -Compare(y, x) || Equal(x, y) != (i == k) || (u.ID(x) == u.ID(y)) != (i == k) {
				t.Errorf("%#v and %#v compare as %d", a, b, c)
			}
		}
	}
}

// changes gives other values of a field, one for each part of it that may be another.
func changes(v reflect.Value) (out []reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		out = append(out, reflect.ValueOf(!v.Bool()))
	case reflect.Int, reflect.Int64:
		out = append(out, reflect.ValueOf(v.Int()+7).Convert(v.Type()))
	case reflect.String:
		out = append(out, reflect.ValueOf(v.String()+"x"))
	case reflect.Struct:
		for i := range v.NumField() {
			for _, c := range changes(v.Field(i)) {
				s := reflect.New(v.Type()).Elem()
				s.Set(v)
				s.Field(i).Set(c)
				out = append(out, s)
			}
		}
	case reflect.Slice:
		out = append(out, v.Slice(0, v.Len()-1), v.Slice(1, v.Len()))
		for i := range v.Len() {
			for _, c := range changes(v.Index(i)) {
				s := reflect.AppendSlice(reflect.Zero(v.Type()), v)
				s.Index(i).Set(c)
				out = append(out, s)
			}
		}
	default:
		panic(fmt.Sprintf("a field is a %s", v.Kind()))
	}
	return out
}
