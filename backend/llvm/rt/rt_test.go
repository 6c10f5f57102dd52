package rt

import (
	"fmt"
	"math"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unsafe"

	"github.com/myia-lang/myia/backend/llvm/jit"
)

// libraries runs a test on every major version of libLLVM found. Without any it is skipped, or fails under CI.
func libraries(t testing.TB, o Options, f func(name string, l *Library)) {
	seen := map[int]bool{}
	for _, c := range jit.Candidates() {
		if c.Refused != "" || seen[c.Version.Major] {
			continue
		}
		seen[c.Version.Major] = true
		lib, err := jit.Open(c.Path)
		if err != nil {
			t.Fatal(err)
		}
		e, err := lib.NewEngine()
		if err != nil {
			t.Fatal(err)
		}
		l, err := Load(e, o)
		if err != nil {
			t.Fatal(err)
		}
		f("llvm"+lib.Version().String(), l)
	}
	if len(seen) == 0 {
		if os.Getenv("CI") == "true" {
			t.Fatal("no libLLVM found, and CI=true")
		}
		t.Skip("no libLLVM found")
	}
}

// each is libraries with subtests.
func each(t *testing.T, f func(t *testing.T, l *Library)) {
	libraries(t, Options{}, func(name string, l *Library) { t.Run(name, func(t *testing.T) { f(t, l) }) })
}

func compile(t testing.TB, l *Library, text string) *jit.Module {
	t.Helper()
	m, err := l.Engine().Compile(Declarations()+Inline()+text,
		jit.Options{Name: "test", Passes: "always-inline,function(early-cse)", OptLevel: 1})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// The Go struct has the layout that doc.go states.
func TestLayout(t *testing.T) {
	if got := unsafe.Offsetof(Ctx{}.lib); got != ctxSize {
		t.Errorf("compiled code's part has %d bytes, want %d", got, ctxSize)
	}
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(doc), "# Context")
	table, _, _ = strings.Cut(table, "# Owners")
	words := strings.Fields(table)
	for name, off := range offsets(reflect.TypeFor[Ctx]()) {
		found := false
		for i, w := range words {
			if strings.Trim(w, ",(") != name || found {
				continue
			}
			for j := i - 1; j >= 0 && j >= i-4 && !found; j-- {
				found = words[j] == fmt.Sprint(off)
			}
		}
		if !found {
			t.Errorf("doc.go does not say that %s is at %d", name, off)
		}
	}
}

const arrayText = `
define i32 @arrays(ptr %ctx, ptr %in, ptr %out) {
  %n = load i64, ptr %in
  %a = call ptr @rt_alloc_zero(ptr %ctx, i64 %n)
  %bad = icmp eq ptr %a, null
  br i1 %bad, label %raised, label %ok
ok:
  store ptr %a, ptr %out
  %u = call i1 @rti_unique(ptr %a)
  call void @rti_retain(ptr %a)
  %v = call i1 @rt_unique(ptr %a)
  call void @rti_release(ptr %ctx, ptr %a)
  %b = call ptr @rt_alloc(ptr %ctx, i64 %n)
  call void @rti_release(ptr %ctx, ptr %b)
  call void @rt_release(ptr %ctx, ptr null)
  %flags = zext i1 %u to i64
  %v1 = zext i1 %v to i64
  %v2 = shl i64 %v1, 1
  %r = or i64 %flags, %v2
  %o = getelementptr i8, ptr %out, i64 8
  store i64 %r, ptr %o
  call void @rt_release(ptr %ctx, ptr %a)
  ret i32 0
raised:
  %s = call i32 @rt_trace(ptr %ctx, i32 7)
  ret i32 2
}`

func TestArrays(t *testing.T) {
	each(t, func(t *testing.T, l *Library) {
		m := compile(t, l, arrayText)
		c := l.NewCtx(10 << 20)
		defer l.Put(c)
		for _, n := range []int64{0, 1, 64, 65, 1000, 131072, 131073, 1 << 20} {
			var out [2]uintptr
			if s := c.Call(m.Symbol("arrays"), unsafe.Pointer(&n), unsafe.Pointer(&out)); s != OK || out[1] != 1 {
				t.Errorf("%d bytes: status %d, flags %d", n, s, out[1])
			}
			if out[0]%64 != 0 || c.Live != 0 {
				t.Errorf("%d bytes: address %x, %d live", n, out[0], c.Live)
			}
		}
		if c.MemUsed > ctxKept {
			t.Errorf("%d bytes in use", c.MemUsed)
		}
		for _, n := range []int64{11 << 20, -1, 1 << 62} {
			c.Reset()
			var out [2]uintptr
			s := c.Call(m.Symbol("arrays"), unsafe.Pointer(&n), unsafe.Pointer(&out))
			first, _, _ := c.Trace()
			if s != Raised || c.ErrClass != MemoryError || !slices.Equal(first, []int32{7}) {
				t.Errorf("%d bytes: status %d, class %d, trace %v", n, s, c.ErrClass, first)
			}
		}
	})
}

// A list of n nodes, each with a vec of strings and a shared array, then dropped, or left to reset.
const nodeText = `
@vec_desc = internal constant { i32, i32, i64, [1 x i32] } { i32 2, i32 1, i64 16, [1 x i32] [i32 8] }
@node_desc = internal constant { i32, i32, i64, [3 x i32] } { i32 1, i32 3, i64 32, [3 x i32] [i32 8, i32 16, i32 24] }
@hello = internal constant { i64, ptr, i64, i64, [5 x i8] } { i64 -1, ptr null, i64 5, i64 5, [5 x i8] c"hello" }
define i32 @nodes(ptr %ctx, ptr %in, ptr %out) {
entry:
  %n = load i64, ptr %in
  %keep_p = getelementptr i8, ptr %in, i64 8
  %keep = load i64, ptr %keep_p
  %hello = getelementptr i8, ptr @hello, i64 16
  %shared = call ptr @rt_alloc(ptr %ctx, i64 100)
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %i1, %made ]
  %head = phi ptr [ null, %entry ], [ %p, %made ]
  %more = icmp slt i64 %i, %n
  br i1 %more, label %make, label %done
make:
  %p = call ptr @rt_node_new(ptr %ctx, ptr @node_desc)
  %bad = icmp eq ptr %p, null
  br i1 %bad, label %raised, label %vec
vec:
  %v0 = call ptr @rt_vec_new(ptr %ctx, i64 16, i64 0, ptr @vec_desc)
  %bad2 = icmp eq ptr %v0, null
  br i1 %bad2, label %raised, label %push
push:
  %k = phi i64 [ 0, %vec ], [ %k1, %pushed ]
  %v = phi ptr [ %v0, %vec ], [ %v1, %pushed ]
  %k1 = add i64 %k, 1
  %v1 = call ptr @rti_vec_push_slot(ptr %ctx, ptr %v)
  %bad3 = icmp eq ptr %v1, null
  br i1 %bad3, label %raised, label %concat
concat:
  %str = call ptr @rt_str_concat(ptr %ctx, ptr %hello, ptr %hello)
  %bad4 = icmp eq ptr %str, null
  br i1 %bad4, label %raised, label %store
store:
  %e = call ptr @rti_vec_at(ptr %v1, i64 %k, i64 16)
  store i64 %k, ptr %e
  %e1 = getelementptr i8, ptr %e, i64 8
  br label %pushed
pushed:
  store ptr %str, ptr %e1
  %again = icmp slt i64 %k1, 9
  br i1 %again, label %push, label %made
made:
  store i64 %i, ptr %p
  %f1 = getelementptr i8, ptr %p, i64 8
  %f2 = getelementptr i8, ptr %p, i64 16
  %f3 = getelementptr i8, ptr %p, i64 24
  store ptr %head, ptr %f1
  store ptr %v1, ptr %f2
  call void @rti_retain(ptr %shared)
  store ptr %shared, ptr %f3
  %i1 = add i64 %i, 1
  br label %loop
done:
  store ptr %head, ptr %out
  call void @rti_release(ptr %ctx, ptr %shared)
  %k2 = icmp ne i64 %keep, 0
  br i1 %k2, label %end, label %drop
drop:
  %copy0 = call ptr @rt_node_own(ptr %ctx, ptr %head)
  call void @rt_retain(ptr %copy0)
  %copy = call ptr @rt_node_own(ptr %ctx, ptr %copy0)
  call void @rt_release(ptr %ctx, ptr %copy)
  call void @rt_release(ptr %ctx, ptr %copy0)
  br label %end
end:
  ret i32 0
raised:
  ret i32 2
}`

func TestNodes(t *testing.T) {
	each(t, func(t *testing.T, l *Library) {
		m := compile(t, l, nodeText)
		c := l.NewCtx(1 << 30)
		defer l.Put(c)
		for range 3 {
			in, out := [2]int64{20000, 0}, uintptr(0)
			if s := c.Call(m.Symbol("nodes"), unsafe.Pointer(&in), unsafe.Pointer(&out)); s != OK || c.Nodes != 0 || c.Live != 0 {
				t.Errorf("dropped: status %d, %d nodes, %d buffers", s, c.Nodes, c.Live)
			}
			in[1] = 1
			if s := c.Call(m.Symbol("nodes"), unsafe.Pointer(&in), unsafe.Pointer(&out)); s != OK || c.Nodes != 20000 || c.Live != 200001 {
				t.Errorf("kept: status %d, %d nodes, %d buffers", s, c.Nodes, c.Live)
			}
			c.Reset()
			if c.Nodes != 0 || c.Live != 0 || c.MemUsed > 4<<20 {
				t.Errorf("reset: %d nodes, %d buffers, %d bytes", c.Nodes, c.Live, c.MemUsed)
			}
		}
		c.MemLimit = 8 << 20
		in, out := [2]int64{1 << 40, 1}, uintptr(0)
		if s := c.Call(m.Symbol("nodes"), unsafe.Pointer(&in), unsafe.Pointer(&out)); s != Raised || c.ErrClass != MemoryError {
			t.Errorf("endless: status %d, class %d", s, c.ErrClass)
		}
	})
}

// host calls library functions directly, with strings as Go strings.
type host struct {
	t *testing.T
	l *Library
	c *Ctx
}

func (h host) call(name string, args ...uintptr) uintptr {
	fn, err := h.l.Symbol(name)
	if err != nil || fn == 0 {
		h.t.Fatalf("%s: %v", name, err)
	}
	return jit.Invoke(fn, args...)
}

func (h host) str(s string) uintptr {
	b := append([]byte(s), 0)
	return h.call("rt_str_new", h.ctx(), uintptr(unsafe.Pointer(&b[0])), uintptr(len(s)))
}

func (h host) ctx() uintptr { return uintptr(unsafe.Pointer(h.c)) }

func at(p uintptr) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&p)) }

func (h host) text(p uintptr) string {
	s := string(unsafe.Slice((*byte)(at(p+16)), *(*int)(at(p))))
	if runes := *(*int)(at(p + 8)); runes != len([]rune(s)) {
		h.t.Errorf("%q has %d runes, not %d", s, len([]rune(s)), runes)
	}
	return s
}

func TestStrings(t *testing.T) {
	each(t, func(t *testing.T, l *Library) {
		h := host{t, l, l.NewCtx(1 << 20)}
		defer l.Put(h.c)
		words := []string{"", "a", "abc", "abd", "ab", "žluťoučký kůň", "日本語", "a日b", strings.Repeat("x", 300)}
		for _, a := range words {
			pa := h.str(a)
			for _, b := range words {
				pb := h.str(b)
				h.call("rt_retain", pa)
				if got := h.text(h.call("rt_str_concat", h.ctx(), pa, pb)); got != a+b {
					t.Errorf("%q + %q = %q", a, b, got)
				}
				if got := int32(h.call("rt_str_cmp", pa, pb)); int(got) != strings.Compare(a, b) {
					t.Errorf("cmp(%q, %q) = %d", a, b, got)
				}
				if got := h.call("rt_str_eq", pa, pb)&1 == 1; got != (a == b) {
					t.Errorf("%q == %q: %v", a, b, got)
				}
				if got := h.call("rt_str_contains", pa, pb)&1 == 1; got != strings.Contains(a, b) {
					t.Errorf("%q in %q: %v", b, a, got)
				}
			}
			for _, k := range []int{-1, 0, 1, 3} {
				if got := h.text(h.call("rt_str_repeat", h.ctx(), pa, uintptr(k))); got != strings.Repeat(a, max(k, 0)) {
					t.Errorf("%q * %d = %q", a, k, got)
				}
			}
			r := []rune(a)
			for _, step := range []int{1, 2, -1, -3} {
				for start := range r {
					var want []rune
					for i := start; i >= 0 && i < len(r); i += step {
						want = append(want, r[i])
					}
					got := h.text(h.call("rt_str_slice", h.ctx(), pa, uintptr(start), uintptr(step), uintptr(len(want))))
					if got != string(want) {
						t.Errorf("%q[%d::%d] = %q", a, start, step, got)
					}
				}
			}
		}
		if p := h.call("rt_str_repeat", h.ctx(), h.str("ab"), 1<<62); p != 0 || h.c.ErrClass != MemoryError {
			t.Errorf("a string of 2^63 bytes: %x, class %d", p, h.c.ErrClass)
		}
	})
}

// A string that nobody else has grows in place, and moves as often as a buffer that doubles; another is copied.
func TestStringGrowth(t *testing.T) {
	each(t, func(t *testing.T, l *Library) {
		h := host{t, l, l.NewCtx(1 << 20)}
		defer l.Put(h.c)
		s, want, moves := h.str(""), "", 0
		for i := range 5000 {
			d := h.call("rt_str_int", h.ctx(), uintptr(-i*i))
			next := h.call("rt_str_concat", h.ctx(), s, d)
			h.release(d)
			if next != s {
				moves++
			}
			s, want = next, want+strconv.Itoa(-i*i)
		}
		if got := h.text(s); got != want || moves > 20 {
			t.Errorf("%d bytes of %d are right, %d moves", len(got), len(want), moves)
		}
		h.call("rt_retain", s)
		if more := h.call("rt_str_concat", h.ctx(), s, h.str("é")); more == s || h.text(s) != want || h.text(more) != want+"é" {
			t.Error("a string that is shared changed")
		}
		for _, x := range []int{0, 9, 10, -1, math.MaxInt64, math.MinInt64} {
			if got := h.text(h.call("rt_str_int", h.ctx(), uintptr(x))); got != strconv.Itoa(x) {
				t.Errorf("str(%d) is %s", x, got)
			}
		}
	})
}

func TestVecs(t *testing.T) {
	each(t, func(t *testing.T, l *Library) {
		h := host{t, l, l.NewCtx(1 << 20)}
		defer l.Put(h.c)
		push := func(v uintptr, x int) uintptr {
			v = h.call("rt_vec_push_slot", h.ctx(), v)
			n := *(*int)(at(v))
			*(*int)(at(v + 32 + uintptr(8*(n-1)))) = x
			return v
		}
		list := func(v uintptr) []int { return unsafe.Slice((*int)(at(v+32)), *(*int)(at(v))) }
		v := h.call("rt_vec_new", h.ctx(), 8, 0, 0)
		var want []int
		for i := range 100 {
			v, want = push(v, i), append(want, i)
		}
		h.call("rt_retain", v)
		w := push(v, 7)
		if w == v || !slices.Equal(list(v), want) || !slices.Equal(list(w), append(slices.Clone(want), 7)) {
			t.Errorf("push to a shared vec: %v, %v", list(v), list(w))
		}
		if x := push(w, 8); x != w {
			t.Error("push to a unique vec with room copies")
		}
		if s := list(h.call("rt_vec_slice", h.ctx(), v, 9, ^uintptr(2), 4)); !slices.Equal(s, []int{9, 6, 3, 0}) {
			t.Errorf("v[9::-3] = %v", s)
		}
		cat := h.call("rt_vec_concat", h.ctx(), h.call("rt_vec_slice", h.ctx(), v, 0, 1, 2), v)
		if !slices.Equal(list(cat), append([]int{0, 1}, want...)) {
			t.Errorf("concat: %v", list(cat))
		}
		h.call("rt_retain", v)
		if o := h.call("rt_vec_own", h.ctx(), v); o == v || h.call("rt_vec_own", h.ctx(), o) != o {
			t.Error("own")
		}
		if e := h.call("rt_vec_new", h.ctx(), 0, 0, 0); h.call("rt_vec_push_slot", h.ctx(), e) == 0 {
			t.Error("elements of no size")
		}
	})
}

func TestBudget(t *testing.T) {
	if b := DefaultBudget(); b < 16<<20 {
		t.Errorf("default budget %d", b)
	}
	dir := t.TempDir()
	write := func(path, text string) {
		os.MkdirAll(dir+"/"+path[:strings.LastIndexByte(path, '/')], 0o777)
		os.WriteFile(dir+"/"+path, []byte(text), 0o666)
	}
	write("proc/self/cgroup", "0::/a/b\n")
	write("sys/fs/cgroup/a/memory.max", "1000\n")
	write("sys/fs/cgroup/a/memory.current", "300\n")
	write("sys/fs/cgroup/a/b/memory.max", "max\n")
	write("sys/fs/cgroup/a/b/memory.current", "200\n")
	if got := cgroupFree(dir); got != 700 {
		t.Errorf("cgroup allows %d, want 700", got)
	}
}

// What is given back is overwritten where that is asked for, and else left alone.
func TestPoison(t *testing.T) {
	for _, o := range []Options{{}, {Poison: true}} {
		libraries(t, o, func(name string, l *Library) {
			c := l.NewCtx(1 << 24)
			defer l.Put(c)
			alloc, _ := l.Symbol("rt_alloc")
			release, _ := l.Symbol("rt_release")
			for _, size := range []uintptr{24, 1000, 1 << 20} {
				p := jit.Invoke(alloc, uintptr(unsafe.Pointer(c)), size)
				data := unsafe.Slice((*byte)(*(*unsafe.Pointer)(unsafe.Pointer(&p))), size)
				for i := range data {
					data[i] = 7
				}
				jit.Invoke(release, uintptr(unsafe.Pointer(c)), p)
				if got := data[0] == 255 && data[size-1] == 255; got != o.Poison {
					t.Errorf("%s: %d bytes given back hold %d … %d", name, size, data[0], data[size-1])
				}
			}
		})
	}
}
