package ins

// Func is a function.
type Func struct {
	Name    string // without the @
	Linkage Linkage
	Attrs   string // behind nounwind: "noinline"
	Fast    bool   // the calling convention fastcc
	Result  Type

	params   []param
	blocks   []*Block
	allocas  []*Inst
	at       *Block
	next     int // of the numbers of registers and labels
	size     int
	outlined bool
	near     bool
	space    []Value // where the operands of the next instructions go
}

type param struct {
	name string
	typ  Type
}

// Linkage says who sees a function.
type Linkage uint8

// Hidden functions are seen by the modules that are linked together, internal ones in their module, exported ones by
// the host.
const (
	Internal Linkage = iota
	Hidden
	Exported
)

// Block is a list of instructions of which the last is a branch or a return.
type Block struct {
	name   string
	n      int // what follows the name in the label; 0: nothing
	insts  []*Inst
	placed bool
	ended  bool
}

// Inst is an instruction.
type Inst struct {
	op     Op
	pred   Pred
	typ    Type // of the result
	elem   Type // what an address is of
	reg    int  // the number of the result
	n      int  // the field of a struct; the alignment
	args   []Value
	to     []*Block // of a branch; where a phi's operands come from
	callee *Callee
	rare   bool // the first way of a branch is hardly ever taken
	near   bool // a call is of the function itself also where others are outlined
	part   Part // of what memory is read or written
}

// New makes a function and starts its first block.
func New(name string, result Type) *Func {
	f := &Func{Name: name, Result: result}
	f.Start(f.Named("start"))
	return f
}

// Param appends a parameter; names are the caller's to keep apart.
func (f *Func) Param(name string, t Type) Value {
	f.params = append(f.params, param{name, t})
	return Value{kind: parameter, typ: t, n: int64(len(f.params) - 1)}
}

// Params are the types of the parameters.
func (f *Func) Params() []Type {
	out := make([]Type, len(f.params))
	for i, p := range f.params {
		out[i] = p.typ
	}
	return out
}

// Index is the place of a parameter among the others.
func (f *Func) Index(param Value) int {
	must(param.kind == parameter, "the place of %s among the parameters", param)
	return int(param.n)
}

// Len is the number of instructions.
func (f *Func) Len() int { return f.size }

// Outline makes calls those of the outlined variants of functions that have one.
func (f *Func) Outline() { f.outlined = true }

// Near makes the calls that follow those of the functions themselves even so, or no longer, and tells what they were.
func (f *Func) Near(near bool) (was bool) {
	was, f.near = f.near, near
	return was
}

// called is the function that a call stands for.
func (f *Func) called(i *Inst) *Callee {
	if f.outlined && !i.near && i.callee.Outlined != nil {
		return i.callee.Outlined
	}
	return i.callee
}

// NewBlock makes a block with a label of its own.
func (f *Func) NewBlock(name string) *Block {
	f.next++
	return &Block{name: name, n: f.next}
}

// Named makes a block whose label is the name, which no other block has.
func (f *Func) Named(name string) *Block { return &Block{name: name} }

// Start places a block after those before and lets instructions go there.
func (f *Func) Start(b *Block) {
	must(!b.placed, "block %s is started twice", b)
	must(f.at == nil || f.at.ended, "block %s has no end", f.at)
	b.placed = true
	f.blocks = append(f.blocks, b)
	f.at = b
}

// At is the block that instructions go to.
func (f *Func) At() *Block { return f.at }

// Callee is the function as others call it.
func (f *Func) Callee() *Callee {
	return &Callee{Name: f.Name, Result: f.Result, Params: f.Params(), Fast: f.Fast, Link: Linked}
}

// register numbers a new result.
func (f *Func) register(t Type) Value {
	f.next++
	return Value{kind: register, typ: t, n: int64(f.next)}
}

// emit appends an instruction and gives its result.
func (f *Func) emit(i Inst) Value {
	must(!f.at.ended, "%s behind the end of block %s", i.op, f.at)
	var v Value
	if i.typ != Void {
		v = f.register(i.typ)
		i.reg = int(v.n)
	}
	f.size++
	f.at.insts = append(f.at.insts, &i)
	return v
}

// list keeps operands.
func (f *Func) list(vs ...Value) []Value {
	if cap(f.space)-len(f.space) < len(vs) {
		f.space = make([]Value, 0, max(64, len(vs)))
	}
	from := len(f.space)
	f.space = append(f.space, vs...)
	return f.space[from:len(f.space):len(f.space)]
}

// String is the label.
func (b *Block) String() string { return string(b.append(nil)) }
