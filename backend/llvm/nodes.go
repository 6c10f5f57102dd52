package llvm

import (
	"sync"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/own"
	"github.com/myia-lang/myia/types"
)

// Declared holds the declarations of what the backend meets: the operations of opt IR, and those that kernels and own add.
var Declared = sync.OnceValue(func() *ops.Registry {
	return ops.MustRegistry(append(ops.Declarations(), kernels.Declarations(), own.Declarations())...)
})

// nodeRule writes one node.
type nodeRule func(f *fn, n *ir.Node) error

// nodeRules holds the rules of operations on more than machine scalars (those are in laneRules) by name. What is left to
// the host (ops.Host) needs none, but may have one for operands that are served here.
func nodeRules() map[string]nodeRule {
	return map[string]nodeRule{
		"if": (*fn).emitIf, "for": (*fn).emitFor, "while": (*fn).emitWhile, "call": (*fn).emitCall, "kernel": (*fn).emitKernel,

		"const": gives((*fn).text), "pool": gives((*fn).poolArray), "select": (*fn).selectHeap, "gradient.stop": gives((*fn).operand),
		"null": gives(nothing), "poison": gives(nothing), "opt.is_null": gives((*fn).isNull), "opt.some": gives((*fn).some), "opt.get": gives((*fn).get),

		"dim": gives((*fn).dim), "elem": gives((*fn).elem), "reshape": gives((*fn).reshape), "index": (*fn).index,
		"index.set": (*fn).indexSet,
		"array":     gives((*fn).makeArray), "concat": (*fn).concat, "matmul": (*fn).matmul,

		"vec.new": gives((*fn).vecNew), "vec.push": gives((*fn).vecPush), "vec.get": (*fn).vecGet, "vec.set": gives((*fn).vecSet),
		"vec.len": gives((*fn).vecLen), "vec.concat": gives((*fn).vecConcat), "vec.slice": gives((*fn).vecSlice),
		"vec.swap": gives((*fn).vecSwap), "vec.trunc": gives((*fn).vecTrunc), "vec.to_array": (*fn).vecToArray,
		"node.new": gives((*fn).nodeNew), "node.get": (*fn).nodeGet, "node.set": gives((*fn).nodeSet),
		"acc.index": (*fn).accIndex, "acc.get": gives((*fn).accGet), "acc.own": gives((*fn).accOwn),

		"own.retain": gives((*fn).ownRetain), "own.release": (*fn).ownRelease, "own.move": gives((*fn).ownMove), "own.reuse": (*fn).ownReuse,
		"own.ready": gives((*fn).ownReady), "own.add": (*fn).ownAdd, "own.take": gives((*fn).ownTake), "own.sole": gives((*fn).ownSole),

		"str.concat": text(func(f *fn, n *ir.Node, x []ins.Value) ins.Value {
			return f.Call(rtStrConcat, f.ctx, f.consume(n.Args[0])[0], x[1])
		}),
		"str.index": text(func(f *fn, _ *ir.Node, x []ins.Value) ins.Value {
			return f.Call(rtStrIndex, f.ctx, x[0], x[1])
		}),
		"str.slice": text(func(f *fn, _ *ir.Node, x []ins.Value) ins.Value {
			return f.Call(rtStrSlice, f.ctx, x[0], x[1], x[2], x[3])
		}),
		"str.repeat": text(func(f *fn, _ *ir.Node, x []ins.Value) ins.Value { return f.Call(rtStrRepeat, f.ctx, x[0], x[1]) }),
		"str.eq":     asks(func(f *fn, x []ins.Value) ins.Value { return f.Call(rtiStrEq, x[0], x[1]) }),
		"str.lt": asks(func(f *fn, x []ins.Value) ins.Value {
			return f.Cmp(ins.SLT, f.Call(rtStrCmp, x[0], x[1]), number(0))
		}),
		"str.hash":     asks(func(f *fn, x []ins.Value) ins.Value { return f.Call(rtStrHash, x[0]) }),
		"str.len":      asks(func(f *fn, x []ins.Value) ins.Value { return f.Load(ins.I64, f.Offset(x[0], 8)) }),
		"str.contains": asks(func(f *fn, x []ins.Value) ins.Value { return f.Call(rtStrContains, x[0], x[1]) }),
		"format":       (*fn).format,

		"check": (*fn).check, "raise": (*fn).raised, "rng.seed": (*fn).rngSeed, "rng.next": (*fn).rngNext,
	}
}

// gives is the rule of a node with one result.
func gives(x func(f *fn, n *ir.Node) val) nodeRule {
	return func(f *fn, n *ir.Node) error {
		f.bind(n.Results[0], x(f, n))
		return nil
	}
}

// text is the rule of a node that makes a string of its operands x, in the run-time library.
func text(s func(f *fn, n *ir.Node, x []ins.Value) ins.Value) nodeRule {
	return gives(func(f *fn, n *ir.Node) val { return val{f.need(s(f, n, f.scalars(n.Args)))} })
}

// asks is the rule of a node that reads strings.
func asks(s func(f *fn, x []ins.Value) ins.Value) nodeRule {
	return gives(func(f *fn, n *ir.Node) val { return val{s(f, f.scalars(n.Args))} })
}

// nothing is the value of what is null or never seen.
func nothing(_ *fn, n *ir.Node) val { return nullVal(n.Results[0].Type) }

// operand hands the operand on.
func (f *fn) operand(n *ir.Node) val { return f.vals[n.Args[0]] }

// text is a string constant.
func (f *fn) text(n *ir.Node) val { return val{f.stringConst(n.Op.(ops.Const).Value.(string))} }

// poolArray is an array constant.
func (f *fn) poolArray(n *ir.Node) val {
	key := n.Op.(ops.Pool).Key
	i := f.p.poolIndex(key)
	table := f.Load(ins.Ptr, f.Offset(f.ctx, f.p.o.Runtime.Consts))
	x := val{f.Load(ins.Ptr, f.Offset(table, 8*i)), ins.Null}
	for _, d := range f.p.m.Pool.Get(key).Shape {
		x = append(x, ins.Size(d))
	}
	return x
}

// format writes ints here; the host serves the rest.
func (f *fn) format(n *ir.Node) error {
	if n.Args[0].Type != types.CoreI64 || n.Op.(ops.Format).Kind != "py" {
		f.evaluate(n)
		return nil
	}
	f.bind(n.Results[0], val{f.need(f.Call(rtStrInt, f.ctx, f.vals[n.Args[0]][0]))})
	return nil
}

// isNull tests the flag of an optional scalar, or the address.
func (f *fn) isNull(n *ir.Node) val {
	x := f.vals[n.Args[0]][0]
	if x.Type() == ins.I1 {
		return val{f.Not(x)}
	}
	return val{f.isNullPtr(x)}
}

// some puts a flag before a scalar.
func (f *fn) some(n *ir.Node) val {
	x := f.vals[n.Args[0]]
	if !types.IsHeap(n.Args[0].Type) {
		x = append(val{ins.True}, x...)
	}
	return x
}

// get drops the flag of a scalar.
func (f *fn) get(n *ir.Node) val {
	x := f.vals[n.Args[0]]
	if !types.IsHeap(n.Results[0].Type) {
		x = x[1:]
	}
	return x
}
