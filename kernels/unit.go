package kernels

import (
	"fmt"
	"strings"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Unit is a kernel without a node around it: all that code for it is made from.
type Unit struct {
	Op     Kernel
	Region *ir.Region
	Sizes  []int64 // of the iteration space, where they are known before the program runs, else Unknown
}

// Unknown is a size that is not known before the program runs.
const Unknown = -1

// UnitOf gives the kernel of a node.
func UnitOf(n *ir.Node) Unit {
	u := Unit{Op: n.Op.(Kernel), Region: n.Regions[0]}
	for _, v := range u.Op.Sizes(n) {
		size := int64(Unknown)
		if v.Def != nil {
			if c, ok := v.Def.Op.(ops.Const); ok {
				size = c.Value.(int64)
			}
		}
		u.Sizes = append(u.Sizes, size)
	}
	return u
}

// Key is equal for units that are written as the same code, on one target, and is the same in every process. Values are
// numbered as they come. What code does not depend on is not in it: names, places in the source, and the sizes of arrays,
// which are operands; those of the iteration space are, since what is known of a loop decides how it is written.
func (u Unit) Key() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %d %v %v\n", u.Op.Kind, u.Op.DType, len(u.Op.Dims), u.Op.Axes, u.Sizes)
	number := map[*ir.Value]int{}
	define := func(vs []*ir.Value) {
		for _, v := range vs {
			number[v] = len(number)
			if a, ok := v.Type.(types.Array); ok {
				fmt.Fprintf(&b, " %s/%d", a.DType, len(a.Dims))
			} else {
				fmt.Fprintf(&b, " %s", v.Type)
			}
		}
	}
	uses := func(vs []*ir.Value) {
		for _, v := range vs {
			fmt.Fprintf(&b, " %d", number[v])
		}
	}
	define(u.Op.Captures(u.Region))
	for _, p := range u.Op.Index(u.Region) {
		number[p] = len(number)
	}
	for _, m := range u.Region.Nodes {
		b.WriteString("\n" + m.Op.OpName() + ir.Attributes(m.Op))
		uses(m.Args)
		b.WriteString(" :")
		define(m.Results)
	}
	b.WriteString("\nyield")
	uses(u.Region.Results)
	return b.String()
}
