package myia_test

import (
	"errors"
	"fmt"
	"go/ast"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/own"
)

// opName is a verb, or a family, a dot and a verb. A verb of a family may be several words.
var opName = regexp.MustCompile(`^[a-z][a-z0-9]*(\.[a-z][a-z0-9]*(_[a-z0-9]+)*)?$`)

// checkName says what is wrong with the name of an operation, which Go calls by its CamelCase, so that whoever reads IR
// text finds the declaration.
func checkName(name, ident string) error {
	if !opName.MatchString(name) {
		return errors.New("is neither a verb nor a family, a dot and a verb")
	}
	if !strings.EqualFold(ident, strings.NewReplacer(".", "", "_", "").Replace(name)) {
		return fmt.Errorf("is %s in Go", ident)
	}
	return nil
}

// TestPolicyOfNames checks the operations of all stages but typed primitives, which have the names of Python and NumPy.
func TestPolicyOfNames(t *testing.T) {
	rows := rowVariables(t)
	seen := map[string]bool{}
	check := func(op ir.Op) {
		ident := goName(op)
		if _, row := op.(ops.Elementwise); row {
			ident = rows[op.OpName()]
		}
		if err := checkName(op.OpName(), ident); err != nil {
			t.Errorf("the operation %s %v", op.OpName(), err)
		}
		if seen[op.OpName()] {
			t.Errorf("there are two operations %s", op.OpName())
		}
		seen[op.OpName()] = true
	}
	for _, d := range slices.Concat(ops.Core().All(), kernels.Declarations(), own.Declarations()) {
		check(d.Op)
	}
	for _, op := range append(surface.All(), typed.Structural()...) {
		check(op)
	}
}

// goName is the name of an operation's type, behind that of its package if this is the family: own.retain is own.Retain.
func goName(op ir.Op) string {
	t := reflect.TypeOf(op)
	family, _, _ := strings.Cut(op.OpName(), ".")
	if path.Base(t.PkgPath()) == family {
		return family + t.Name()
	}
	return t.Name()
}

// rowVariables gives the variables of package ops that hold elementwise operations, by the operations' names.
func rowVariables(t *testing.T) map[string]string {
	vars := map[string]string{}
	for _, f := range goFiles(t) {
		if f.dir() != "ops" || f.test() {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Values) == 1 {
				if name := rowName(spec.Values[0]); name != "" {
					vars[name] = spec.Names[0].Name
				}
			}
			return true
		})
	}
	return vars
}

// rowName is the name in f(row{name: "add", …}) or f("lt", …).
func rowName(x ast.Expr) string {
	call, ok := x.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return ""
	}
	first := call.Args[0]
	if lit, ok := first.(*ast.CompositeLit); ok && len(lit.Elts) > 0 {
		if kv, ok := lit.Elts[0].(*ast.KeyValueExpr); ok {
			first = kv.Value
		}
	}
	if lit, ok := first.(*ast.BasicLit); ok {
		name, _ := strconv.Unquote(lit.Value)
		return name
	}
	return ""
}

// TestPolicyNameChecks shows that the rule sees what is against it.
func TestPolicyNameChecks(t *testing.T) {
	right := map[string]string{"vec.len": "VecLen", "argmax": "ArgMax", "str.is_number": "StrIsNumber", "rng.seed": "RNGSeed"}
	wrong := map[string]string{"vec_len": "VecLen", "len": "VecLen", "Vec.len": "VecLen", "vec.": "Vec", "vec.len_": "VecLen",
		"vec.len.of": "VecLenOf", "select": "Select_", "add": ""}
	for name, ident := range right {
		if err := checkName(name, ident); err != nil {
			t.Errorf("%s %v", name, err)
		}
	}
	for name, ident := range wrong {
		if checkName(name, ident) == nil {
			t.Errorf("%s is taken for the name of %s", name, ident)
		}
	}
}
