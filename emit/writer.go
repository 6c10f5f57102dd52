package emit

import (
	"fmt"
	"slices"
	"strings"
)

// A Value is an operand of LLVM IR without its type: a name such as %m3, or a constant.
type Value string

// A Module collects what functions need outside their bodies: declarations of intrinsics and tables. Several
// writers may share one. The zero Module is ready to use.
type Module struct {
	lines map[string]string // by symbol
}

// add notes the line that declares symbol, once.
func (m *Module) add(symbol, line string) {
	if m.lines == nil {
		m.lines = map[string]string{}
	}
	m.lines[symbol] = line
}

// Lines returns the declarations and globals collected, sorted, each a full line of IR without its line end.
func (m *Module) Lines() []string {
	var lines []string
	for _, line := range m.lines {
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return lines
}

// Text is Lines joined, each ended.
func (m *Module) Text() string {
	var b strings.Builder
	for _, line := range m.Lines() {
		b.WriteString(line + "\n")
	}
	return b.String()
}

// Config says what a Writer computes with.
type Config struct {
	Prec   Prec
	Width  int    // lanes; 0 and 1 mean a scalar
	Prefix string // of fresh names; "m" if empty. The caller's own names must not be Prefix and a number.

	// Block is the label of the block being written. When it is set, Rare branches around what no lane needs and
	// Block changes with it; when it is empty the text is straight-line and Rare computes both sides.
	Block string

	// FMA says that the target has a fused multiply-add. Then pow and others are faster, with the same bits.
	FMA bool
}

// body is what the writers of one function share.
type body struct {
	text  strings.Builder
	fresh int
	block string
}

// A Writer is the algebra whose values are operands of LLVM IR: each operation appends an instruction to the body of
// one function. It implements Algebra[Value, Value, Value]. LLVM 15 and later read what it writes.
type Writer struct {
	cfg  Config
	mod  *Module
	body *body

	float, int, bool string // the types of F, I and B, as text
	suffix           string // what names an intrinsic over F: f64, v4f64
}

// NewWriter returns a writer with an empty body. Intrinsics and tables go to m.
func NewWriter(m *Module, cfg Config) *Writer {
	if cfg.Prefix == "" {
		cfg.Prefix = "m"
	}
	return (&Writer{mod: m, body: &body{block: cfg.Block}, cfg: cfg}).With(cfg.Prec, cfg.Width)
}

// With returns a writer of another precision or width that continues the same body.
func (w *Writer) With(p Prec, width int) *Writer {
	v := *w
	v.cfg.Prec, v.cfg.Width = p, max(width, 1)
	v.float = v.vector([...]string{"double", "float"}[p])
	v.int = v.vector(fmt.Sprintf("i%d", p.Bits()))
	v.bool = v.vector("i1")
	v.suffix = p.String()
	if v.cfg.Width > 1 {
		v.suffix = fmt.Sprintf("v%d%s", v.cfg.Width, p)
	}
	return &v
}

// FloatType, IntType and BoolType are the types of F, I and B: "double", "<4 x i64>", "<8 x i1>".
func (w *Writer) FloatType() string { return w.float }

// IntType is described at FloatType.
func (w *Writer) IntType() string { return w.int }

// BoolType is described at FloatType.
func (w *Writer) BoolType() string { return w.bool }

// Width is the number of lanes, at least 1.
func (w *Writer) Width() int { return w.cfg.Width }

// Block is the label of the block being written, for the phis of what follows; "" in straight-line mode.
func (w *Writer) Block() string { return w.body.block }

// String is the body written so far.
func (w *Writer) String() string { return w.body.text.String() }

// Line appends a line of IR, indented.
func (w *Writer) Line(format string, args ...any) {
	fmt.Fprintf(&w.body.text, "  "+format+"\n", args...)
}

// Label starts a new block.
func (w *Writer) Label(name string) {
	fmt.Fprintf(&w.body.text, "%s:\n", name)
	w.body.block = name
}

// Fresh returns a name not given before, with its % sign.
func (w *Writer) Fresh() Value {
	w.body.fresh++
	return Value(fmt.Sprintf("%%%s%d", w.cfg.Prefix, w.body.fresh))
}

// Emit appends an instruction, given without its result, and returns the fresh name of its result.
func (w *Writer) Emit(format string, args ...any) Value {
	v := w.Fresh()
	w.Line("%s = %s", v, fmt.Sprintf(format, args...))
	return v
}

// Declare notes a declaration or a global in the module: symbol without its @, and the line.
func (w *Writer) Declare(symbol, line string) { w.mod.add(symbol, line) }

// vector is the type of a value with elements of type elem.
func (w *Writer) vector(elem string) string {
	if w.cfg.Width == 1 {
		return elem
	}
	return fmt.Sprintf("<%d x %s>", w.cfg.Width, elem)
}

// splat is the constant with all lanes equal.
func (w *Writer) splat(elem, text string) Value {
	if w.cfg.Width == 1 {
		return Value(text)
	}
	lane := elem + " " + text
	return Value("<" + strings.Repeat(lane+", ", w.cfg.Width-1) + lane + ">")
}
