package rt

import (
	"fmt"
	"testing"
	"unsafe"

	"github.com/myia-lang/myia/backend/llvm/jit"
)

// kernelText is a small kernel as programs have them: out[i] = a[i]*b[i] + a[i], in vectors of 16 with a masked tail.
const kernelText = `
declare <16 x float> @llvm.masked.load.v16f32.p0(ptr, i32, <16 x i1>, <16 x float>)
declare void @llvm.masked.store.v16f32.p0(<16 x float>, ptr, i32, <16 x i1>)
define i32 @kernel(ptr %ctx, ptr %in, ptr %out) nounwind {
entry:
  %a_p = getelementptr i8, ptr %in, i64 8
  %b_p = getelementptr i8, ptr %in, i64 16
  %n = load i64, ptr %in
  %a = load ptr, ptr %a_p
  %b = load ptr, ptr %b_p
  %c = load ptr, ptr %out
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %i1, %body ]
  %more = icmp slt i64 %i, %n
  br i1 %more, label %body, label %done
body:
  %left = sub i64 %n, %i
  %ls = insertelement <16 x i64> poison, i64 %left, i32 0
  %lv = shufflevector <16 x i64> %ls, <16 x i64> poison, <16 x i32> zeroinitializer
  %mask = icmp slt <16 x i64> <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7, i64 8, i64 9, i64 10, i64 11, i64 12, i64 13, i64 14, i64 15>, %lv
  %ap = getelementptr float, ptr %a, i64 %i
  %bp = getelementptr float, ptr %b, i64 %i
  %cp = getelementptr float, ptr %c, i64 %i
  %x = call <16 x float> @llvm.masked.load.v16f32.p0(ptr %ap, i32 4, <16 x i1> %mask, <16 x float> zeroinitializer)
  %y = call <16 x float> @llvm.masked.load.v16f32.p0(ptr %bp, i32 4, <16 x i1> %mask, <16 x float> zeroinitializer)
  %z = fmul <16 x float> %x, %y
  %w = fadd <16 x float> %z, %x
  call void @llvm.masked.store.v16f32.p0(<16 x float> %w, ptr %cp, i32 4, <16 x i1> %mask)
  %i1 = add i64 %i, 16
  br label %loop
done:
  ret i32 0
}`

func BenchmarkCompile(b *testing.B) {
	libraries(b, Options{}, func(name string, l *Library) {
		e := l.Engine()
		measure := func(what, text string, o jit.Options) {
			b.Run(name+"/"+what, func(b *testing.B) {
				for b.Loop() {
					if _, err := e.Emit(text, o); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		measure("core", Core(Options{}), fast)
		measure("core-1", Core(Options{}), careful)
		measure("nodes", Nodes(), careful)
		measure("values", Values(), fast)
		for i, text := range Matmul("f32", e.Host()) {
			measure(fmt.Sprintf("matmul-f32.%d", i), text, matmulOptions[i])
		}
		measure("kernel-none", kernelText, jit.Options{OptLevel: 1})
		measure("kernel-early-cse", kernelText, jit.Options{Passes: "function(early-cse)", OptLevel: 1})
		measure("kernel-O2", kernelText, jit.Options{Passes: "default<O2>", OptLevel: 2})
		measure("kernel-with-inline", Declarations()+Inline()+kernelText,
			jit.Options{Passes: "always-inline,function(early-cse)", OptLevel: 1})
		b.Run(name+"/load", func(b *testing.B) {
			for b.Loop() {
				if _, err := Load(e, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
		obj, err := e.Emit(kernelText, jit.Options{OptLevel: 1})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name+"/link", func(b *testing.B) {
			for b.Loop() {
				m, err := e.Link(obj)
				if err != nil {
					b.Fatal(err)
				}
				m.Close()
			}
		})
	})
}

func BenchmarkOpen(b *testing.B) {
	for _, c := range jit.Candidates() {
		if c.Refused == "" {
			b.Run(c.Version.String(), func(b *testing.B) {
				for range b.N { // only the first in a process opens the file
					lib, err := jit.Open(c.Path)
					if err != nil {
						b.Fatal(err)
					}
					if _, err = lib.NewEngine(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

const nothingText = "define i32 @nothing(ptr %ctx, ptr %in, ptr %out) { ret i32 0 }\n" +
	`define i32 @allocs(ptr %ctx, ptr %in, ptr %out) {
  %n = load i64, ptr %in
  br label %loop
loop:
  %i = phi i64 [ 0, %0 ], [ %i1, %loop ]
  %p = call ptr @rt_alloc(ptr %ctx, i64 %n)
  call void @rti_release(ptr %ctx, ptr %p)
  %i1 = add i64 %i, 1
  %more = icmp slt i64 %i1, 1000
  br i1 %more, label %loop, label %done
done:
  ret i32 0
}`

func BenchmarkCall(b *testing.B) {
	libraries(b, Options{}, func(name string, l *Library) {
		m := compile(b, l, nothingText+switchText)
		c := l.NewCtx(1 << 30)
		defer l.Put(c)
		b.Run(name+"/call", func(b *testing.B) {
			fn := m.Symbol("nothing")
			for b.Loop() {
				c.Call(fn, nil, nil)
			}
		})
		b.Run(name+"/enter", func(b *testing.B) {
			fn := m.Symbol("nothing")
			for b.Loop() {
				c.Enter(fn, nil, nil)
			}
		})
		b.Run(name+"/enter+reset", func(b *testing.B) {
			fn := m.Symbol("nothing")
			for b.Loop() {
				c.Enter(fn, nil, nil)
				c.Reset()
			}
		})
		b.Run(name+"/request+resume", func(b *testing.B) {
			in, out := int64(b.N), new([2]int64)
			s, _ := c.Enter(m.Symbol("asks"), unsafe.Pointer(&in), unsafe.Pointer(out))
			for s == Request {
				s = c.Resume()
			}
			c.Reset()
		})
		b.Run(name+"/1000-allocs-of-1KB", func(b *testing.B) {
			in := int64(1024)
			for b.Loop() {
				c.Call(m.Symbol("allocs"), unsafe.Pointer(&in), nil)
			}
		})
		b.Run(name+"/1000-allocs-of-1MB", func(b *testing.B) {
			in := int64(1 << 20)
			for b.Loop() {
				c.Call(m.Symbol("allocs"), unsafe.Pointer(&in), nil)
			}
		})
		b.Run(name+"/million-deep", func(b *testing.B) {
			in, out := int64(1000000), int64(0)
			for b.Loop() {
				c.Enter(m.Symbol("deep"), unsafe.Pointer(&in), unsafe.Pointer(&out))
				c.Reset()
			}
		})
	})
}
