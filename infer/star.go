package infer

import (
	"fmt"
	"strings"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/types"
)

// maxSpread is how many arguments a list of run-time length may be spread into.
const maxSpread = 8

// callSpread calls with positional arguments of which one list is spread whose length is known at run time only; false if
// this callee needs the length. A function of the program is called with each number of arguments that it takes; print
// prints the list of all texts.
func (f *frame) callSpread(callee *val, args []*val, op surface.Call, kw []*val) (*val, bool) {
	at := -1
	for i, a := range args {
		if i < len(op.Stars) && op.Stars[i] && f.ofRunTime(a) {
			if at >= 0 && callee.T != printType() {
				return nil, false
			}
			at = i
		}
	}
	if at < 0 || f.dead {
		return nil, false
	}
	if callee.T == printType() {
		return f.printSpread(args, op, kw), true
	}
	t, ok := callee.T.(types.Func)
	if !ok || len(op.Names) > 0 {
		return nil, false
	}
	fn := f.e.src.Func(t.Name)
	if sig := fn.Sig; sig.VarArgs != "" || len(sig.Names) > maxSpread || at != len(args)-1 {
		return nil, false
	}
	return f.callEach(callee, fn, args), true
}

func printType() types.Type { return types.Static{Kind: "builtin", Name: "print"} }

// ofRunTime reports whether the length of what is spread is known at run time only.
func (f *frame) ofRunTime(v *val) bool {
	return v.loop == nil && isRunList(v.T)
}

// callEach calls fn with the elements of the last argument, a list, as often as they fit.
func (f *frame) callEach(callee *val, fn *ir.Func, args []*val) *val {
	seq, _ := f.sequence(args[len(args)-1])
	pos := args[:len(args)-1]
	n := seq.length()
	most := len(fn.Sig.Names) - len(pos)
	least := max(most-fn.Sig.NumDefault, 0)
	var try func(k int) *val
	try = func(k int) *val {
		if k > most {
			given := f.binop("+", n, f.constant(int64(len(pos))))
			return f.raise("TypeError", f.joinStr([]*val{
				f.constant(fmt.Sprintf("%s() takes %s positional argument%s but ", display(fn), countText(fn.Sig), plural(len(fn.Sig.Names)))), f.str(given), f.constant(" were given"),
			}))
		}
		return f.cond(f.prim("op.==", n, f.constant(int64(k))), func() *val {
			if k < least {
				return f.raiseText("TypeError", lackText(fn, len(pos)+k))
			}
			all := append([]*val{}, pos...)
			for i := range k {
				all = append(all, f.fresh1(seq.at(f.constant(int64(i)))))
			}
			return f.call(callee, all, nil, nil)
		}, func() *val { return try(k + 1) })
	}
	return try(0)
}

// countText is how many positional arguments a function takes.
func countText(sig *ir.Signature) string {
	if sig.NumDefault > 0 {
		return fmt.Sprintf("from %d to %d", len(sig.Names)-sig.NumDefault, len(sig.Names))
	}
	return fmt.Sprint(len(sig.Names))
}

// lackText says which arguments are missing after the first n.
func lackText(fn *ir.Func, n int) string {
	var names []string
	for _, name := range fn.Sig.Names[n : len(fn.Sig.Names)-fn.Sig.NumDefault] {
		names = append(names, "'"+name+"'")
	}
	return missingText(fn, names)
}

// missingText says that a call lacks arguments, in Python's words.
func missingText(fn *ir.Func, names []string) string {
	list := strings.Join(names, " and ")
	if k := len(names) - 1; k > 1 {
		list = strings.Join(names[:k], ", ") + ", and " + names[k]
	}
	return fmt.Sprintf("%s() missing %d required positional argument%s: %s", display(fn), len(names), plural(len(names)), list)
}

// printSpread is print(a, *xs).
func (f *frame) printSpread(args []*val, op surface.Call, kw []*val) *val {
	texts := f.coerce(f.product(types.List{Exact: true}, nil), types.List{Elems: []types.Type{types.Str}})
	for i, a := range args {
		if i < len(op.Stars) && op.Stars[i] {
			texts = f.concat(texts, f.textsOf(a))
		} else {
			texts = f.push(texts, f.str(a))
		}
		if isErr(texts.T) || f.dead {
			return texts
		}
	}
	sep := f.constant(" ")
	for i, name := range op.Names {
		if name == "sep" && kw[i].T == types.Str {
			sep = kw[i]
		}
	}
	return f.call(f.builtin("print"), []*val{f.prim("str.join", sep, texts)}, op.Names, kw)
}

// textsOf is the list of what print prints of each element.
func (f *frame) textsOf(v *val) *val {
	list := f.listOf(v)
	seq, ok := f.sequence(list)
	if !ok {
		return errVal()
	}
	if !seq.unlike {
		return f.collect(seq, func(_, item, acc *val) *val { return f.push(acc, f.str(item)) })
	}
	var texts []*val
	for _, p := range f.partsOf(list) {
		texts = append(texts, f.str(p))
	}
	return f.product(types.List{Exact: true, Elems: valTypes(texts)}, texts)
}
