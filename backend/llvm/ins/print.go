package ins

import "strconv"

var linkages = [...]string{Internal: "internal ", Hidden: "hidden ", Exported: ""}

// String is the function's text.
func (f *Func) String() string { return string(f.Append(nil)) }

// Append writes the function; all its blocks must have an end, and all that are gone to must have been started.
func (f *Func) Append(b []byte) []byte {
	b = append(append(b, "define "...), linkages[f.Linkage]...)
	b = f.appendHead(b)
	b = append(b, " nounwind"...)
	if f.Attrs != "" {
		b = append(append(b, ' '), f.Attrs...)
	}
	b = append(b, " {\n"...)
	for i, block := range f.blocks {
		must(block.ended, "block %s has no end", block)
		b = append(block.append(b), ":\n"...)
		if i == 0 {
			b = f.appendInsts(b, f.allocas)
		}
		b = f.appendInsts(b, block.insts)
	}
	return append(b, "}\n"...)
}

func (f *Func) appendInsts(b []byte, insts []*Inst) []byte {
	for _, i := range insts {
		b = append(b, "  "...)
		if i.reg != 0 {
			b = strconv.AppendInt(append(b, "%t"...), int64(i.reg), 10)
			b = append(b, " = "...)
		}
		b = append(i.append(b, f), '\n')
	}
	return b
}

// appendHead writes what stands between the linkage and the attributes.
func (f *Func) appendHead(b []byte) []byte {
	b = appendResult(b, f.Result, f.Fast)
	b = append(appendSymbol(b, f.Name), '(')
	for i, p := range f.params {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = append(append(p.typ.append(b), " %"...), p.name...)
	}
	return append(b, ')')
}

func appendResult(b []byte, t Type, fast bool) []byte {
	if fast {
		b = append(b, "fastcc "...)
	}
	return append(t.append(b), ' ')
}

func (b *Block) append(out []byte) []byte {
	out = append(out, b.name...)
	if b.n != 0 {
		out = strconv.AppendInt(out, int64(b.n), 10)
	}
	return out
}

// appendTo writes the way to a block.
func appendTo(b []byte, to *Block) []byte {
	must(to.placed, "the way to block %s, which is not there", to)
	return to.append(append(b, "label %"...))
}

// append writes the instruction without its result.
func (i *Inst) append(b []byte, f *Func) []byte {
	switch i.op {
	case opCmp:
		b = append(append(b, i.pred.String()...), ' ')
		return appendPair(b, i.args, f)
	case opPhi:
		return i.appendPhi(b, f)
	case opCall:
		return i.appendCall(b, f)
	case opBr:
		return i.appendBranch(b, f)
	}
	b = append(append(b, i.op.String()...), ' ')
	switch {
	case i.op < lastBinary:
		return appendPair(b, i.args, f)
	case i.op < lastCast:
		return i.typ.append(append(i.args[0].appendTyped(b, f), " to "...))
	}
	switch i.op {
	case opLoad, opVolatile:
		b = append(i.typ.append(b), ", "...)
	case opElement, opInBounds:
		b = append(i.elem.append(b), ", "...)
	case opAlloca:
		b = i.elem.append(b)
	case opRet:
		if len(i.args) == 0 {
			return append(b, "void"...)
		}
	}
	b = appendList(b, i.args, f)
	switch i.op {
	case opExtractValue, opInsertValue:
		b = strconv.AppendInt(append(b, ", "...), int64(i.n), 10)
	case opExtractElement, opInsertElement:
		b = strconv.AppendInt(append(b, ", i32 "...), int64(i.n), 10)
	case opLoad, opStore, opAlloca:
		if i.n != 0 {
			b = strconv.AppendInt(append(b, ", align "...), int64(i.n), 10)
		}
	}
	return i.appendTag(b)
}

// appendPair writes two operands of one type.
func appendPair(b []byte, args []Value, f *Func) []byte {
	return args[1].append(append(args[0].appendTyped(b, f), ", "...), f)
}

func appendList(b []byte, args []Value, f *Func) []byte {
	for k, a := range args {
		if k > 0 {
			b = append(b, ", "...)
		}
		b = a.appendTyped(b, f)
	}
	return b
}

func (i *Inst) appendPhi(b []byte, f *Func) []byte {
	b = i.typ.append(append(b, "phi "...))
	for k, a := range i.args {
		if k > 0 {
			b = append(b, ',')
		}
		b = a.append(append(b, " [ "...), f)
		b = append(i.to[k].append(append(b, ", %"...)), " ]"...)
	}
	return b
}

func (i *Inst) appendCall(b []byte, f *Func) []byte {
	c := f.called(i)
	b = appendResult(append(b, "call "...), c.Result, c.Fast)
	b = append(appendSymbol(b, c.Name), '(')
	return append(appendList(b, i.args, f), ')')
}

func (i *Inst) appendBranch(b []byte, f *Func) []byte {
	b = append(b, "br "...)
	if len(i.args) == 0 {
		return appendTo(b, i.to[0])
	}
	b = append(i.args[0].appendTyped(b, f), ", "...)
	b = appendTo(append(appendTo(b, i.to[0]), ", "...), i.to[1])
	if i.rare {
		b = append(b, ", !prof !{!\"branch_weights\", i32 1, i32 1048575}"...)
	}
	return b
}

// Needs is described at Definition.
func (f *Func) Needs(calls func(*Callee), addresses func(*Global)) {
	for _, block := range f.blocks {
		for _, i := range block.insts {
			if i.callee != nil {
				calls(f.called(i))
			}
			for _, a := range i.args {
				if a.global != nil {
					addresses(a.global)
				}
			}
		}
	}
}
