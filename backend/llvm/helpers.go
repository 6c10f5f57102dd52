package llvm

import (
	"fmt"
	"slices"
	"strings"
)

// helper is a function that modules have inline when something needs it.
type helper struct {
	text  string
	needs []string // other helpers
	decls []string
}

// helpers are scalar functions with loops. Float remainders are exact (repeated subtraction of y·2^k), like C's fmod.
var helpers = map[string]helper{
	"myia_ipow": {text: `define internal i64 @myia_ipow(i64 %x, i64 %n) nounwind {
  %neg = icmp slt i64 %n, 0
  br i1 %neg, label %negative, label %head
negative:
  %is1 = icmp eq i64 %x, 1
  %ism = icmp eq i64 %x, -1
  %low = and i64 %n, 1
  %odd = icmp ne i64 %low, 0
  %m = select i1 %odd, i64 -1, i64 1
  %a0 = select i1 %ism, i64 %m, i64 0
  %a1 = select i1 %is1, i64 1, i64 %a0
  ret i64 %a1
head:
  %k = phi i64 [ %n, %0 ], [ %k1, %body ]
  %b = phi i64 [ %x, %0 ], [ %b1, %body ]
  %acc = phi i64 [ 1, %0 ], [ %acc1, %body ]
  %more = icmp sgt i64 %k, 0
  br i1 %more, label %body, label %done
body:
  %bit = and i64 %k, 1
  %set = icmp ne i64 %bit, 0
  %p = mul i64 %acc, %b
  %acc1 = select i1 %set, i64 %p, i64 %acc
  %b1 = mul i64 %b, %b
  %k1 = lshr i64 %k, 1
  br label %head
done:
  ret i64 %acc
}
`},
	"myia_upow": {text: `define internal i64 @myia_upow(i64 %x, i64 %n) nounwind {
  br label %head
head:
  %k = phi i64 [ %n, %0 ], [ %k1, %body ]
  %b = phi i64 [ %x, %0 ], [ %b1, %body ]
  %acc = phi i64 [ 1, %0 ], [ %acc1, %body ]
  %more = icmp ne i64 %k, 0
  br i1 %more, label %body, label %done
body:
  %bit = and i64 %k, 1
  %set = icmp ne i64 %bit, 0
  %p = mul i64 %acc, %b
  %acc1 = select i1 %set, i64 %p, i64 %acc
  %b1 = mul i64 %b, %b
  %k1 = lshr i64 %k, 1
  br label %head
done:
  ret i64 %acc
}
`},
	"myia_pow_fits": {decls: []string{"declare {i64, i1} @llvm.smul.with.overflow.i64(i64, i64)"},
		text: `define internal i1 @myia_pow_fits(i64 %x, i64 %n) nounwind {
  %up = add i64 %x, 1
  %small = icmp ult i64 %up, 3
  br i1 %small, label %yes, label %head
head:
  %k = phi i64 [ %n, %0 ], [ %k1, %next ]
  %acc = phi i64 [ 1, %0 ], [ %acc1, %next ]
  %more = icmp sgt i64 %k, 0
  br i1 %more, label %body, label %yes
body:
  %r = call {i64, i1} @llvm.smul.with.overflow.i64(i64 %acc, i64 %x)
  %acc1 = extractvalue {i64, i1} %r, 0
  %over = extractvalue {i64, i1} %r, 1
  br i1 %over, label %no, label %next
next:
  %k1 = sub i64 %k, 1
  br label %head
yes:
  ret i1 true
no:
  ret i1 false
}
`},
	"myia_fmod": {decls: []string{"declare double @llvm.fabs.f64(double)", "declare double @llvm.copysign.f64(double, double)"},
		text: `define internal double @myia_fmod(double %x, double %y) nounwind {
  %r0 = call double @llvm.fabs.f64(double %x)
  %d = call double @llvm.fabs.f64(double %y)
  %finite = fcmp one double %r0, 0x7FF0000000000000
  %some = fcmp one double %d, 0.0
  %ok = and i1 %finite, %some
  br i1 %ok, label %fits, label %nan
nan:
  ret double 0x7FF8000000000000
fits:
  %less = fcmp olt double %r0, %d
  br i1 %less, label %out, label %up
up:
  %t = phi double [ %d, %fits ], [ %t2, %double ]
  %t2 = fadd double %t, %t
  %room = fcmp ole double %t2, %r0
  br i1 %room, label %double, label %down
double:
  br label %up
down:
  %r = phi double [ %r0, %up ], [ %r1, %halve ]
  %s = phi double [ %t, %up ], [ %s1, %halve ]
  %take = fcmp oge double %r, %s
  %sub = fsub double %r, %s
  %r1 = select i1 %take, double %sub, double %r
  %last = fcmp ole double %s, %d
  br i1 %last, label %out, label %halve
halve:
  %s1 = fmul double %s, 0.5
  br label %down
out:
  %m = phi double [ %r0, %fits ], [ %r1, %down ]
  %sm = call double @llvm.copysign.f64(double %m, double %x)
  ret double %sm
}
`},
	"myia_mod": {needs: []string{"myia_fmod"}, decls: []string{"declare double @llvm.copysign.f64(double, double)"},
		text: `define internal double @myia_mod(double %x, double %y) nounwind {
  %m = call double @myia_fmod(double %x, double %y)
  %none = fcmp oeq double %m, 0.0
  br i1 %none, label %zero, label %some
zero:
  %z = call double @llvm.copysign.f64(double 0.0, double %y)
  ret double %z
some:
  %mn = fcmp olt double %m, 0.0
  %yn = fcmp olt double %y, 0.0
  %differ = xor i1 %mn, %yn
  %m1 = fadd double %m, %y
  %r = select i1 %differ, double %m1, double %m
  ret double %r
}
`},
	"myia_floordiv": {needs: []string{"myia_fmod"}, decls: []string{"declare double @llvm.copysign.f64(double, double)", "declare double @llvm.floor.f64(double)"},
		text: `define internal double @myia_floordiv(double %x, double %y) nounwind {
  %q = fdiv double %x, %y
  %yz = fcmp oeq double %y, 0.0
  br i1 %yz, label %plain, label %go
plain:
  ret double %q
go:
  %m = call double @myia_fmod(double %x, double %y)
  %xm = fsub double %x, %m
  %d0 = fdiv double %xm, %y
  %some = fcmp une double %m, 0.0
  %mn = fcmp olt double %m, 0.0
  %yn = fcmp olt double %y, 0.0
  %unlike = xor i1 %mn, %yn
  %differ = and i1 %some, %unlike
  %d1 = fsub double %d0, 1.0
  %d = select i1 %differ, double %d1, double %d0
  %none = fcmp oeq double %d, 0.0
  br i1 %none, label %zero, label %round
zero:
  %z = call double @llvm.copysign.f64(double 0.0, double %q)
  ret double %z
round:
  %f = call double @llvm.floor.f64(double %d)
  %rest = fsub double %d, %f
  %high = fcmp ogt double %rest, 0.5
  %f1 = fadd double %f, 1.0
  %r = select i1 %high, double %f1, double %f
  ret double %r
}
`},
	"myia_zeros_i16":  {text: zerosHelper("i16")},
	"myia_zeros_i32":  {text: zerosHelper("i32")},
	"myia_zeros_i64":  {text: zerosHelper("i64")},
	"myia_matmul_f32": {text: matmulHelper("matmul_f32")},
	"myia_matmul_f64": {text: matmulHelper("matmul_f64")},
	"myia_matmul_i64": {text: matmulHelper("matmul_i64")},
	"myia_tiled_f32":  {text: matmulHelper("tiled_f32")},
	"myia_tiled_f64":  {text: matmulHelper("tiled_f64")},
	// The buffer of a dying array of as many bytes, or a new one. Results: data, owner, what to release afterwards.
	"myia_take": {text: `define internal { ptr, ptr, ptr } @myia_take(ptr %ctx, ptr %data, ptr %owner, i64 %bytes) nounwind noinline {
  %u = call i1 @rti_unique(ptr %owner)
  br i1 %u, label %same, label %fresh
same:
  %s0 = insertvalue { ptr, ptr, ptr } zeroinitializer, ptr %data, 0
  %s1 = insertvalue { ptr, ptr, ptr } %s0, ptr %owner, 1
  ret { ptr, ptr, ptr } %s1
fresh:
  %p = call ptr @rt_alloc(ptr %ctx, i64 %bytes)
  %f0 = insertvalue { ptr, ptr, ptr } zeroinitializer, ptr %p, 0
  %f1 = insertvalue { ptr, ptr, ptr } %f0, ptr %p, 1
  %f2 = insertvalue { ptr, ptr, ptr } %f1, ptr %owner, 2
  ret { ptr, ptr, ptr } %f2
}
`},
}

// repeatsInside reports whether a helper has a loop, as myia_fmod has.
func repeatsInside(name string) bool {
	h, ok := helpers[name]
	return ok && (strings.Contains(h.text, " = phi ") || slices.ContainsFunc(h.needs, repeatsInside))
}

// matmulHelper puts the operands of a product into the run-time library's form.
func matmulHelper(name string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "define internal i32 @myia_%s(ptr %%ctx, i64 %%m, i64 %%n, i64 %%k, ptr %%a, i64 %%ar, i64 %%ac, ptr %%b, i64 %%br, i64 %%bc, ptr %%c) nounwind noinline {\n", name)
	b.WriteString("  %args = alloca [14 x i64], align 8\n")
	for i, x := range []string{"i64 %m", "i64 %n", "i64 %k", "ptr %a", "i64 %ar", "i64 %ac", "ptr %b", "i64 %br", "i64 %bc", "ptr %c", "i64 %n", "i64 0", "i64 0", "i64 0"} {
		fmt.Fprintf(&b, "  %%at%d = getelementptr i64, ptr %%args, i64 %d\n  store %s, ptr %%at%d\n", i, i, x, i)
	}
	fmt.Fprintf(&b, "  %%st = call i32 @rt_%s(ptr %%ctx, ptr %%args)\n  ret i32 %%st\n}\n", name)
	return b.String()
}

// zerosHelper is whether an array has no element but 0: no bit of a float but, perhaps, the sign.
func zerosHelper(bits string) string {
	return strings.ReplaceAll(`define internal i1 @myia_zeros_@BITS(ptr %p, i64 %n) nounwind noinline {
  br label %head
head:
  %i = phi i64 [ 0, %0 ], [ %i1, %body ]
  %more = icmp slt i64 %i, %n
  br i1 %more, label %body, label %done
body:
  %q = getelementptr @BITS, ptr %p, i64 %i
  %x = load @BITS, ptr %q
  %i1 = add i64 %i, 1
  %unsigned = shl @BITS %x, 1
  %zero = icmp eq @BITS %unsigned, 0
  br i1 %zero, label %head, label %done
done:
  %all = xor i1 %more, true
  ret i1 %all
}
`, "@BITS", bits)
}
