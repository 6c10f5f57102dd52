package compiler_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// conformHome holds what NumPy gives for each expression of the table
// (scripts/conformance.py).
const conformHome = "../testdata/conformance"

// perProgram is how many expressions share a program.
const perProgram = 60

type conformCase struct{ Expr, Rule, Want string }

type conformFamily struct {
	Inputs map[string]string
	Cases  []conformCase
}

// conformer runs expressions of one family in one configuration.
type conformer struct {
	name   string
	opts   compiler.Options
	named  bool // sizes of arrays are known at run time only
	inputs map[string]compiler.Value
	words  *wordList
}

const conformHead = "import math\nimport numpy as np\nfrom myia import one_hot\n\n\n"

// conformConfigs are those of the suite that differ in more than the stage, and
// one with sizes that are known at run time.
var conformConfigs = sync.OnceValue(func() map[string]conformer {
	out := map[string]conformer{
		"vm":       {opts: compiler.Options{Backend: compiler.VM, Opt: 1}},
		"vm sizes": {opts: compiler.Options{Backend: compiler.VM}, named: true},
	}
	for _, c := range configs() {
		if c.backend == compiler.Native {
			out["native"] = conformer{opts: compiler.Options{Backend: compiler.Native, Opt: 1}}
			out["native sizes"] = conformer{opts: compiler.Options{Backend: compiler.Native}, named: true}
		}
	}
	return out
})

// valueConfigs are conformConfigs and surface IR, which takes no derivatives and
// resolves each operation on the values that it meets.
func valueConfigs() map[string]conformer {
	out := maps.Clone(conformConfigs())
	out["surface"] = conformer{opts: compiler.Options{Backend: compiler.VM, Stage: compiler.Surface}}
	return out
}

// TestConformance runs every expression of the table and compares value,
// element type and shape, or the exception, with NumPy's. The backends must
// agree to the bit. testdata/conformance/known.txt lists the deviations.
func TestConformance(t *testing.T) {
	t.Parallel()
	c := &conformance{t, readGaps(t, filepath.Join(conformHome, "known.txt")), map[string]bool{}, readWords(t)}
	for _, name := range []string{"arith", "bits", "power", "compare", "choice", "unary", "reduce", "matmul", "shape", "index", "create", "errors"} {
		configs := valueConfigs()
		if !strings.Contains("bits choice matmul shape index errors", name) { // for time
			delete(configs, "native sizes")
		}
		c.family(name, configs)
	}
	for _, name := range []string{"arith", "cast", "make", "mixed", "python", "reduce"} {
		configs := valueConfigs()
		delete(configs, "native sizes")
		delete(configs, "vm sizes")
		c.family("element_"+name, configs)
	}
	for id := range c.known {
		if !c.met[id] && !strings.HasPrefix(id, "calls:") {
			t.Errorf("the known deviation %s is none", id)
		}
	}
	c.words.unused(t)
}

// conformance compares families of expressions with what is stored.
type conformance struct {
	*testing.T
	known map[string]string
	met   map[string]bool // of the known deviations
	words *wordList
}

func (s *conformance) family(name string, configs map[string]conformer) {
	var fam conformFamily
	readJSON(s.T, name, &fam)
	results := map[string]map[string]string{}
	for _, conf := range slices.Sorted(maps.Keys(configs)) {
		c := configs[conf]
		c.name, c.words, c.inputs = name, s.words, map[string]compiler.Value{}
		for k, v := range fam.Inputs {
			c.inputs[k] = inputValue(v)
		}
		results[conf] = c.results(fam.Cases)
		for _, k := range fam.Cases {
			got := results[conf][k.Expr]
			if c.accepts(k, got) {
				continue
			}
			id := name + ":" + strings.ReplaceAll(k.Expr, " ", "")
			if s.met[id] = true; s.known[id] == "" {
				s.Errorf("%s on %s: %s\n\tgot  %.300s\n\twant %.300s", name, conf, k.Expr, got, k.Want)
			}
		}
	}
	for _, k := range fam.Cases {
		if vm, native := results["vm"][k.Expr], results["native"][k.Expr]; native != "" && vm != native {
			s.Errorf("%s: %s\n\tvm     %.300s\n\tnative %.300s", name, k.Expr, vm, native)
		}
	}
}

func readJSON(t *testing.T, name string, to any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(conformHome, name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, to); err != nil {
		t.Fatal(err)
	}
}

// accepts compares an outcome. A mistake that the compiler finds stands for an
// exception of the same words; with sizes unknown, what needs them may be refused.
func (c *conformer) accepts(k conformCase, got string) bool {
	raised, raises := strings.CutPrefix(k.Want, "raises ")
	switch mistake := strings.HasPrefix(got, "mistake"); {
	case mistake && !raises:
		return c.named
	case raises:
		return c.words.accept(strings.TrimSpace(raised), strings.TrimPrefix(got, "raises "), mistake)
	}
	return agrees(k.Want, got, k.Rule)
}

// results gives the outcome of each expression.
func (c *conformer) results(cases []conformCase) map[string]string {
	out := map[string]string{}
	var plain, raising []string
	for _, k := range cases {
		if strings.HasPrefix(k.Want, "raises") {
			raising = append(raising, k.Expr)
		} else {
			plain = append(plain, k.Expr)
		}
	}
	for chunk := range slices.Chunk(plain, perProgram) {
		c.evaluate(chunk, out)
	}
	for chunk := range slices.Chunk(raising, perProgram) {
		c.raise(chunk, out)
	}
	return out
}

// evaluate runs one program that returns the tuple of the expressions; if it
// fails, each half of them.
func (c *conformer) evaluate(exprs []string, out map[string]string) {
	var sb strings.Builder
	names := c.used(exprs)
	fmt.Fprintf(&sb, "%sdef run(%s):\n    return (\n", conformHead, strings.Join(names, ", "))
	for _, e := range exprs {
		fmt.Fprintf(&sb, "        %s,\n", e)
	}
	sb.WriteString("    )\n")
	v, problem := c.call(sb.String(), names)
	switch {
	case problem == "":
		for i, x := range v.(compiler.Tuple) {
			out[exprs[i]] = outcomeText(x)
		}
	case len(exprs) == 1:
		out[exprs[0]] = problem
	default:
		c.evaluate(exprs[:len(exprs)/2], out)
		c.evaluate(exprs[len(exprs)/2:], out)
	}
}

// raise runs each expression by itself, those that compile in one program.
func (c *conformer) raise(exprs []string, out map[string]string) {
	var run []string
	for _, e := range exprs {
		names := c.used([]string{e})
		text := fmt.Sprintf("%sdef run(%s):\n    return %s\n", conformHead, strings.Join(names, ", "), e)
		args, _ := c.arguments(names)
		if _, errs := compiler.FromText("conformance.py", text).Build(compiler.Call{Func: "run", Args: args}, compiler.Typed, c.opts); len(errs) > 0 {
			out[e] = describe(errs)
		} else {
			run = append(run, e)
		}
	}
	if len(run) == 0 {
		return
	}
	names := append([]string{"k"}, c.used(run)...)
	var sb strings.Builder
	fmt.Fprintf(&sb, "%sdef run(%s):\n", conformHead, strings.Join(names, ", "))
	for i, e := range run {
		fmt.Fprintf(&sb, "    if k == %d:\n        %s\n", i, e)
	}
	sb.WriteString("    return 0\n")
	comp, args, problem := c.compile(sb.String(), names)
	for i, e := range run {
		if out[e] = problem; problem == "" {
			args[0] = int64(i)
			out[e] = callText(comp, args)
		}
	}
}

// used lists the inputs that expressions mention.
func (c *conformer) used(exprs []string) []string {
	set := map[string]bool{}
	for _, w := range word.FindAllString(strings.Join(exprs, " "), -1) {
		if _, ok := c.inputs[w]; ok {
			set[w] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}

var word = regexp.MustCompile(`\w+`)

// arguments gives the types and values of inputs; k is a number.
func (c *conformer) arguments(names []string) (ts []types.Type, vs []compiler.Value) {
	for _, n := range names {
		v, ok := c.inputs[n]
		if !ok {
			v = int64(0)
		}
		ty, err := compiler.TypeOf(v)
		if err != nil {
			panic(err)
		}
		if x, ok := v.(*tensor.Tensor); ok && c.named {
			dims := make([]types.Dim, len(x.Shape))
			for i, size := range x.Shape {
				if dims[i] = types.C(1); size != 1 { // what broadcasts is known
					dims[i] = types.N(fmt.Sprintf("%s%d", n, i))
				}
			}
			ty = types.Array{DType: x.DType, Dims: dims}
		}
		ts, vs = append(ts, ty), append(vs, v)
	}
	return ts, vs
}

func (c *conformer) compile(text string, names []string) (*compiler.Compiled, []compiler.Value, string) {
	ts, vs := c.arguments(names)
	comp, errs := compiler.FromText("conformance.py", text).Compile(compiler.Call{Func: "run", Args: ts}, c.opts)
	if len(errs) > 0 {
		return nil, nil, describe(errs)
	}
	return comp, vs, ""
}

// call compiles and runs a program; the text says what went wrong, if it did.
func (c *conformer) call(text string, names []string) (compiler.Value, string) {
	comp, args, problem := c.compile(text, names)
	if problem != "" {
		return nil, problem
	}
	v, err := comp.Call(context.Background(), args...)
	if err != nil {
		return nil, errorText(err)
	}
	return v, ""
}

func callText(comp *compiler.Compiled, args []compiler.Value) string {
	v, err := comp.Call(context.Background(), args...)
	if err != nil {
		return errorText(err)
	}
	return outcomeText(v)
}

func errorText(err error) string {
	if r, ok := compiler.IsRaised(err); ok {
		return "raises " + r.Class + ": " + r.Msg
	}
	return "bug: " + err.Error()
}

func describe(errs diag.List) string {
	if errs[0].Kind == diag.Mistake {
		return "mistake " + errs.Error()
	}
	return errs.Error()
}
