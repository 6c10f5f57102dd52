package ir_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/source"
)

func parse(text string) (*ir.Module, error) {
	return ir.Parse(source.NewFile("t.ir", []byte(text)), known)
}

// everything is a text with all that a module can hold, as Print writes it.
const everything = `module core entry @main

node Tree^'(f64, *Tree^', vec<i64, str>?)

array a1b2: f32[2,2] = [1e+00f, -0e+00f, NaNf, +Inff]

array empty: i64[0] = []

array "odd key": bool[1] = [true]

func @f.<lambda>#2~3(%0.x: f64, %1."a b": f64[n,3]) -> (f64) {
  return %0.x
}

func @main() -> () {
  %0 = const{Value=-0e+00} : f64
  %1 = const{Value=NaN} : f64
  %2 = const{Value=NaN(7ff8000000000000)} : f64
  %3 = const{Value=-Inf} : f64
  %4 = const{Value=1e-45f} : f32
  %5 = const{Value=NaN(ffc00000)f} : f32
  %6 = const{Value="a\n\"é\x00\xff %1 # }"} : str
  %7 = const{Value=true} : bool
  %8 = const{Value=-9223372036854775808} : i64
  %9.y = poison{Type=f64[?,"1",n]} : f64[?,"1",n]
  %10 = pool{Key="a1b2", Type=f32[2,2]} : f32[2,2]
  %11 = null{Type=*Tree^'} : *Tree^'
  %12 = call{Fn="f.<lambda>#2~3", Results=[f64]} %0, %9.y : f64
  %13 = broadcast{Dims=[2, n]} %0, %8 : f64[2,n]
  %14 = reduce{Kind="sum", Axes=[0, 1]} %13 : f64
  check{Class="ValueError", Msg="{0!r}"} %7, %8
  %17, %18.z = for %8, %0, %0 { (%15.i: i64, %16: f64, %19: f64) ->
    %20 = if %7 {
      yield %16
    } {
      %21 = add %16, %19 : f64
      yield %21
    } : f64
    yield %19, %20
  } : f64, f64
  %40 = while %0 { (%30: f64) ->
    %31 = lt %30, %0 : bool
    yield %31, %30
  } { (%32: f64) ->
    yield %32
  } : f64
  return
}
`

// TestParsePrint checks that a text with all that a module can hold is read
// and printed as it stands.
func TestParsePrint(t *testing.T) {
	m, err := parse(everything)
	if err != nil {
		t.Fatal(err)
	}
	if got := ir.Print(m); got != everything {
		t.Errorf("printed:\n%s", got)
	}
}

// TestParseLoose checks what a text may have that Print does not write:
// comments, blank lines, uses without names.
func TestParseLoose(t *testing.T) {
	m, err := parse("# a\n\n  module opt # b\r\nfunc @f ( %5.x : f64 )->( f64 ){ #c\n\n%6=add %5 ,%5.x:f64\n\nreturn %6\n\n}#d")
	if err != nil {
		t.Fatal(err)
	}
	want := "module opt\n\nfunc @f(%5.x: f64) -> (f64) {\n  %6 = add %5.x, %5.x : f64\n  return %6\n}\n"
	if got := ir.Print(m); got != want {
		t.Errorf("printed:\n%s", got)
	}
}

// TestParseErrors checks the place and the message of what cannot be read.
func TestParseErrors(t *testing.T) {
	body := func(lines string) string { return "module core\nfunc @f(%0: f64) -> () {\n" + lines + "\nreturn\n}" }
	for text, want := range map[string]string{
		"":                                     "t.ir:1:1: IR text begins with module",
		"module x":                             "t.ir:1:8: want a stage: surface, typed, core or opt",
		"module core entry f":                  "t.ir:1:19: want @",
		"module core f":                        "t.ir:1:13: want the end of the line",
		"module core\nfun":                     "t.ir:2:1: want node, class, named, array or func",
		"module core\nnode A()\nnode A()":      "t.ir:3:6: the record A is declared twice",
		"module core\narray k: f64[2] = [1e0]": "t.ir:2:7: the array has 1 elements, which does not fit f64[2]",
		"module core\narray k: f64[1] = [1]":   "t.ir:2:7: an element is not of the array's type",
		"module core\narray k: f64 = [1]":      "t.ir:2:7: an array constant is of an array type",
		"module core\nfunc @f() -> () {\nreturn\n}\nfunc @f() -> () {\nreturn\n}": "t.ir:5:6: the function f is declared twice",
		"module core\nfunc @f(%0: int) -> () {\nreturn\n}":                        "t.ir:2:13: want a type of core IR",
		body("%1 = add %0, %2 : f64"):                                             "t.ir:3:14: %2 is not defined here",
		body("%0 = neg %0 : f64"):                                                 "t.ir:3:1: %0 is defined twice",
		body("%1 = neg %0.x : f64"):                                               `t.ir:3:10: the name of %0 is ""`,
		body("%1 = frob %0 : f64"):                                                "t.ir:3:6: want an operation or return",
		body("%1 = neg %0"):                                                       "t.ir:3:12: want :",
		body("%1, %2 = neg %0 : f64"):                                             "t.ir:3:22: want ,",
		body("%1 = neg %0 : f64, f64"):                                            "t.ir:3:18: want the end of the line",
		body("%1 = const{Value=x} : f64"):                                         "t.ir:3:18: want a constant",
		body("%1 = const : f64"):                                                  "t.ir:3:12: want {",
		body("%1 = index{Ax=1} %0 : f64"):                                         "t.ir:3:12: want the attribute Axes of index",
		body("%1 = dim{Axis=1.5} %0 : i64"):                                       "t.ir:3:15: want a number",
		body("%1 = cast{To=i33} %0 : f64"):                                        "t.ir:3:14: want bool, i8, i16, i32, i64, u8, u16, u32, u64, f16, bf16, f32 or f64",
		body("%1 = raise{Class=a} %0"):                                            "t.ir:3:18: want a string in quotes",
		body("%99999999999999999999 = neg %0 : f64"):                              "t.ir:3:2: want the number of a value",
		body(strings.Repeat("if %0 {\n", 300)):                                    "regions are nested more than 200 deep",
	} {
		_, err := parse(text)
		var d *diag.Diagnostic
		if !errors.As(err, &d) || d.Code != diag.BadIR || !strings.Contains(d.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// FuzzParse checks that no text makes the parser panic, and that what it reads
// prints as a text that reads and prints the same.
func FuzzParse(f *testing.F) {
	f.Add(everything)
	f.Add(surfaceText)
	f.Add(typedText)
	f.Add("module opt\nfunc @f(%0: f64) -> (f64) {\n  return %0\n}\n")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := parse(text)
		if err != nil {
			return
		}
		first := ir.Print(m)
		m, err = parse(first)
		if err != nil {
			t.Fatalf("%v\n%s", err, first)
		}
		if second := ir.Print(m); second != first {
			t.Errorf("printed:\n%s\nthen:\n%s", first, second)
		}
	})
}
