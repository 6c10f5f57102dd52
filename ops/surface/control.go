package surface

import (
	"fmt"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// ForEach runs its body once for each item of an iterable. Operands: the iterable,
// the initial carried values. Region: body(item, carried…) -> carried….
// Results: the final carried values.
type ForEach struct{ open }

// Iter is iter(x), for a loop that may stop early. Operand: x. Result: an
// iterator.
type Iter struct{ open }

// IterNext takes the next item. Operand: an iterator. Results: a bool, whether
// there was one; the item (Unreached if not); the advanced iterator.
type IterNext struct{ open }

// ListNew is the empty list that a comprehension fills. No operands.
type ListNew struct{ pure }

// ListAppend is the list with one more element. Operands: list, x. Result: the
// longer list; the shorter one is not read again.
type ListAppend struct{ pure }

// Throw raises an exception. Operand: an exception, or an exception class. No
// results: control does not come back, and the rest of the region and its
// results are Unreached.
type Throw struct{ checked }

// Unreached is a value that is never observed: the result of a region that does not
// end normally, or of a variable in it; its type joins any other. No operands.
type Unreached struct{ pure }

func (ForEach) OpName() string    { return "foreach" }
func (Iter) OpName() string       { return "iter" }
func (IterNext) OpName() string   { return "iter.next" }
func (ListNew) OpName() string    { return "list.new" }
func (ListAppend) OpName() string { return "list.append" }
func (Throw) OpName() string      { return "throw" }
func (Unreached) OpName() string  { return "unreached" }

// NumRegions: the body.
func (ForEach) NumRegions() int { return 1 }

// Infer gives the carried values.
func (ForEach) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if len(n.Args) < 1 || len(n.Regions) != 1 {
		return nil, fmt.Errorf("needs an iterable and one region")
	}
	carried := len(n.Args) - 1
	if body := n.Regions[0]; len(body.Params) != carried+1 || len(body.Results) != carried {
		return nil, fmt.Errorf("body takes %d values and gives %d, want %d and %d", len(body.Params), len(body.Results), carried+1, carried)
	}
	return results(n, -1, carried)
}

// Infer gives one value.
func (Iter) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 1, 1) }

// Infer gives three values.
func (IterNext) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 1, 3) }

// Infer gives one value.
func (ListNew) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 0, 1) }

// Infer gives one value.
func (ListAppend) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 2, 1) }

// Infer gives no values.
func (Throw) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 1, 0) }

// Infer gives one value.
func (Unreached) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 0, 1) }
