package llvm

import (
	"fmt"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/dtype"
)

// written is a function of numbers that is written by hand; loops says whether it repeats something.
func written(name string, loops bool, result ins.Type, params []ins.Type, body string, calls ...*ins.Callee) *ins.Callee {
	return &ins.Callee{Name: name, Result: result, Params: params, Link: ins.Held, Loops: loops,
		Define: func(ins.Host) ins.Definition { return ins.Text{Body: body, Calls: calls} }}
}

var (
	twoInts   = []ins.Type{ins.I64, ins.I64}
	twoFloats = []ins.Type{ins.Double, ins.Double}
	fabs      = ins.LLVM("fabs", twoFloats[:1], ins.Double, ins.Double)
	copysign  = ins.LLVM("copysign", twoFloats[:1], ins.Double, twoFloats...)
	floor     = ins.LLVM("floor", twoFloats[:1], ins.Double, ins.Double)
)

// Functions of numbers with loops. Float remainders are exact (repeated subtraction of y·2^k), like C's fmod.
var (
	intPow        = written("myia_ipow", true, ins.I64, twoInts, ipowText)
	uintPow       = written("myia_upow", true, ins.I64, twoInts, upowText)
	powFits       = written("myia_pow_fits", true, ins.I1, twoInts, powFitsText, withOverflow("smul", ins.I64))
	gcd           = written("myia_gcd", true, ins.I64, twoInts, gcdText)
	fmod          = written("myia_fmod", true, ins.Double, twoFloats, fmodText, fabs, copysign)
	floatMod      = written("myia_mod", true, ins.Double, twoFloats, modText, fmod, copysign)
	floatFloorDiv = written("myia_floordiv", true, ins.Double, twoFloats, floorDivText, fmod, copysign, floor)
)

const ipowText = `define internal i64 @myia_ipow(i64 %x, i64 %n) nounwind {
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
`

const upowText = `define internal i64 @myia_upow(i64 %x, i64 %n) nounwind {
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
`

const powFitsText = `define internal i1 @myia_pow_fits(i64 %x, i64 %n) nounwind {
  %up = add i64 %x, 1
  %small = icmp ult i64 %up, 3
  br i1 %small, label %yes, label %head
head:
  %k = phi i64 [ %n, %0 ], [ %k1, %next ]
  %acc = phi i64 [ 1, %0 ], [ %acc1, %next ]
  %more = icmp sgt i64 %k, 0
  br i1 %more, label %body, label %yes
body:
  %r = call { i64, i1 } @llvm.smul.with.overflow.i64(i64 %acc, i64 %x)
  %acc1 = extractvalue { i64, i1 } %r, 0
  %over = extractvalue { i64, i1 } %r, 1
  br i1 %over, label %no, label %next
next:
  %k1 = sub i64 %k, 1
  br label %head
yes:
  ret i1 true
no:
  ret i1 false
}
`

const gcdText = `define internal i64 @myia_gcd(i64 %x, i64 %y) nounwind {
  br label %head
head:
  %a = phi i64 [ %x, %0 ], [ %b, %body ]
  %b = phi i64 [ %y, %0 ], [ %r, %body ]
  %more = icmp ne i64 %b, 0
  br i1 %more, label %body, label %done
body:
  %r = urem i64 %a, %b
  br label %head
done:
  ret i64 %a
}
`

const fmodText = `define internal double @myia_fmod(double %x, double %y) nounwind {
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
`

const modText = `define internal double @myia_mod(double %x, double %y) nounwind {
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
`

const floorDivText = `define internal double @myia_floordiv(double %x, double %y) nounwind {
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
`

// taken are the data and the owner of a buffer, and what to release afterwards.
var taken = ins.Struct(ins.Ptr, ins.Ptr, ins.Ptr)

// take gives the buffer of a dying array of as many bytes, or a new one.
var take = held("myia_take", "noinline", taken, []ins.Type{ins.Ptr, ins.Ptr, ins.Ptr, ins.I64},
	func(c *code, _ ins.Host, x []ins.Value) {
		ctx, data, owner, bytes := x[0], x[1], x[2], x[3]
		give := func(vs ...ins.Value) {
			r := ins.Zero(taken)
			for i, v := range vs {
				r = c.Insert(r, v, i)
			}
			c.Ret(r)
		}
		same, fresh := c.NewBlock("same"), c.NewBlock("fresh")
		c.Branch(c.Call(rtiUnique, owner), same, fresh)
		c.Start(same)
		give(data, owner)
		c.Start(fresh)
		p := c.Call(rtAlloc, ctx, bytes)
		give(p, p, owner)
	})

// product puts the operands of a matrix product into the run-time library's form. A tiled one has neither one row nor one
// column.
func product(d dtype.Type, tiled bool) *ins.Callee {
	name := "matmul"
	if tiled {
		name = "tiled"
	}
	name += "_" + d.String()
	p, n := ins.Ptr, ins.I64
	return held("myia_"+name, "noinline", ins.I32, []ins.Type{p, n, n, n, p, n, n, p, n, n, p}, func(c *code, _ ins.Host, x []ins.Value) {
		args := c.Alloca(ins.Array(14, ins.I64), 8)
		slots := append(x[1:11:11], x[2], ins.Size(0), ins.Size(0), ins.Size(0))
		for i, v := range slots {
			c.Store(v, c.Element(ins.I64, args, ins.Size(i)))
		}
		c.Ret(c.Call(ins.Extern("rt_"+name, ins.I32, p, p), x[0], args))
	})
}

// zeros is whether an array has no element but 0: no bit of a float but, perhaps, the sign.
func zeros(d dtype.Type) *ins.Callee {
	word := ins.Bits(d.Bits())
	return held(fmt.Sprintf("myia_zeros_%s", word), "noinline", ins.I1, []ins.Type{ins.Ptr, ins.I64}, func(c *code, _ ins.Host, x []ins.Value) {
		from, head, body, done := c.At(), c.NewBlock("head"), c.NewBlock("body"), c.NewBlock("done")
		c.Jump(head)
		c.Start(head)
		i, next := c.Join(ins.I64)
		more := c.Cmp(ins.SLT, i, x[1])
		c.Branch(more, body, done)
		c.Start(body)
		bits := c.Load(word, c.Element(word, x[0], i))
		next.Add(ins.Size(0), from)
		next.Add(c.plus(i, 1), body)
		c.Branch(c.Cmp(ins.EQ, c.Binary(ins.Shl, bits, ins.Int(word, 1)), ins.Int(word, 0)), head, done)
		c.Start(done)
		c.Ret(c.Not(more))
	})
}
