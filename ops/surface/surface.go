package surface

import (
	"fmt"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// All returns one op of each kind, for the parser of IR text and for tests.
func All() []ir.Op {
	return []ir.Op{
		Literal{}, None{}, Ellipsis{}, Builtin{}, Module{}, Class{},
		Binary{}, Unary{}, TruthNot{}, Compare{}, Is{}, In{}, Truth{},
		Tuple{}, List{}, Table{}, Dict{}, TupleStar{}, ListStar{}, Unpack{},
		GetAttr{}, GetItem{}, Slice{}, FormatValue{}, FormatJoin{},
		Invoke{}, Closure{}, Unset{}, UnsetCheck{}, GlobalSet{}, Global{}, Annotated{},
		ForEach{}, Iter{}, IterNext{}, ListNew{}, ListAppend{}, Throw{}, Unreached{},
		SetItem{}, SetAttr{}, DelItem{}, DelAttr{}, Permute{}, DictItems{}, SetStar{},
		CellNew{}, CellGet{}, CellSet{}, ClassNew{}, Try{}, Matches{}, Rethrow{}, GeneratorYield{},
	}
}

// anything is what an op may do that can run a user's method: all effects.
const anything = ir.IO | ir.RNG | ir.Check | ir.Mut

// pure is embedded in ops without effects.
type pure struct{}

// Effects of the op: none.
func (pure) Effects() ir.Effects { return 0 }

// checked is embedded in ops that may only raise.
type checked struct{}

// Effects of the op: it may raise.
func (checked) Effects() ir.Effects { return ir.Check }

// open is embedded in ops that may run a user's function.
type open struct{}

// Effects of the op: all.
func (open) Effects() ir.Effects { return anything }

// results checks the number of operands and gives out results of type Any;
// want < 0 means any number of operands.
func results(n *ir.Node, want, out int) ([]types.Type, error) {
	if want >= 0 && len(n.Args) != want {
		return nil, fmt.Errorf("needs %d operands, has %d", want, len(n.Args))
	}
	ts := make([]types.Type, out)
	for i := range ts {
		ts[i] = types.Any
	}
	return ts, nil
}
