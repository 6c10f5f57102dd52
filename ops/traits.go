package ops

import "github.com/myia-lang/myia/ir"

// Traits says what passes and backends need to know of an operation. The zero value of each field is none: the registry
// refuses a declaration that leaves one out.
type Traits struct {
	Deriv  Deriv
	Batch  Batch
	Memory Memory
	Fuse   Fuse
	Where  Where
	Cost   Cost
}

// Deriv says how an operation is differentiated.
type Deriv struct {
	Kind DerivKind
	Why  string // of those that are not passed on
}

// DerivKind is a way to be differentiated.
type DerivKind int

// The ways to be differentiated.
const (
	DerivNone    DerivKind = iota // not declared
	DerivZero                     // the derivative is 0, almost everywhere, or there is nothing that could carry one
	DerivCut                      // it is taken for 0 because the program says so
	DerivRefused                  // a cotangent or tangent that would have to pass is an error
	DerivLinear                   // a Primitive whose tangent is the operation itself on the tangents
	DerivRule                     // a Primitive
	DerivByAD                     // threads control or accumulators: package ad has the rule
)

// ZeroBecause declares a derivative that is 0, and why it is.
func ZeroBecause(why string) Deriv { return Deriv{DerivZero, why} }

// RefusedBecause declares that no derivative passes, and why.
func RefusedBecause(why string) Deriv { return Deriv{DerivRefused, why} }

// Passes reports whether a derivative comes through.
func (d Deriv) Passes() bool { return d.Kind >= DerivLinear }

// The declarations that need no reason.
var (
	Linear = Deriv{Kind: DerivLinear}
	Rule   = Deriv{Kind: DerivRule}
	ByAD   = Deriv{Kind: DerivByAD}
)

// Batch says what an operation becomes when a new first axis is mapped over. No pass maps yet; it is declared and checked with
// the others, so that none has to be looked through for it.
type Batch struct {
	Kind BatchKind
	Why  string // of BatchNo
}

// BatchKind is a way to be batched.
type BatchKind int

// The ways to be batched.
const (
	BatchNone      BatchKind = iota // not declared
	BatchPointwise                  // itself
	BatchAxes                       // itself, with axes and shapes in its attributes moved by one
	BatchRule                       // other operations
	BatchNo                         // it cannot be
)

// The declarations that need no reason.
var (
	Pointwise = Batch{Kind: BatchPointwise}
	Axes      = Batch{Kind: BatchAxes}
	Batched   = Batch{Kind: BatchRule}
)

// Unbatched declares that an operation cannot be batched, and why.
func Unbatched(why string) Batch { return Batch{BatchNo, why} }

// Memory says what becomes of the references that an operation is given, and where its results live.
type Memory struct {
	Args   []Hold // of each operand; the last counts for all that follow
	Result Result
	If     func(n *ir.Node) bool // whether Result holds of a node, which else gives fresh values; nil: always
}

// Hold is what becomes of the reference to an operand.
type Hold int

// What becomes of references.
const (
	Borrow   Hold = 1 + iota // it is read
	Consume                  // it is stored, passed on or updated in place, so the operation needs a reference of its own
	ByCallee                 // as the function does that is called
)

// Result says where results live.
type Result int

// Where results live.
const (
	Fresh  Result = 1 + iota // in memory of their own
	Alias                    // they are the first operand, or a view of it
	Inside                   // in the first operand, which is a container
	Static                   // in the program: they are not counted
	Sole                     // an accumulator, or rows or fields of one: who uses it updates it in place, so two of them are never one value
)

// Of gives what becomes of operand i.
func (m Memory) Of(i int) Hold { return m.Args[min(i, len(m.Args)-1)] }

// Lives says where the results of a node live.
func (m Memory) Lives(n *ir.Node) Result {
	if m.If != nil && !m.If(n) {
		return Fresh
	}
	return m.Result
}

// lives says where results live and what becomes of the operands, whatever the node.
func lives(r Result, args ...Hold) Memory { return Memory{Args: args, Result: r} }

// The commonest kinds of memory.
var (
	borrowing = lives(Fresh, Borrow)
	consuming = lives(Fresh, Consume)
	static    = lives(Static, Borrow)
)

// Fuse says how an operation takes part in kernels.
type Fuse int

// The parts in kernels.
const (
	FusePointwise Fuse = 1 + iota // computes an element of elements at the same index
	FuseGather                    // reads elements at places that it computes
	FuseFill                      // of scalars: reads no array; of an array: moves elements
	FuseMove                      // reads elements at other places
	FuseReshape                   // the same elements in the same order under other axes
	FuseFold                      // reads all elements along axes
	FuseScatter                   // adds the elements of the last operand to those of an accumulator
	Barrier                       // its array operands and results are stored
)

// Where says who runs an operation in compiled programs.
type Where int

// Who runs an operation.
const (
	Native  Where = 1 + iota // code that the backend has a rule for
	Late                     // the same, of what package kernels makes
	Host                     // the process around it, by Eval
	Lowered                  // nobody: package kernels puts others in its place
	Derived                  // nobody: package ad puts others in its place
)

// Cost says what computing again costs: package ad reads it for what backward code needs, package kernels for what has
// several readers. Inlining repeats no computation, so it counts nodes.
type Cost int

// The costs.
const (
	CostFree   Cost = 1 + iota // nothing
	CostFill                   // nothing where it repeats a scalar, for it is part of what reads it
	CostView                   // nothing where the first operand is at hand
	CostScalar                 // nothing for scalars
	CostCheap                  // about an instruction for an element: no more than storing the result and loading it
	CostDear                   // more
)
