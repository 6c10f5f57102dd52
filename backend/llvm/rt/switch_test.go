package rt

import (
	"runtime"
	"sync"
	"testing"
	"unsafe"
)

const switchText = `
define i32 @asks(ptr %ctx, ptr %in, ptr %out) {
entry:
  %n = load i64, ptr %in
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %i1, %asked ]
  %sum = phi i64 [ 0, %entry ], [ %sum1, %asked ]
  %f = phi double [ 0.0, %entry ], [ %f1, %asked ]
  %more = icmp slt i64 %i, %n
  br i1 %more, label %ask, label %done
ask:
  %box = getelementptr i8, ptr %out, i64 8
  store i64 %i, ptr %box
  %s = call i32 @rt_request(ptr %ctx, i32 5, ptr %box)
  %bad = icmp ne i32 %s, 0
  br i1 %bad, label %raised, label %asked
asked:
  %x = load i64, ptr %box
  %sum1 = add i64 %sum, %x
  %f1 = fadd double %f, 1.0
  %i1 = add i64 %i, 1
  br label %loop
done:
  %fi = fptosi double %f to i64
  %r = add i64 %sum, %fi
  store i64 %r, ptr %out
  ret i32 0
raised:
  ret i32 2
}
define i64 @depth(ptr %ctx, i64 %n) {
  %low = call i1 @rti_sp_low(ptr %ctx)
  br i1 %low, label %check, label %go
check:
  %s = call i32 @rt_overflow(ptr %ctx, i32 3)
  %bad = icmp ne i32 %s, 0
  br i1 %bad, label %raised, label %go
go:
  %end = icmp eq i64 %n, 0
  br i1 %end, label %zero, label %rec
rec:
  %m = sub i64 %n, 1
  %d = call i64 @depth(ptr %ctx, i64 %m)
  %failed = icmp slt i64 %d, 0
  br i1 %failed, label %trace, label %ok
trace:
  %t = call i32 @rt_trace(ptr %ctx, i32 9)
  ret i64 -1
ok:
  %r = add i64 %d, 1
  ret i64 %r
zero:
  ret i64 0
raised:
  ret i64 -1
}
define i32 @deep(ptr %ctx, ptr %in, ptr %out) {
  %n = load i64, ptr %in
  %d = call i64 @depth(ptr %ctx, i64 %n)
  store i64 %d, ptr %out
  %neg = icmp slt i64 %d, 0
  %s = select i1 %neg, i32 2, i32 0
  ret i32 %s
}`

// Runs park and go on, on other threads, while the collector runs.
func TestPark(t *testing.T) {
	each(t, func(t *testing.T, l *Library) {
		fn := compile(t, l, switchText).Symbol("asks")
		const goroutines, rounds = 8, 2000
		type parked struct {
			c   *Ctx
			out *[2]int64
		}
		exchange := make(chan parked, goroutines)
		var wg sync.WaitGroup
		for range goroutines {
			wg.Go(func() {
				c := l.NewCtx(1 << 20)
				in, out := int64(rounds), new([2]int64)
				s, err := c.Enter(fn, unsafe.Pointer(&in), unsafe.Pointer(out))
				if err != nil {
					t.Error(err)
					return
				}
				// Each goroutine serves whichever run it gets, so runs change threads all the time.
				p := parked{c, out}
				for s == Request {
					exchange <- p
					p = <-exchange
					if p.c.ReqKind != 5 || p.c.ReqArgs != uintptr(unsafe.Pointer(&p.out[1])) {
						t.Errorf("request %d %x", p.c.ReqKind, p.c.ReqArgs)
					}
					p.out[1] *= 2
					if p.out[1]%512 == 0 {
						runtime.GC()
					}
					s = p.c.Resume()
				}
				if want := int64(rounds * rounds); s != OK || p.out[0] != want {
					t.Errorf("status %d, result %d, want %d", s, p.out[0], want)
				}
				l.Put(p.c)
			})
		}
		wg.Wait()
	})
}

// A host that raises while it serves a request; a run that is given up.
func TestParkErrors(t *testing.T) {
	each(t, func(t *testing.T, l *Library) {
		fn := compile(t, l, switchText).Symbol("asks")
		c := l.NewCtx(1 << 20)
		defer l.Put(c)
		in, out := int64(3), [2]int64{}
		s, _ := c.Enter(fn, unsafe.Pointer(&in), unsafe.Pointer(&out))
		c.Reset()
		if s != Request || c.Parked() {
			t.Errorf("status %d, parked %v", s, c.Parked())
		}
		s, _ = c.Enter(fn, unsafe.Pointer(&in), unsafe.Pointer(&out))
		c.ReqStatus = Raised
		if s = c.Resume(); s != Raised {
			t.Errorf("status %d after an error of the host", s)
		}
		runtime.KeepAlive(&out)
	})
}

func TestDepth(t *testing.T) {
	each(t, func(t *testing.T, l *Library) {
		fn := compile(t, l, switchText).Symbol("deep")
		c := l.NewCtx(512 << 20)
		defer l.Put(c)
		n, out := int64(1000000), int64(0)
		if s, err := c.Enter(fn, unsafe.Pointer(&n), unsafe.Pointer(&out)); s != OK || err != nil || out != n {
			t.Errorf("a million deep: status %d, %v, %d", s, err, out)
		}
		c.Reset()
		c.MemLimit, n = 32<<20, 1<<50
		s, _ := c.Enter(fn, unsafe.Pointer(&n), unsafe.Pointer(&out))
		first, last, skipped := c.Trace()
		if s != Raised || c.ErrClass != MemoryError || c.ErrSite != 3 || len(first) != 32 || len(last) != 32 || skipped < 100000 {
			t.Errorf("endless: status %d, class %d, site %d, trace %d %d %d", s, c.ErrClass, c.ErrSite, len(first), len(last), skipped)
		}
		c.Reset()
		c.stack = c.stack[len(c.stack)-(64<<20):] // as if only this much could be reserved
		c.MemLimit = 1 << 30
		if s, _ = c.Enter(fn, unsafe.Pointer(&n), unsafe.Pointer(&out)); s != Raised || c.ErrClass != RecursionError {
			t.Errorf("small stack: status %d, class %d", s, c.ErrClass)
		}
		c.Reset()
		c.stack = nil
	})
}
