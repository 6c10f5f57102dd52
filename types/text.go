package types

import (
	"strconv"
	"strings"
)

// compound is a type with parts. It writes them one after another, since a text that is made of theirs would be copied at
// each level of a deep type.
type compound interface {
	Type
	write(sb *strings.Builder)
}

func textOf(t compound) string {
	var sb strings.Builder
	t.write(&sb)
	return sb.String()
}

func write(sb *strings.Builder, t Type) {
	if c, ok := t.(compound); ok {
		c.write(sb)
	} else {
		sb.WriteString(t.String())
	}
}

// writeParts writes types between two texts.
func writeParts(sb *strings.Builder, open string, ts []Type, between, shut string) {
	sb.WriteString(open)
	for i, t := range ts {
		if i > 0 {
			sb.WriteString(between)
		}
		write(sb, t)
	}
	sb.WriteString(shut)
}

func (t Tuple) write(sb *strings.Builder) { writeParts(sb, "tuple[", t.Elems, ", ", "]") }
func (t Object) write(sb *strings.Builder) {
	writeParts(sb, classText(t.Class)+"[", t.Fields, ", ", "]")
}
func (t Union) write(sb *strings.Builder) { writeParts(sb, "", t.Members, " | ", "") }
func (t Vec) write(sb *strings.Builder)   { writeParts(sb, "vec<", t.Elems, ", ", ">") }
func (t Opt) write(sb *strings.Builder)   { writeParts(sb, "", []Type{t.Elem}, "", "?") }

func (t Iter) write(sb *strings.Builder) {
	kind := t.Kind
	if kind == RunTuple {
		kind = runTuple
	}
	writeParts(sb, kind+"[", t.Parts, ", ", "]")
}

func (t Bound) write(sb *strings.Builder) {
	writeParts(sb, t.By.word()+"{"+strings.Join(t.By.items(), ", ")+"}[", t.Parts, ", ", "]")
}

func (t List) write(sb *strings.Builder) {
	open := "list["
	if t.Exact {
		open = "list[="
	}
	writeParts(sb, open, t.Elems, ", ", "]")
}

func (t Func) write(sb *strings.Builder) {
	if len(t.Captures) == 0 {
		sb.WriteString("function " + NameText(t.Name))
		return
	}
	writeParts(sb, "function "+NameText(t.Name)+"[", t.Captures, ", ", "]")
}

func (t Dict) write(sb *strings.Builder) {
	sb.WriteString("dict[")
	for i, n := range t.Names {
		if i > 0 {
			sb.WriteString(", ")
		}
		sb.WriteString(strconv.Quote(n) + ": ")
		write(sb, t.Elems[i])
	}
	sb.WriteString("]")
}

func (t Tuple) String() string  { return textOf(t) }
func (t List) String() string   { return textOf(t) }
func (t Dict) String() string   { return textOf(t) }
func (t Object) String() string { return textOf(t) }
func (t Iter) String() string   { return textOf(t) }
func (t Func) String() string   { return textOf(t) }
func (t Bound) String() string  { return textOf(t) }
func (t Union) String() string  { return textOf(t) }
func (t Vec) String() string    { return textOf(t) }
func (t Opt) String() string    { return textOf(t) }
