package ops

import (
	"math"
	"runtime"
	"runtime/metrics"
	"unsafe"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/tensor"
)

// Evaluator is an op that gives values for values: every one but the structured ones.
type Evaluator interface {
	ir.Op
	// Eval computes the results. Operands fit the type rule. It is pure
	// except for ops with effects, which use env.
	Eval(env *Env, n *ir.Node, args []Value) ([]Value, error)
}

// Primitive is an op with derivative rules of its own.
type Primitive interface {
	Evaluator
	// JVP emits the tangents of the results, given those of the operands.
	JVP(g Forward)
	// VJP emits what each active operand's cotangent receives.
	VJP(g Reverse)
}

// AsPrimitive gives an op that has derivative rules.
func AsPrimitive(op ir.Op) (Primitive, bool) {
	if e, ok := op.(Elementwise); ok {
		return smooth{e}, e.row.deriv.by != nil
	}
	p, ok := op.(Primitive)
	return p, ok
}

// Forward is what a forward rule sees. Tangent and SetTangent use nil for a
// zero tangent.
type Forward interface {
	B() *ir.Builder
	Node() *ir.Node
	Arg(i int) *ir.Value
	Result(j int) *ir.Value
	Tangent(i int) *ir.Value
	SetTangent(j int, t *ir.Value)
}

// Reverse is what a reverse rule sees. A rule never returns a dense zero, and
// asks for Dim instead of Arg when only the shape matters, so that the
// operand need not be kept.
type Reverse interface {
	B() *ir.Builder // makes backward code
	Node() *ir.Node
	// Arg and Result are primal values; asking makes them residuals.
	Arg(i int) *ir.Value
	Result(j int) *ir.Value
	// Dim is the i64 size of operand i's axis; Dims all of them.
	Dim(i, axis int) *ir.Value
	Dims(i int) []*ir.Value
	// Active says whether operand i wants a cotangent.
	Active(i int) bool
	// Ct is the cotangent of result j: of the result's type for scalars and
	// arrays (nil if there is none), and the accumulator (T?) for vecs and
	// nodes.
	Ct(j int) *ir.Value
	// Add adds ct, of operand i's type, to its cotangent.
	Add(i int, ct *ir.Value)
	// Acc replaces operand i's accumulator by op(acc, sizes of operand i…, extra…).
	// Sizes are all dims of an array operand, the length of a vec, nothing
	// for a node.
	Acc(i int, op ir.Op, extra ...*ir.Value)
	// Take moves out the accumulator of result j (vec.push: get) so that the
	// rule can hand it on to operand i with Give.
	Take(j int) *ir.Value
	Give(i int, acc *ir.Value)
}

// Env is the world of effects that evaluation sees.
type Env struct {
	Print func(text string) error
	Seed  uint64 // of the random stream
	Count uint64 // numbers drawn so far
	Limit int64  // bytes that all values together may take; 0 is no limit
	Files Files
	Pool  *ir.Pool
	taken int64 // bytes since the memory in use was looked at
}

// Files serves np.load, np.loadtxt and np.save.
type Files interface {
	Load(o Load) (*tensor.Tensor, error)
	Save(path string, t *tensor.Tensor) error
}

// Take asks for memory and raises MemoryError if there is not as much. The memory in use is looked at when a sixteenth of
// the limit was asked for since the last time.
func (e *Env) Take(bytes int) error {
	if bytes >= 0 && (e == nil || e.Limit <= 0) {
		return nil
	}
	if bytes >= 0 && int64(bytes) <= e.Limit {
		e.taken += int64(bytes)
		if e.taken < e.Limit/16 || roomFor(int64(bytes), e.Limit) {
			e.taken %= max(e.Limit/16, 1)
			return nil
		}
	}
	return &Raised{Class: "MemoryError", Msg: OutOfMemory}
}

// OutOfMemory is the text of every MemoryError.
const OutOfMemory = "out of memory"

// TakeArray is Take for an array of elements d.
func (e *Env) TakeArray(d dtype.Type, shape []int) error {
	bytes := d.Size()
	for _, n := range shape {
		if n > 0 && bytes > math.MaxInt/n {
			return e.Take(-1)
		}
		bytes *= n
	}
	return e.Take(bytes)
}

// ValueBytes is the size of a Value in bytes.
const ValueBytes = int(unsafe.Sizeof(Value{}))

// takeRows is Take for the store of a vector.
func (e *Env) takeRows(rows, width int) error {
	if width > 0 && rows > math.MaxInt/ValueBytes/width {
		return e.Take(-1)
	}
	return e.Take(rows * width * ValueBytes)
}

// roomFor reports whether bytes more stay below a limit. What is no longer used counts only if it cannot be freed.
func roomFor(bytes, limit int64) bool {
	if HeapBytes() <= limit-bytes {
		return true
	}
	runtime.GC()
	return HeapBytes() <= limit-bytes
}

// HeapBytes is what objects take in this process's heap, also those that nobody uses and that are not freed yet.
func HeapBytes() int64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64())
}

// Value is a run-time value of core IR: a machine scalar in Bits, or a
// reference: string, *tensor.Tensor, *Vec, *Record; nil for null.
type Value struct {
	Bits uint64
	Ref  any
}

// Record is the value of a node: the leaves in order.
type Record struct{ Fields []Value }

// I, F64, F32, B, S and T make values.
func I(x int64) Value          { return Value{Bits: uint64(x)} }
func F64(x float64) Value      { return Value{Bits: math.Float64bits(x)} }
func F32(x float32) Value      { return Value{Bits: uint64(math.Float32bits(x))} }
func S(s string) Value         { return Value{Ref: s} }
func T(t *tensor.Tensor) Value { return Value{Ref: t} }

// B makes a bool.
func B(x bool) Value {
	if x {
		return Value{Bits: 1}
	}
	return Value{}
}

// I, F64, F32, B, S, Tensor, Vec and Record read values of their kind; IsNull
// tests for null.
func (v Value) I() int64               { return int64(v.Bits) }
func (v Value) F64() float64           { return math.Float64frombits(v.Bits) }
func (v Value) F32() float32           { return math.Float32frombits(uint32(v.Bits)) }
func (v Value) B() bool                { return v.Bits != 0 }
func (v Value) Tensor() *tensor.Tensor { t, _ := v.Ref.(*tensor.Tensor); return t }
func (v Value) Vec() *Vec              { r, _ := v.Ref.(*Vec); return r }
func (v Value) Record() *Record        { r, _ := v.Ref.(*Record); return r }
func (v Value) IsNull() bool           { return v.Ref == nil }

// S is the text of a string.
func (v Value) S() string {
	switch r := v.Ref.(type) {
	case string:
		return r
	case *grown:
		return r.text
	}
	return ""
}

// Raised is the error of a check or raise: a Python exception.
type Raised struct {
	Class string // "ZeroDivisionError"
	Msg   string
	Trace []ir.Loc // innermost first
	Cause error    // of a KeyboardInterrupt: the end of the run's context
}

// Unwrap gives the end of the context that interrupted the run.
func (e *Raised) Unwrap() error { return e.Cause }

func (e *Raised) Error() string {
	if e.Msg == "" {
		return e.Class
	}
	return e.Class + ": " + e.Msg
}
