package ins

// Binary computes with two operands of one type.
func (f *Func) Binary(op Op, x, y Value) Value {
	must(op < lastBinary && op.takes(x.typ) && x.typ == y.typ, "%s of %s and %s", op, x, y)
	return f.emit(Inst{op: op, typ: x.typ, args: f.list(x, y)})
}

// Neg is -x of floats.
func (f *Func) Neg(x Value) Value {
	must(x.typ.IsFloat(), "fneg of %s", x)
	return f.emit(Inst{op: opNeg, typ: x.typ, args: f.list(x)})
}

// Not is the opposite of truth values.
func (f *Func) Not(x Value) Value { return f.Binary(Xor, x, True.Splat(x.typ.Lanes())) }

// Cmp compares; the result has a bit for each lane.
func (f *Func) Cmp(p Pred, x, y Value) Value {
	must(p.takes(x.typ) && x.typ == y.typ, "%s of %s and %s", p, x, y)
	return f.emit(Inst{op: opCmp, pred: p, typ: Vec(I1, x.typ.Lanes()), args: f.list(x, y)})
}

// Select is x where p, else y. One truth value chooses all lanes.
func (f *Func) Select(p, x, y Value) Value {
	must(p.typ.Elem() == I1 && (p.typ.lanes == 0 || p.typ.lanes == x.typ.lanes) && x.typ.Equal(y.typ), "select by %s of %s and %s", p, x, y)
	return f.emit(Inst{op: opSelect, typ: x.typ, args: f.list(p, x, y)})
}

// Cast converts.
func (f *Func) Cast(op Op, x Value, to Type) Value {
	must(op > lastBinary && op < lastCast && op.converts(x.typ, to), "%s of %s to %s", op, x, to)
	return f.emit(Inst{op: op, typ: to, args: f.list(x)})
}

// Load reads from memory at its natural alignment.
func (f *Func) Load(t Type, p Value) Value { return f.LoadAligned(t, p, 0) }

// LoadAligned reads from an address that is a multiple of align; 0 is the type's own alignment.
func (f *Func) LoadAligned(t Type, p Value, align int) Value {
	must(p.typ == Ptr, "load at %s", p)
	return f.emit(Inst{op: opLoad, typ: t, n: align, args: f.list(p)})
}

// LoadVolatile reads what others may write.
func (f *Func) LoadVolatile(t Type, p Value) Value {
	must(p.typ == Ptr, "load at %s", p)
	return f.emit(Inst{op: opVolatile, typ: t, args: f.list(p)})
}

// Store writes to memory at the natural alignment.
func (f *Func) Store(x, p Value) { f.StoreAligned(x, p, 0) }

// StoreAligned writes to an address that is a multiple of align; 0 is the type's own alignment.
func (f *Func) StoreAligned(x, p Value, align int) {
	must(p.typ == Ptr && x.Valid(), "store of %s at %s", x, p)
	f.emit(Inst{op: opStore, n: align, args: f.list(x, p)})
}

// Element is the address of element i of an array of t; of as many as i has lanes.
func (f *Func) Element(t Type, p, i Value) Value {
	must(p.typ == Ptr && i.typ.IsInt(), "element %s at %s", i, p)
	return f.emit(Inst{op: opElement, typ: Vec(Ptr, i.typ.Lanes()), elem: t, args: f.list(p, i)})
}

// InBounds is Element of an index that is known to be one of the array's.
func (f *Func) InBounds(t Type, p, i Value) Value {
	v := f.Element(t, p, i)
	f.at.insts[len(f.at.insts)-1].op = opInBounds
	return v
}

// Offset is the address some bytes further on.
func (f *Func) Offset(p Value, bytes int) Value {
	if bytes == 0 {
		return p
	}
	return f.Element(I8, p, Size(bytes))
}

// Alloca reserves stack space for the time of the call.
func (f *Func) Alloca(t Type, align int) Value {
	v := f.register(Ptr)
	f.size++
	f.allocas = append(f.allocas, &Inst{op: opAlloca, typ: Ptr, elem: t, reg: int(v.n), n: align})
	return v
}

// Space is stack space whose size is known when the function is whole.
type Space struct {
	Value
	inst *Inst
}

// Later reserves stack space of which Fits says how much.
func (f *Func) Later(align int) *Space {
	v := f.Alloca(I8, align)
	return &Space{v, f.allocas[len(f.allocas)-1]}
}

// Fits makes the space that of a t.
func (s *Space) Fits(t Type) { s.inst.elem = t }

// Phi is the value that comes with the way to the block. It must stand before the block's other instructions.
func (f *Func) Phi(t Type, xs ...Way) Value {
	v, phi := f.Join(t)
	for _, x := range xs {
		phi.Add(x.x, x.from)
	}
	return v
}

// Way is a value that comes from a block.
type Way struct {
	x    Value
	from *Block
}

// From is the value as it comes from a block.
func (v Value) From(b *Block) Way { return Way{v, b} }

// Joined are the values that a phi may be.
type Joined struct{ inst *Inst }

// Join is Phi of values that are not all known yet.
func (f *Func) Join(t Type) (Value, Joined) {
	n := len(f.at.insts)
	must(n == 0 || f.at.insts[n-1].op == opPhi, "phi behind other instructions of block %s", f.at)
	v := f.emit(Inst{op: opPhi, typ: t})
	return v, Joined{f.at.insts[n]}
}

// Add tells the value that comes from a block.
func (j Joined) Add(x Value, from *Block) {
	must(x.typ.Equal(j.inst.typ), "%s in a phi of %s", x, j.inst.typ)
	j.inst.args = append(j.inst.args, x)
	j.inst.to = append(j.inst.to, from)
}

// Call calls a function; of one without a result it gives no value.
func (f *Func) Call(c *Callee, args ...Value) Value {
	must(len(args) == len(c.Params), "%d operands for @%s, which takes %d", len(args), c.Name, len(c.Params))
	for i, a := range args {
		must(a.typ.Equal(c.Params[i]), "%s is operand %d of @%s, which is a %s", a, i, c.Name, c.Params[i])
	}
	return f.emit(Inst{op: opCall, typ: c.Result, callee: c, near: f.near, args: f.list(args...)})
}

// Extract is a field of a struct.
func (f *Func) Extract(x Value, field int) Value {
	must(x.typ.kind == structure && field < len(x.typ.agg.fields), "field %d of %s", field, x)
	return f.emit(Inst{op: opExtractValue, typ: x.typ.Field(field), n: field, args: f.list(x)})
}

// Insert is the struct with another value of a field.
func (f *Func) Insert(x, v Value, field int) Value {
	must(x.typ.kind == structure && field < len(x.typ.agg.fields) && x.typ.Field(field).Equal(v.typ), "%s in field %d of %s", v, field, x)
	return f.emit(Inst{op: opInsertValue, typ: x.typ, n: field, args: f.list(x, v)})
}

// Lane is the value in a lane of a vector.
func (f *Func) Lane(x Value, lane int) Value {
	must(lane < x.typ.Lanes() && x.typ.lanes > 0, "lane %d of %s", lane, x)
	return f.emit(Inst{op: opExtractElement, typ: x.typ.Elem(), n: lane, args: f.list(x)})
}

// SetLane is the vector with another value in a lane.
func (f *Func) SetLane(x, v Value, lane int) Value {
	must(lane < x.typ.Lanes() && x.typ.lanes > 0 && x.typ.Elem() == v.typ, "%s in lane %d of %s", v, lane, x)
	return f.emit(Inst{op: opInsertElement, typ: x.typ, n: lane, args: f.list(x, v)})
}

// Lanes picks lanes of a vector, by a constant of i32.
func (f *Func) Lanes(x, which Value) Value {
	must(x.typ.lanes > 0 && which.IsConst() && which.typ.Elem() == I32 && which.typ.lanes > 0, "lanes %s of %s", which, x)
	return f.emit(Inst{op: opShuffle, typ: Vec(x.typ.Elem(), which.typ.Lanes()), args: f.list(x, Poison(x.typ), which)})
}

// Splat repeats a scalar in w lanes.
func (f *Func) Splat(x Value, w int) Value {
	if w == 1 {
		return x
	}
	if x.IsConst() {
		return x.Splat(w)
	}
	one := f.SetLane(Poison(Vec(x.typ, w)), x, 0)
	return f.Lanes(one, Int(Vec(I32, w), 0))
}

// Jump goes on with a block.
func (f *Func) Jump(to *Block) {
	f.emit(Inst{op: opBr, to: []*Block{to}})
	f.at.ended = true
}

// Branch goes on with one of two blocks.
func (f *Func) Branch(p Value, yes, no *Block) {
	must(p.typ == I1, "branch by %s", p)
	f.emit(Inst{op: opBr, args: f.list(p), to: []*Block{yes, no}})
	f.at.ended = true
}

// BranchRare is Branch where yes is hardly ever taken.
func (f *Func) BranchRare(p Value, yes, no *Block) {
	f.Branch(p, yes, no)
	f.at.insts[len(f.at.insts)-1].rare = true
}

// Ret returns the function's result.
func (f *Func) Ret(x Value) {
	must(x.typ.Equal(f.Result), "@%s returns %s, not %s", f.Name, f.Result, x)
	f.emit(Inst{op: opRet, args: f.list(x)})
	f.at.ended = true
}

// RetVoid returns from a function without a result.
func (f *Func) RetVoid() {
	must(f.Result == Void, "@%s returns %s", f.Name, f.Result)
	f.emit(Inst{op: opRet})
	f.at.ended = true
}
