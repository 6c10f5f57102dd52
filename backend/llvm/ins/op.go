package ins

// Op is a kind of instruction.
type Op uint8

// The instructions of two operands of one type, which is that of the result.
const (
	Add       Op = iota
	AddNoWrap    // which does not overflow, with sign or without
	Sub
	Mul
	SDiv
	UDiv
	SRem
	URem
	Shl
	LShr
	AShr
	And
	Or
	Xor
	FAdd
	FSub
	FMul
	FDiv
	lastBinary
)

// The conversions.
const (
	Trunc Op = iota + lastBinary + 1
	ZExt
	SExt
	FPTrunc
	FPExt
	FPToSI
	SIToFP
	UIToFP
	Bitcast
	PtrToInt
	lastCast
)

// All others, which have methods of their own.
const (
	opNeg Op = iota + lastCast + 1
	opCmp
	opSelect
	opLoad
	opVolatile
	opStore
	opElement
	opInBounds
	opAlloca
	opPhi
	opCall
	opExtractValue
	opInsertValue
	opExtractElement
	opInsertElement
	opShuffle
	opBr
	opRet
	opCount
)

var opNames = [opCount]string{
	Add: "add", AddNoWrap: "add nuw nsw", Sub: "sub", Mul: "mul", SDiv: "sdiv", UDiv: "udiv", SRem: "srem", URem: "urem",
	Shl: "shl", LShr: "lshr", AShr: "ashr", And: "and", Or: "or", Xor: "xor",
	FAdd: "fadd", FSub: "fsub", FMul: "fmul", FDiv: "fdiv",
	Trunc: "trunc", ZExt: "zext", SExt: "sext", FPTrunc: "fptrunc", FPExt: "fpext", FPToSI: "fptosi", SIToFP: "sitofp",
	UIToFP: "uitofp", Bitcast: "bitcast", PtrToInt: "ptrtoint",
	opNeg: "fneg", opSelect: "select", opLoad: "load", opVolatile: "load volatile", opStore: "store",
	opElement: "getelementptr", opInBounds: "getelementptr inbounds", opAlloca: "alloca", opPhi: "phi", opCall: "call",
	opExtractValue: "extractvalue", opInsertValue: "insertvalue", opExtractElement: "extractelement",
	opInsertElement: "insertelement", opShuffle: "shufflevector", opBr: "br", opRet: "ret",
}

func (o Op) String() string { return opNames[o] }

// takes reports whether a binary instruction or a conversion takes operands of t.
func (o Op) takes(t Type) bool {
	switch o {
	case FAdd, FSub, FMul, FDiv, FPTrunc, FPExt, FPToSI:
		return t.IsFloat()
	case Bitcast:
		return t.IsFloat() || t.IsInt()
	case PtrToInt:
		return t.kind == pointer
	}
	return t.IsInt()
}

// converts reports whether a conversion leads from one type to another.
func (o Op) converts(from, to Type) bool {
	if o == Bitcast {
		return o.takes(from) && o.takes(to) && from.width() == to.width()
	}
	if !o.takes(from) || from.Lanes() != to.Lanes() {
		return false
	}
	switch o {
	case Trunc:
		return to.IsInt() && to.bits < from.bits
	case ZExt, SExt:
		return to.IsInt() && to.bits > from.bits
	case FPTrunc:
		return to.IsFloat() && to.width() < from.width()
	case FPExt:
		return to.IsFloat() && to.width() > from.width()
	case SIToFP, UIToFP:
		return to.IsFloat()
	}
	return to.IsInt()
}

// Pred is a comparison: of ints and addresses, signed or unsigned, or of floats, ordered or unordered.
type Pred uint8

// The comparisons. Those that start with O are false where an operand is nan, those that start with U and are of floats
// are true there.
const (
	EQ Pred = iota
	NE
	SLT
	SLE
	SGT
	SGE
	ULT
	ULE
	UGT
	UGE
	OEQ
	ONE
	OLT
	OLE
	OGT
	OGE
	ORD
	UEQ
	UNE
	UNO
)

var predNames = [...]string{
	EQ: "icmp eq", NE: "icmp ne", SLT: "icmp slt", SLE: "icmp sle", SGT: "icmp sgt", SGE: "icmp sge",
	ULT: "icmp ult", ULE: "icmp ule", UGT: "icmp ugt", UGE: "icmp uge",
	OEQ: "fcmp oeq", ONE: "fcmp one", OLT: "fcmp olt", OLE: "fcmp ole", OGT: "fcmp ogt", OGE: "fcmp oge", ORD: "fcmp ord",
	UEQ: "fcmp ueq", UNE: "fcmp une", UNO: "fcmp uno",
}

func (p Pred) String() string { return predNames[p] }

func (p Pred) takes(t Type) bool {
	if p >= OEQ {
		return t.IsFloat()
	}
	return t.IsInt() || t.kind == pointer
}
