package jit

import (
	"errors"
	"os"
	"strings"
	"sync"
	"testing"
	"unsafe"
)

// engines runs a test on every major version of libLLVM found. Without any it is skipped, or fails under CI.
func engines(t *testing.T, f func(t *testing.T, e *Engine)) {
	seen := map[int]bool{}
	for _, c := range Candidates() {
		if c.Refused != "" || seen[c.Version.Major] {
			continue
		}
		seen[c.Version.Major] = true
		t.Run("llvm"+c.Version.String(), func(t *testing.T) {
			l, err := Open(c.Path)
			if err != nil {
				t.Fatal(err)
			}
			e, err := l.NewEngine()
			if err != nil {
				t.Fatal(err)
			}
			f(t, e)
		})
	}
	if len(seen) == 0 {
		if os.Getenv("CI") == "true" {
			t.Fatal("no libLLVM found, and CI=true")
		}
		t.Skip("no libLLVM found")
	}
}

const addText = `
@scale = global i64 3
@table = internal constant [2 x ptr] [ptr @twice, ptr @scale]
define internal i64 @twice(i64 %x) {
  %y = add i64 %x, %x
  ret i64 %y
}
declare ptr @memcpy(ptr, ptr, i64)
define i32 @f(ptr %ctx, ptr %in, ptr %out) {
  %p = load ptr, ptr @table
  %x = load i64, ptr %in
  %y = call i64 %p(i64 %x)
  %k = load i64, ptr @scale
  %z = mul i64 %y, %k
  store i64 %z, ptr %ctx
  call ptr @memcpy(ptr %out, ptr %ctx, i64 8)
  ret i32 0
}
`

func TestCompileAndCall(t *testing.T) {
	engines(t, func(t *testing.T, e *Engine) {
		for level := range 4 {
			m, err := e.Compile(addText, Options{Name: "add", OptLevel: level, KeepIR: true, KeepAsm: true})
			if err != nil {
				t.Fatal(err)
			}
			var ctx, out int64
			in := int64(7)
			status := Call(m.Symbol("f"), unsafe.Pointer(&ctx), unsafe.Pointer(&in), unsafe.Pointer(&out))
			if status != 0 || out != 42 {
				t.Errorf("level %d: status %d, out %d, want 0, 42", level, status, out)
			}
			if o := m.Objects[0]; !strings.Contains(o.IR, "@twice") || !strings.Contains(o.Asm, "f:") {
				t.Errorf("no IR or assembly kept")
			}
			m.Close()
		}
	})
}

// Two objects that call each other, and a name from Define.
func TestLinkTogether(t *testing.T) {
	engines(t, func(t *testing.T, e *Engine) {
		a := `declare i32 @odd(i64)
define i32 @even(i64 %n) {
  %z = icmp eq i64 %n, 0
  br i1 %z, label %yes, label %no
yes:
  ret i32 1
no:
  %m = sub i64 %n, 1
  %r = call i32 @odd(i64 %m)
  ret i32 %r
}`
		b := strings.NewReplacer("@odd", "@even", "@even", "@odd", "ret i32 1", "ret i32 0").Replace(a)
		var objs [2]*Object
		var wg sync.WaitGroup
		for i, text := range []string{a, b} {
			wg.Go(func() {
				o, err := e.Emit(text, Options{Name: "m"})
				if err != nil {
					t.Error(err)
				}
				objs[i] = o
			})
		}
		wg.Wait()
		if t.Failed() {
			return
		}
		m, err := e.Link(objs[:]...)
		if err != nil {
			t.Fatal(err)
		}
		if got := Invoke(m.Symbol("even"), 1001); int32(got) != 0 {
			t.Errorf("even(1001) = %d", got)
		}
		e.Define("even", m.Symbol("even"))
		far, err := e.Compile("declare i32 @even(i64)\ndefine ptr @addr() { ret ptr @even }\n"+
			"define i32 @g(i64 %n) { %r = call i32 @even(i64 %n) ret i32 %r }", Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := Invoke(far.Symbol("g"), 10); int32(got) != 1 {
			t.Errorf("g(10) = %d", got)
		}
		if Invoke(far.Symbol("addr")) != m.Symbol("even") {
			t.Errorf("address of even differs between modules")
		}
	})
}

// Bad text gives an error with its place and never output or an exit.
func TestErrors(t *testing.T) {
	cases := []struct {
		name, text, passes, stage, want string
		line                            int
	}{
		{"syntax", "define i32 @f() {\n  ret i32 x\n}", "", "parse", "expected value token", 2},
		{"first line", "define i32 @f() { ret i32 x }", "", "parse", "expected value token", 1},
		{"type", "define i32 @f(i64 %a) {\n  %b = add i32 %a, 1\n  ret i32 %b\n}", "", "parse", "defined with type 'i64'", 2},
		{"dominance", "define i32 @f(i1 %c) {\n  br i1 %c, label %x, label %y\nx:\n  %a = add i32 1, 2\n  br label %y\ny:\n  ret i32 %a\n}",
			"", "verify", "does not dominate", 4},
		{"pass", "define void @f() { ret void }", "no-such-pass", "passes", "no-such-pass", 0},
		{"inline asm", "define void @f() {\n  call void asm sideeffect \"no_such_instruction\", \"\"()\n  ret void\n}", "", "codegen", "", 0},
		{"module asm", "module asm \"no_such_instruction\"", "", "", "", 0},
		{"undefined", "declare double @exp(double)\ndefine double @f(double %x) {\n  %y = call double @exp(double %x)\n  ret double %y\n}", "", "link", "symbol exp is not defined", 0},
	}
	engines(t, func(t *testing.T, e *Engine) {
		for _, c := range cases {
			m, err := e.Compile(c.text, Options{Name: "bad", Passes: c.passes})
			var je *Error
			if !errors.As(err, &je) {
				t.Errorf("%s: got %v, %v; want an *Error", c.name, m, err)
				continue
			}
			if c.stage != "" && je.Stage != c.stage || !strings.Contains(je.Message, c.want) || c.line != 0 && je.Line != c.line {
				t.Errorf("%s: %#v", c.name, je)
			}
		}
	})
}

func TestFind(t *testing.T) {
	if _, _, err := Find("none"); err == nil {
		t.Error("none found something")
	}
	if _, _, err := Find("/no/such/file.so"); err == nil {
		t.Error("a missing file was found")
	}
	for name, want := range map[string]Version{"libLLVM-15.so.1": {15, 0, 0}, "libLLVM.so.19.1": {19, 1, 0},
		"libLLVM-14.0.6.so.1": {14, 0, 6}, "libLLVM-17.dylib": {17, 0, 0}, "libLTO.so.14": {}, "libLLVM.so": {}} {
		if got := versionInName(name); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	for _, c := range Candidates() {
		t.Log(c)
		if c.Version.Major == 14 {
			if _, _, err := Find(c.Path); err == nil || !strings.Contains(err.Error(), "opaque pointers") {
				t.Errorf("14 is not refused: %v", err)
			}
		}
	}
}
