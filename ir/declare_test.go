package ir_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
)

// known has the operations of all stages.
var known = typed.All(nil).Known(ops.Core())

const surfaceText = `module surface entry @__main__

class {Name="P", Display="P", Fields=[{Name="x", Annotation="float"}, {Name="n", Default="P.n", NoInit=true}], Methods={"m": "P.m", "p": "P.p"}, Kinds={"p": "property"}, Order=["m", "p"], Dataclass=true, Eq=true}

array k: i64[2] = [1, -2]

func @P.m(%0.self: any, %1.y: any, %2.z: any) -> (any) takes {Names=["self", "y"], KwOnly=["z"], NumDefault=1, ArgTypes={"y": "int"}} {
  %3 = literal{Value="a \"b\""} : any
  %4 = invoke{Names=["q"], Stars=[true, false]} %3, %0.self, %1.y, %2.z : any
  return %4
}

func @__main__(%0.x: any) -> (any) {
  %1 = table{Keys=["k"], Tuples=false} : any
  %2 = class{Name="P"} : any
  %3 = if %0.x {
    throw %2
    %4 = unreached : any
    yield %4
  } {
    yield %1
  } : any
  return %3
}
`

const typedText = `module typed entry @__main__

named class Tree(float, named class Tree | None)

named func f.<lambda>(int)

func @__main__(%0.xs: list[int], %1.t: named class Tree) -> (float) {
  %2 = py.const{T=float, Value=2e+00} : float
  %3 = op.**{Statics=[_, 0x1p+01], T=float} %2, %2 : float
  %4 = list.at{Statics=[_, (1,None,"a, b",(),?,true,-0x1p-02)], T=int} %0.xs, %0.xs : int
  %5 = unit{T=grad{value_and_grad, value, "x", -1}[function f[int, f64[n,3]]]} : grad{value_and_grad, value, "x", -1}[function f[int, f64[n,3]]]
  %6 = union.has{T=list[=int, int]} %0.xs : bool
  return %3
}
`

// TestEarlyStages reads what only surface and typed IR have.
func TestEarlyStages(t *testing.T) {
	for _, text := range []string{surfaceText, typedText} {
		m, err := parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := ir.Print(m); got != text {
			t.Errorf("printed\n%s\nwant\n%s", got, text)
		}
	}
	m, _ := parse(surfaceText)
	if got, want := m.Func("__main__").Sig, (&ir.Signature{Names: []string{"x"}}); !reflect.DeepEqual(got, want) {
		t.Errorf("a signature that is left out reads as %+v", got)
	}
	if c := m.Class("P"); c.Methods["p"] != "P.p" || !c.Fields[1].NoInit || c.Ordered {
		t.Errorf("the class reads as %+v", c)
	}
	n := m.Func("P.m").Body.Nodes[1]
	if err := ir.Verify(m); err != nil || len(n.Args) != 4 {
		t.Errorf("%v, %d operands", err, len(n.Args))
	}
}

// TestEarlyErrors checks what is refused, and where.
func TestEarlyErrors(t *testing.T) {
	typedBody := func(line string) string {
		return "module typed\nfunc @f(%0: int) -> () {\n" + line + "\nreturn\n}"
	}
	for text, want := range map[string]string{
		`module surface` + "\n" + `class {Eq=true, Name="C"}`:                 "2:17: want a field of Class that comes after those before",
		`module surface` + "\n" + `class {Name="C", Name="C"}`:                "2:18: want a field",
		`module surface` + "\n" + `class {Span=1}`:                            "2:8: want a field",
		`module surface` + "\n" + `class {Name="C"}` + "\nclass {Name=\"C\"}": "the class C is declared twice",
		`module surface` + "\n" + `class {Methods={"a" "b"}}`:                 "2:21: want :",
		"module surface\nfunc @f() -> () takes {Names=3} {\nreturn\n}":        "2:30: want [",
		"module typed\nnamed class C(int)\nnamed class C(int)":                "the type named class C is declared twice",
		"module typed\nnamed class(int)":                                      `2:12: want " "`,
		"module core\nfunc @f(%0: None) -> () {\nreturn\n}":                   "want a type of core IR",
		typedBody("%1 = op.+{Statics=[x], T=int} %0 : int"):                   "3:20: want a known value, or _",
		typedBody("%1 = op.+{Statics=[(1], T=int} %0 : int"):                  "want , or )",
		typedBody("%1 = np.absolute{Statics=[_], T=int} %0 : int"):            "3:6: want an operation or return",
		typedBody("%1 = literal{Value=1} : any"):                              "3:6: want an operation or return",
		typedBody("%1 = unit{T=int | None} : None"):                           "want the members of a union in order",
	} {
		if _, err := parse(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
