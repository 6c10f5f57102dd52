package llvm

import (
	"fmt"
	"strings"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// fn writes one function.
type fn struct {
	code
	p     *emitter
	f     *ir.Func
	vals  map[*ir.Value]val
	scope *scope
	open  *strip // kernels whose calls wait
	// consumed are the operands whose references the rule of the current node took.
	consumed []*ir.Value
	node     *ir.Node
	traces   []int          // sites that have a block which appends them to the traceback
	traced   map[ir.Loc]int // the same by their places
	results  []string       // LLVM types of the results' components
	slots    int            // results in memory of the calls in it, at most
}

// function writes f.
func (p *emitter) function(f *ir.Func) error {
	w := &fn{p: p, f: f, vals: map[*ir.Value]val{}, traced: map[ir.Loc]int{}, results: allComps(f.Results)}
	w.block = "start"
	params := formal(w.results)
	for i, v := range f.Params {
		var x val
		for k, ty := range comps(v.Type) {
			name := fmt.Sprintf("%%p%d.%d", i, k)
			params, x = append(params, ty+" "+name), append(x, name)
		}
		w.bind(v, x)
	}
	if p.graph.Recursive(f) {
		w.stackTest()
	}
	results, err := w.region(f.Body)
	if err != nil {
		return err
	}
	w.ret(results)
	head := fmt.Sprintf("fastcc %s %s(%s)", retType(w.results), symbol("f", f.Name), strings.Join(params, ", "))
	kind := Straight
	if p.hotFuncs[f] {
		kind = Loops
	}
	text := "entry:\n" + w.allocas.String() + w.landing() + "  br label %start\nstart:\n" + w.body.String() + w.failBlock()
	if p.o.Runtime.Large != nil && (kind == Straight || len(text) > largeText) {
		text = p.o.Runtime.Large(text)
	}
	p.add(unit{name: symbol("f", f.Name), kind: kind, head: head, inlined: p.onlyEntry(f), needs: w.needs, text: text})
	return nil
}

// largeText is the length in bytes from which on a function that repeats, or may be called from one that does, calls
// what a smaller one has inline: the time to compile such a function would be that of counting references.
const largeText = 16 << 10

// symbol quotes a function's name for LLVM.
func symbol(kind, name string) string {
	var b strings.Builder
	b.WriteString("@\"" + kind + ".")
	for i := range len(name) {
		if c := name[i]; c < 32 || c > 126 || c == '"' || c == '\\' {
			fmt.Fprintf(&b, "\\%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	b.WriteString("\"")
	return b.String()
}

func (f *fn) failBlock() string {
	var b strings.Builder
	for _, site := range f.traces {
		fmt.Fprintf(&b, "trace%d:\n  %%r%d = call i32 @rt_trace(ptr %%ctx, i32 %d)\n  br label %%fail\n", site, site, site)
	}
	return b.String() + "fail:\n  ret " + retType(f.results) + " " + failValue(f.results) + "\n"
}

// bind gives a value its components; sizes that its type knows become constants.
func (f *fn) bind(v *ir.Value, x val) {
	if a, ok := v.Type.(types.Array); ok {
		x = append(val{}, x...)
		for i, d := range a.Dims {
			if d.IsConst() {
				x[2+i] = fmt.Sprint(d.Const)
			}
		}
	}
	f.vals[v] = x
}

// scope is a region while it is written.
type scope struct {
	outer  *scope
	region *ir.Region
	pos    int
	// readable holds the addresses of nodes that were found not to be null.
	readable map[*ir.Value]string
	strips   map[*ir.Node]*strip
}

// region writes the nodes of r and gives its results.
func (f *fn) region(r *ir.Region) (val, error) {
	outer := f.scope
	s := &scope{outer: outer, region: r, readable: map[*ir.Value]string{}, strips: f.strips(r)}
	f.scope = s
	defer func() { f.scope = outer }()
	around := f.plain
	f.plain = plain{region: r}
	defer func() { f.plain = around }()
	for i, n := range r.Nodes {
		s.pos, f.node = i, n
		if err := f.emit(n); err != nil {
			return nil, err
		}
	}
	f.settle()
	var out val
	for _, v := range r.Results {
		out = append(out, f.vals[v]...)
	}
	return out, nil
}

// unsupported is the error for an operation without native code.
func unsupported(n *ir.Node) error {
	return fmt.Errorf("%s: the native backend does not support %s on %v", n.Loc.Span, n.Op.OpName(), ir.Types(n.Args))
}

// emit writes one node, and checks that its rule does with the operands what is declared.
func (f *fn) emit(n *ir.Node) error {
	outer := f.consumed
	f.consumed = nil
	defer func() { f.consumed = outer }()
	if err := f.rule(n); err != nil {
		return err
	}
	return f.keepsClaims(n)
}

// rule writes one node.
func (f *fn) rule(n *ir.Node) error {
	if !f.plain.takes(n) && f.plain.matters(n) {
		f.settle()
	}
	if isScalarNode(n) && hasLanes(n.Op) {
		args := make([]string, len(n.Args))
		for i, a := range n.Args {
			args[i] = f.vals[a][0]
		}
		f.vals[n.Results[0]] = val{f.laneOp(n, 1, args)}
		return nil
	}
	if rule := f.p.rules[n.Op.OpName()]; rule != nil {
		return rule(f, n)
	}
	if f.p.o.Declared.Of(n.Op).Where == ops.Host {
		f.evaluate(n)
		return nil
	}
	return unsupported(n)
}

// settle checks the plain products so far.
func (f *fn) settle() {
	f.checkPlain(func(v *ir.Value, x string) { f.vals[v] = val{x} })
}

// isScalarNode reports whether a node takes and gives machine scalars only.
func isScalarNode(n *ir.Node) bool {
	for _, a := range n.Args {
		if _, ok := a.Type.(types.Scalar); !ok {
			return false
		}
	}
	if len(n.Results) != 1 {
		return false
	}
	_, ok := n.Results[0].Type.(types.Scalar)
	return ok
}
