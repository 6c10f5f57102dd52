package ins

import (
	"bytes"
	"strconv"
)

// Part says what memory an instruction reads or writes. Two parts are never one place, nor are elements of different types: so
// storing an element does not end what was known of a length. Calls may read and write all.
type Part uint8

// The parts.
const (
	AnyPart Part = iota
	Header       // of a container: how many elements there are
	Element      // of an array, a container or a record, always read as the type as which it was written
)

// In says of the last instruction, a load or a store, what memory it reads or writes.
func (f *Func) In(p Part) {
	i := f.at.insts[len(f.at.insts)-1]
	must(i.op == opLoad || i.op == opStore, "%s has no memory", i.op)
	i.part = p
}

// LoadOf reads from a part of memory.
func (f *Func) LoadOf(p Part, t Type, at Value) Value {
	v := f.Load(t, at)
	f.In(p)
	return v
}

// StoreOf writes to a part of memory.
func (f *Func) StoreOf(p Part, x, at Value) {
	f.Store(x, at)
	f.In(p)
}

// tag is the number of the metadata of what an instruction reads or writes; 0: it may be anything.
func (i *Inst) tag() int {
	t := i.typ
	if i.op == opStore {
		t = i.args[0].typ
	}
	switch {
	case i.part == AnyPart || t.Lanes() > 1:
		return 0
	case i.part == Header:
		return 3
	}
	for k, s := range elementTypes {
		if t.Equal(s) {
			return 5 + 2*k
		}
	}
	return 0
}

// elementTypes are those of which elements are told apart.
var elementTypes = []Type{Ptr, I8, I16, I32, I64, Float, Double}

const tagged = ", !tbaa !"

func (i *Inst) appendTag(b []byte) []byte {
	if n := i.tag(); n != 0 {
		return strconv.AppendInt(append(b, tagged...), int64(n), 10)
	}
	return b
}

// appendTags writes what the numbers mean, if any is used.
func appendTags(b []byte) []byte {
	if !bytes.Contains(b, []byte(tagged)) {
		return b
	}
	b = append(b, "\n!1 = !{!\"memory\"}\n"...)
	write := func(n int, name string) {
		node := strconv.Itoa(n)
		b = append(b, "!"+node+" = !{!\""+name+"\", !1}\n!"+strconv.Itoa(n+1)+" = !{!"+node+", !"+node+", i64 0}\n"...)
	}
	write(2, "header")
	for k, t := range elementTypes {
		write(4+2*k, string(t.append(nil)))
	}
	return b
}
