package ir

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/types"
)

// This file writes and reads what functions and classes of surface IR are beside their code. Of structs only the fields
// that are set are written: {Name="C", Eq=true}. Places in the source are not.

var spanType = reflect.TypeFor[source.Span]()

// written reports whether a field of a struct is in the text.
func written(f reflect.StructField, v reflect.Value) bool {
	if k := v.Kind(); k == reflect.Slice || k == reflect.Map {
		return v.Len() > 0
	}
	return f.Type != spanType && !v.IsZero()
}

// record writes a struct, or what a pointer points to.
func record(x any) string {
	v := reflect.Indirect(reflect.ValueOf(x))
	var out []string
	for i := range v.NumField() {
		if f := v.Type().Field(i); written(f, v.Field(i)) {
			out = append(out, f.Name+"="+attribute(v.Field(i).Interface()))
		}
	}
	return "{" + strings.Join(out, ", ") + "}"
}

// table writes a map of strings.
func table(v reflect.Value) string {
	var out []string
	for it := v.MapRange(); it.Next(); {
		out = append(out, strconv.Quote(it.Key().String())+": "+strconv.Quote(it.Value().String()))
	}
	slices.Sort(out)
	return "{" + strings.Join(out, ", ") + "}"
}

// record reads a struct. Its fields come in their order, each once at most.
func (c *cursor) record(v reflect.Value) {
	c.want("{")
	next := 0
	c.list("}", func() {
		c.blank()
		start := c.at
		f, ok := v.Type().FieldByName(c.word())
		if !ok || f.Index[0] < next || f.Type == spanType {
			c.fail(start, "want a field of %s that comes after those before", v.Type().Name())
			return
		}
		next = f.Index[0] + 1
		c.want("=")
		c.field(v.FieldByIndex(f.Index))
	})
}

// table reads a map of strings.
func (c *cursor) table(v reflect.Value) {
	v.Set(reflect.MakeMap(v.Type()))
	c.want("{")
	c.list("}", func() {
		key := c.quoted()
		c.want(":")
		v.SetMapIndex(reflect.ValueOf(key), reflect.ValueOf(c.quoted()))
	})
}

// class reads a class of the program.
func (p *parser) class() {
	start := p.at
	k := &Class{}
	p.record(reflect.ValueOf(k).Elem())
	if p.m.Class(k.Name) != nil {
		p.fail(start, "the class %s is declared twice", k.Name)
	}
	p.m.Classes = append(p.m.Classes, k)
}

// named reads a recursive type and its parts.
func (p *parser) named() {
	start := p.at
	p.at -= len("named")
	t, ok := p.typ().(types.Named)
	if !ok {
		p.fail(start, "want a kind and a name")
		return
	}
	if p.m.NamedParts(t) != nil {
		p.fail(start, "the type %s is declared twice", t)
	}
	p.m.Named = append(p.m.Named, &NamedType{t, p.typeList()})
}

// signature writes how a function of surface IR is called, unless that is with its parameters by position or by name.
func (p *printer) signature(f *Func) string {
	if p.stage != Surface || f.Sig == nil || record(f.Sig) == record(plain(f.Params)) {
		return ""
	}
	return " takes " + record(f.Sig)
}

// signature reads it.
func (p *parser) signature() {
	switch {
	case p.accept("takes"):
		p.fn.Sig = &Signature{}
		p.record(reflect.ValueOf(p.fn.Sig).Elem())
	case p.m.Stage == Surface:
		p.fn.Sig = plain(p.fn.Params)
	}
}

// plain is the signature of a function that takes its parameters by position or by name.
func plain(params []*Value) *Signature {
	s := &Signature{}
	for _, v := range params {
		s.Names = append(s.Names, v.Name)
	}
	return s
}
