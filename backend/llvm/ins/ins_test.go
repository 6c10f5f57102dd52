package ins

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// each is a function that has every kind of instruction and operand.
func each() *Func {
	f := New("f", I64)
	p, n := f.Param("p", Ptr), f.Param("n", I64)
	space := f.Alloca(Array(4, Double), 8)
	loop, done := f.NewBlock("loop"), f.NewBlock("done")
	before := f.At()
	f.Jump(loop)

	f.Start(loop)
	i, is := f.Join(I64)
	next := f.Binary(AddNoWrap, i, Size(1))
	is.Add(Size(0), before)
	is.Add(next, loop)
	x := f.Load(Double, f.Element(Double, p, i))
	wide := f.LoadAligned(Vec(Double, 2), f.InBounds(Double, p, i), 8)
	v := f.Binary(FMul, wide, f.Splat(x, 2))
	v = f.Binary(FAdd, v, Real(v.Type(), 0.5))
	v = f.SetLane(v, f.Neg(f.Lane(f.Lanes(v, Ramp(Vec(I32, 2), 1)), 0)), 1)
	f.StoreAligned(v, space, 8)
	f.Store(Null, f.Offset(space, 16))
	odd := f.Cmp(UNO, v, v)
	bits := f.Cast(Bitcast, f.Not(odd), Bits(2))
	f.BranchRare(f.Cmp(NE, bits, Int(Bits(2), 0)), loop, done)

	f.Start(done)
	both := f.Call(LLVM("umul.with.overflow", []Type{I64}, Struct(I64, I1), I64, I64), n, Size(3))
	both = f.Insert(both, f.Select(f.Extract(both, 1), Int(I64, -1), Uint(I64, 1<<63)), 0)
	word := f.LoadVolatile(I32, (&Global{Name: "word", Def: "constant i32 0"}).At(4))
	f.Ret(f.Binary(Add, f.Extract(both, 0), f.Cast(SExt, word, I64)))
	return f
}

const eachText = `define internal i64 @f(ptr %p, i64 %n) nounwind {
start:
  %t1 = alloca [4 x double], align 8
  br label %loop2
loop2:
  %t4 = phi i64 [ 0, %start ], [ %t5, %loop2 ]
  %t5 = add nuw nsw i64 %t4, 1
  %t6 = getelementptr double, ptr %p, i64 %t4
  %t7 = load double, ptr %t6
  %t8 = getelementptr inbounds double, ptr %p, i64 %t4
  %t9 = load <2 x double>, ptr %t8, align 8
  %t10 = insertelement <2 x double> poison, double %t7, i32 0
  %t11 = shufflevector <2 x double> %t10, <2 x double> poison, <2 x i32> zeroinitializer
  %t12 = fmul <2 x double> %t9, %t11
  %t13 = fadd <2 x double> %t12, <double 0x3FE0000000000000, double 0x3FE0000000000000>
  %t14 = shufflevector <2 x double> %t13, <2 x double> poison, <2 x i32> <i32 1, i32 2>
  %t15 = extractelement <2 x double> %t14, i32 0
  %t16 = fneg double %t15
  %t17 = insertelement <2 x double> %t13, double %t16, i32 1
  store <2 x double> %t17, ptr %t1, align 8
  %t18 = getelementptr i8, ptr %t1, i64 16
  store ptr null, ptr %t18
  %t19 = fcmp uno <2 x double> %t17, %t17
  %t20 = xor <2 x i1> %t19, <i1 true, i1 true>
  %t21 = bitcast <2 x i1> %t20 to i2
  %t22 = icmp ne i2 %t21, 0
  br i1 %t22, label %loop2, label %done3, !prof !{!"branch_weights", i32 1, i32 1048575}
done3:
  %t23 = call { i64, i1 } @llvm.umul.with.overflow.i64(i64 %n, i64 3)
  %t24 = extractvalue { i64, i1 } %t23, 1
  %t25 = select i1 %t24, i64 -1, i64 9223372036854775808
  %t26 = insertvalue { i64, i1 } %t23, i64 %t25, 0
  %t27 = load volatile i32, ptr getelementptr (i8, ptr @word, i64 4)
  %t28 = extractvalue { i64, i1 } %t26, 0
  %t29 = sext i32 %t27 to i64
  %t30 = add i64 %t28, %t29
  ret i64 %t30
}
`

// What is built is written as LLVM reads it, and as often as it is asked for.
func TestText(t *testing.T) {
	f := each()
	for range 2 {
		if got := f.String(); got != eachText {
			t.Fatalf("got:\n%s", got)
		}
	}
	if lines := strings.Count(eachText, "\n  "); f.Len() != lines {
		t.Errorf("%d instructions, and %d lines of them", f.Len(), lines)
	}
}

// Operands of other types than an instruction takes are refused where it is built, and so is what makes no function.
func TestRefused(t *testing.T) {
	c := Extern("g", I64, I64, Ptr)
	pair := Struct(I64, Ptr)
	for _, x := range []struct {
		want  string
		build func(f *Func, i, d, p, v Value)
	}{
		{"add of i64", func(f *Func, i, d, p, v Value) { f.Binary(Add, i, d) }},
		{"fadd of i64", func(f *Func, i, d, p, v Value) { f.Binary(FAdd, i, i) }},
		{"add of <2 x i64>", func(f *Func, i, d, p, v Value) { f.Binary(Add, v, i) }},
		{"fneg of i64", func(f *Func, i, d, p, v Value) { f.Neg(i) }},
		{"icmp slt of double", func(f *Func, i, d, p, v Value) { f.Cmp(SLT, d, d) }},
		{"fcmp olt of i64", func(f *Func, i, d, p, v Value) { f.Cmp(OLT, i, i) }},
		{"icmp eq of ptr", func(f *Func, i, d, p, v Value) { f.Cmp(EQ, p, i) }},
		{"select by i64", func(f *Func, i, d, p, v Value) { f.Select(i, d, d) }},
		{"select by i1 true of i64", func(f *Func, i, d, p, v Value) { f.Select(True, i, d) }},
		{"select by <2 x i1>", func(f *Func, i, d, p, v Value) { f.Select(f.Cmp(EQ, v, v), i, i) }},
		{"trunc of i64", func(f *Func, i, d, p, v Value) { f.Cast(Trunc, i, I64) }},
		{"zext of i64", func(f *Func, i, d, p, v Value) { f.Cast(ZExt, i, I32) }},
		{"sext of <2 x i64>", func(f *Func, i, d, p, v Value) { f.Cast(SExt, v, I128) }},
		{"fpext of double", func(f *Func, i, d, p, v Value) { f.Cast(FPExt, d, Float) }},
		{"fptrunc of i64", func(f *Func, i, d, p, v Value) { f.Cast(FPTrunc, i, Float) }},
		{"sitofp of double", func(f *Func, i, d, p, v Value) { f.Cast(SIToFP, d, Double) }},
		{"bitcast of double", func(f *Func, i, d, p, v Value) { f.Cast(Bitcast, d, I32) }},
		{"ptrtoint of i64", func(f *Func, i, d, p, v Value) { f.Cast(PtrToInt, i, I64) }},
		{"add of i64 %parameter 0 to i32", func(f *Func, i, d, p, v Value) { f.Cast(Add, i, I32) }},
		{"load at i64", func(f *Func, i, d, p, v Value) { f.Load(I64, i) }},
		{"load at i64", func(f *Func, i, d, p, v Value) { f.LoadVolatile(I64, i) }},
		{"store of i64", func(f *Func, i, d, p, v Value) { f.Store(i, d) }},
		{"element ptr", func(f *Func, i, d, p, v Value) { f.Element(I8, p, p) }},
		{"1 operands for @g", func(f *Func, i, d, p, v Value) { f.Call(c, i) }},
		{"is operand 1 of @g", func(f *Func, i, d, p, v Value) { f.Call(c, i, i) }},
		{"field 2 of", func(f *Func, i, d, p, v Value) { f.Extract(Undef(pair), 2) }},
		{"in field 1 of", func(f *Func, i, d, p, v Value) { f.Insert(Undef(pair), i, 1) }},
		{"lane 2 of", func(f *Func, i, d, p, v Value) { f.Lane(v, 2) }},
		{"lane 0 of", func(f *Func, i, d, p, v Value) { f.Lane(i, 0) }},
		{"in lane 0 of", func(f *Func, i, d, p, v Value) { f.SetLane(v, d, 0) }},
		{"lanes i64", func(f *Func, i, d, p, v Value) { f.Lanes(v, i) }},
		{"the lanes of", func(f *Func, i, d, p, v Value) { v.Splat(2) }},
		{"branch by i64", func(f *Func, i, d, p, v Value) { f.Branch(i, f.At(), f.At()) }},
		{"in a phi of double", func(f *Func, i, d, p, v Value) { f.Phi(Double, i.From(f.At())) }},
		{"phi behind other", func(f *Func, i, d, p, v Value) { f.Neg(d); f.Phi(I64) }},
		{"@f returns i64", func(f *Func, i, d, p, v Value) { f.Ret(d) }},
		{"@f returns i64", func(f *Func, i, d, p, v Value) { f.RetVoid() }},
		{"an int constant of type double", func(f *Func, i, d, p, v Value) { Int(Double, 1) }},
		{"an int constant of type ptr", func(f *Func, i, d, p, v Value) { Uint(Ptr, 1) }},
		{"a float constant of type i64", func(f *Func, i, d, p, v Value) { Real(I64, 1) }},
		{"a ramp of type <2 x double>", func(f *Func, i, d, p, v Value) { Ramp(Vec(Double, 2), 0) }},
		{"a first field of type", func(f *Func, i, d, p, v Value) { Partial(Struct(Ptr), 0) }},
		{"the place of i64 1", func(f *Func, i, d, p, v Value) { f.Index(Size(1)) }},
		{"behind the end of block start", func(f *Func, i, d, p, v Value) { f.Ret(i); f.Neg(d) }},
		{"block next1 is started twice", func(f *Func, i, d, p, v Value) { b := f.NewBlock("next"); f.Jump(b); f.Start(b); f.Ret(i); f.Start(b) }},
		{"block start has no end", func(f *Func, i, d, p, v Value) { f.Start(f.NewBlock("next")) }},
		{"block start has no end", func(f *Func, i, d, p, v Value) { _ = f.String() }},
		{"block away1, which is not there", func(f *Func, i, d, p, v Value) { f.Jump(f.NewBlock("away")); _ = f.String() }},
	} {
		f := New("f", I64)
		args := []Value{f.Param("i", I64), f.Param("d", Double), f.Param("p", Ptr), f.Param("v", Vec(I64, 2))}
		func() {
			defer func() {
				if got := fmt.Sprint(recover()); !strings.HasPrefix(got, "ins: ") || !strings.Contains(got, x.want) {
					t.Errorf("got %q, want %q", got, x.want)
				}
			}()
			x.build(f, args[0], args[1], args[2], args[3])
		}()
	}
}

// Functions that were built by the same steps are equal; any other step makes them unlike.
func TestEqual(t *testing.T) {
	if a, b := each(), each(); !a.Equal(b) || a.Hash() != b.Hash() {
		t.Error("the same steps make unlike functions")
	}
	c, d := Extern("c", Void), Extern("d", Void)
	build := func(by string) *Func {
		f := New("f", I64)
		alloca, param, size, op, callee, block := I64, I64, int64(7), Add, c, "next"
		switch by {
		case "name":
			f.Name = "g"
		case "alloca":
			alloca = I32
		case "parameter":
			param = Bits(63)
		case "constant":
			size = 8
		case "op":
			op = Sub
		case "callee":
			callee = d
		case "block":
			block = "other"
		case "convention":
			f.Fast = true
		case "outlined":
			f.Outline()
		case "near":
			f.Near(true)
		}
		f.Param("unread", param)
		x := f.Param("x", I64)
		p := f.Alloca(alloca, 8)
		if by == "alignment" {
			f.StoreAligned(x, p, 8)
		} else {
			f.Store(x, p)
		}
		next := f.NewBlock(block)
		f.Call(callee)
		f.Jump(next)
		f.Start(next)
		if by == "order" {
			f.Ret(f.Binary(op, Size(size), x))
		} else {
			f.Ret(f.Binary(op, x, Size(size)))
		}
		return f
	}
	base := build("")
	for _, by := range []string{"", "name", "alloca", "parameter", "constant", "op", "callee", "block", "convention", "outlined", "near", "alignment", "order"} {
		f := build(by)
		if equal, want := base.Equal(f), by == "" || by == "name"; equal != want {
			t.Errorf("functions that differ by %q are equal: %v", by, equal)
		} else if equal && f.Hash() != base.Hash() {
			t.Errorf("functions that differ by %q are equal and have unlike hashes", by)
		}
	}
}

// A module declares what its functions call, and holds once what it has to hold: of helpers those that helpers need, too.
func TestModule(t *testing.T) {
	inner := &Callee{Name: "inner", Result: I64, Link: Held, Define: func(h Host) Definition {
		f := New("inner", I64)
		f.Ret(Size(h.VectorBytes))
		return f
	}}
	helper := &Callee{Name: "helper", Result: I64, Link: Held, Define: func(Host) Definition {
		return Text{Body: "define internal i64 @helper() {\n  %x = call i64 @inner()\n  ret i64 %x\n}\n", Calls: []*Callee{inner}}
	}}
	count := Extern("lib_count", Void, Ptr)
	count.Outlined = Extern("lib_count_far", Void, Ptr)
	word := &Global{Name: "word", Def: "constant i64 7"}
	other := New("other name", Void)
	other.Param("p", Ptr)

	f := New("f", I64)
	f.Linkage = Hidden
	f.Call(count, word.At(0))
	f.Call(other.Callee(), word.At(0))
	f.Call(helper)
	f.Ret(f.Call(inner))
	m := Module{Host: Host{VectorBytes: 32}, Head: "; library\n", Data: []*Global{{Name: "data", Def: "constant i8 0"}},
		Inline: []LibraryFunc{{"lib_count", "; near\n"}, {"lib_count_far", "; far\n"}, {"lib_unused", "; unused\n"}}}
	m.Add(f)
	want := `; library
; near
@data = constant i8 0
@word = constant i64 7
declare hidden void @"other name"(ptr) nounwind

define hidden i64 @f() nounwind {
start:
  call void @lib_count(ptr @word)
  call void @"other name"(ptr @word)
  %t1 = call i64 @helper()
  %t2 = call i64 @inner()
  ret i64 %t2
}

define internal i64 @helper() {
  %x = call i64 @inner()
  ret i64 %x
}

define internal i64 @inner() nounwind {
start:
  ret i64 32
}
`
	if got := m.Text(); got != want {
		t.Errorf("got:\n%s", got)
	}
	f.Outline()
	far := strings.NewReplacer("; near", "; far", "@lib_count(", "@lib_count_far(").Replace(want)
	if got := m.Text(); got != far {
		t.Errorf("outlined, got:\n%s", got)
	}
}

// In a function that calls outlined variants, the calls that are to be near are of the functions themselves.
func TestNear(t *testing.T) {
	count := Extern("lib_count", Void)
	count.Outlined = Extern("lib_count_far", Void)
	f := New("f", Void)
	f.Outline()
	f.Call(count)
	was := f.Near(true)
	f.Call(count)
	f.Near(was)
	f.Call(count)
	f.RetVoid()
	m := Module{}
	m.Add(f)
	got := regexp.MustCompile(`@lib_\w+\(`).FindAllString(m.Text(), -1)
	if want := []string{"@lib_count_far(", "@lib_count(", "@lib_count_far("}; was || !slices.Equal(got, want) {
		t.Errorf("calls %v (before: %v)", got, was)
	}
}

// Constants that are written in several ways.
func TestConstants(t *testing.T) {
	g := &Global{Name: "a b\"\x01"}
	for _, x := range []struct {
		v    Value
		want string
	}{
		{Int(I64, -3), "i64 -3"},
		{Int(Vec(I8, 3), 5), "<3 x i8> <i8 5, i8 5, i8 5>"},
		{Int(Vec(I1, 2), 0), "<2 x i1> zeroinitializer"},
		{True.Splat(2), "<2 x i1> <i1 true, i1 true>"},
		{False, "i1 false"},
		{Real(Float, 0.1), "float 0x3FB99999A0000000"},
		{Real(Double, 0.1), "double 0x3FB999999999999A"},
		{Real(Vec(Double, 2), 0), "<2 x double> <double 0x0000000000000000, double 0x0000000000000000>"},
		{Zero(Struct(I1, Half)), "{ i1, half } zeroinitializer"},
		{Poison(Vec(Ptr, 4)), "<4 x ptr> poison"},
		{Partial(Struct(I32, Ptr, Double), 2), "{ i32, ptr, double } { i32 2, ptr undef, double undef }"},
		{Uint(I128, 1<<63), "i128 9223372036854775808"},
		{g.At(0), `ptr @"a b\22\01"`},
		{g.At(16), `ptr getelementptr (i8, ptr @"a b\22\01", i64 16)`},
		{Undef(Array(2, I16)), "[2 x i16] undef"},
	} {
		if got := x.v.String(); got != x.want {
			t.Errorf("got %s, want %s", got, x.want)
		}
	}
	for _, x := range []struct {
		v     Value
		n     int64
		known bool
	}{{Size(3), 3, true}, {Int(Vec(I64, 2), 3), 0, false}, {Null, 0, false}, {Real(Double, 1), 0, false}, {Zero(I64), 0, false}} {
		if n, known := x.v.Known(); known != x.known || known && n != x.n {
			t.Errorf("%s is known: %v, as %d", x.v, known, n)
		}
	}
}
