package emit

import "github.com/myia-lang/myia/backend/llvm/ins"

// A Value is an operand of LLVM IR.
type Value = ins.Value

// Config says what a Writer computes with.
type Config struct {
	Prec  Prec
	Width int // lanes; 0 and 1 mean a scalar

	// Branches says that Rare branches around what no lane needs. Without, instructions stay in one block, and Rare
	// computes both sides.
	Branches bool

	// FMA says that the target has a fused multiply-add. Then pow and others are faster, with the same bits.
	FMA bool
}

// A Writer is the algebra whose values are operands of LLVM IR: each operation appends an instruction to one function.
// It implements Algebra[Value, Value, Value]. LLVM 15 and later read what it writes.
type Writer struct {
	cfg Config
	f   *ins.Func

	float, int, bool ins.Type // the types of F, I and B
}

// NewWriter returns a writer of instructions of f.
func NewWriter(f *ins.Func, cfg Config) *Writer {
	return (&Writer{f: f, cfg: cfg}).With(cfg.Prec, cfg.Width)
}

// With returns a writer of another precision or width that continues the same function.
func (w *Writer) With(p Prec, width int) *Writer {
	v := *w
	v.cfg.Prec, v.cfg.Width = p, max(width, 1)
	v.float = ins.Vec([...]ins.Type{ins.Double, ins.Float}[p], width)
	v.int = ins.Vec(ins.Bits(p.Bits()), width)
	v.bool = ins.Vec(ins.I1, width)
	return &v
}

// FloatType, IntType and BoolType are the types of F, I and B: double, <4 x i64>, <8 x i1>.
func (w *Writer) FloatType() ins.Type { return w.float }

// IntType is described at FloatType.
func (w *Writer) IntType() ins.Type { return w.int }

// BoolType is described at FloatType.
func (w *Writer) BoolType() ins.Type { return w.bool }

// Width is the number of lanes, at least 1.
func (w *Writer) Width() int { return w.cfg.Width }
