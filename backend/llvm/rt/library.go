package rt

import (
	"embed"
	"fmt"
	"iter"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"unsafe"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/backend/llvm/jit"
)

//go:embed text
var texts embed.FS

// Library is the run-time library, compiled for one engine. It is safe for concurrent use.
type Library struct {
	engine *jit.Engine
	core   *jit.Module
	entry  struct{ enter, resume, reset, giveBack uintptr }
	lazy   map[string]*lazyModule
	mu     sync.Mutex
	idle   []*Ctx
	pool   pool
	looks  atomic.Bool // whether the pool's timer runs
}

// lazyModule is compiled when one of its names is first asked for.
type lazyModule struct {
	once sync.Once
	make func() []string
	opts []jit.Options // of each text
	mod  *jit.Module
	err  error
}

// Options say how the library behaves.
type Options struct {
	// Poison, for tests, overwrites memory that is given back, so that it shows when that is read later.
	Poison bool
}

// Load compiles the core and makes its names, and those of the modules that are compiled when first used, known to
// the engine.
func Load(e *jit.Engine, o Options) (*Library, error) {
	l := &Library{engine: e, lazy: map[string]*lazyModule{}}
	core, err := l.build("rt", []string{Core(o)}, fast)
	if err != nil {
		return nil, fmt.Errorf("run-time library: %w", err)
	}
	l.core = core
	l.entry.enter, l.entry.resume = core.Symbol("rt_enter"), core.Symbol("rt_resume")
	l.entry.reset, l.entry.giveBack = core.Symbol("rt_reset"), core.Symbol("rt_give_back")
	for _, dtype := range []string{"f32", "f64"} {
		l.lazy["rt_matmul_"+dtype] = &lazyModule{make: func() []string { return Matmul(dtype, e.Host()) }, opts: matmulOptions}
		l.lazy["rt_tiled_"+dtype] = &lazyModule{make: func() []string { return Tiled(dtype, e.Host()) }, opts: tiledOptions}
	}
	l.later(Values, fast, definedIn(valueFiles))
	l.later(Nodes, careful, definedIn(nodeFiles))
	l.lazy["rt_matmul_i64"] = &lazyModule{make: MatmulInt, opts: matmulOptions}
	e.Provide(l.Symbol)
	return l, nil
}

// The options follow BenchmarkCompile: with care the core alone takes 25 ms, fast it takes 5.
var (
	careful = jit.Options{Passes: "always-inline,function(early-cse)", OptLevel: 1}
	fast    = jit.Options{Passes: "always-inline", OptLevel: 0}
)

// later makes names known whose module is compiled when one of them is first asked for.
func (l *Library) later(text func() string, o jit.Options, names []string) {
	m := &lazyModule{make: func() []string { return []string{text()} }, opts: []jit.Options{o}}
	for _, name := range names {
		l.lazy[name] = m
	}
}

// Symbol is the address of a function of the library, or 0. It compiles the function's module if need be.
func (l *Library) Symbol(name string) (uintptr, error) {
	if !strings.HasPrefix(name, "rt_") {
		return 0, nil
	}
	if a := l.core.Symbol(name); a != 0 {
		return a, nil
	}
	m := l.lazy[name]
	if m == nil {
		return 0, nil
	}
	m.once.Do(func() {
		m.mod, m.err = l.build(name, m.make(), m.opts...)
	})
	if m.err != nil {
		return 0, fmt.Errorf("run-time library: %w", m.err)
	}
	return m.mod.Symbol(name), nil
}

// build compiles texts, each with its options or the last given, and links them together.
func (l *Library) build(name string, texts []string, opts ...jit.Options) (*jit.Module, error) {
	jobs := make([]jit.Job, len(texts))
	for i, text := range texts {
		o := opts[min(i, len(opts)-1)]
		o.Name = fmt.Sprintf("%s.%d", name, i)
		jobs[i] = jit.Job{Text: text, Options: o}
	}
	objs, err := l.engine.EmitAll(jobs)
	if err != nil {
		return nil, err
	}
	return l.engine.Link(objs...)
}

// Engine is the engine that the library was compiled with.
func (l *Library) Engine() *jit.Engine { return l.engine }

// Nodes, and lists with strings, are modules that call the core.
var (
	coreFiles  = []string{"alloc.ll", "count.ll", "budget.ll", "pool.ll", "slab.ll", "drop.ll", "reset.ll", "error.ll"}
	nodeFiles  = []string{"node.ll"}
	valueFiles = []string{"vec.ll", "string.ll"}
)

// Values is the IR text of lists and strings.
func Values() string { return assemble(valueFiles, coreFiles) + letters() }

// letters is the table of the strings of one ASCII letter, which nobody counts.
func letters() string {
	var b strings.Builder
	const entry = "{ i64, ptr, i64, i64, [16 x i8] }"
	fmt.Fprintf(&b, "\n@letters = internal constant [128 x %s] [", entry)
	for c := range 128 {
		if c > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%s { i64 -1, ptr null, i64 1, i64 1, [16 x i8] c\"\\%02x%s\" }", entry, c, strings.Repeat("\\00", 15))
	}
	return b.String() + "], align 16\n"
}

// Nodes is the IR text of what makes and copies nodes.
func Nodes() string { return assemble(nodeFiles, coreFiles) }

// Core is the IR text of the core, with the switch between stacks.
func Core(o Options) string {
	var b strings.Builder
	for line := range strings.Lines(text("switch_" + runtime.GOARCH + ".s")) {
		line = strings.TrimRight(line, "\n")
		if line != "" && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "//") {
			fmt.Fprintf(&b, "module asm \"%s\"\n", strings.ReplaceAll(line, "\t", " "))
		}
	}
	givenBack := "left.ll"
	if o.Poison {
		givenBack = "poison.ll"
	}
	b.WriteString(assemble(append([]string{givenBack}, coreFiles...), nil))
	return b.String()
}

// assemble joins files into one module and declares what they use of the other files.
func assemble(files, others []string) string {
	var b strings.Builder
	b.WriteString(text("libc.ll"))
	b.WriteString(text("small.ll"))
	for _, f := range files {
		b.WriteString(text(f))
	}
	body := b.String()
	for name, head := range heads(others) {
		if strings.Contains(body, "@"+name+"(") {
			b.WriteString("declare " + head + ") nounwind\n")
		}
	}
	return b.String()
}

// heads gives the name and the head, up to its last bracket, of each function in files.
func heads(files []string) iter.Seq2[string, string] {
	return func(yield func(name, head string) bool) {
		for _, f := range files {
			for line := range strings.Lines(raw(f)) {
				head, ok := strings.CutPrefix(line, "define ")
				if !ok {
					continue
				}
				_, name, _ := strings.Cut(head, "@")
				name, _, _ = strings.Cut(name, "(")
				head, _, _ = strings.Cut(head, ") nounwind")
				if !yield(name, head) {
					return
				}
			}
		}
	}
}

// definedIn lists the functions for programs in files.
func definedIn(files []string) []string {
	var names []string
	for name := range heads(files) {
		if strings.HasPrefix(name, "rt_") {
			names = append(names, name)
		}
	}
	return names
}

// Declarations is the IR text that declares every function for programs.
func Declarations() string { return text("declare.ll") }

// Inline is the IR text of the functions with the prefix rti_, which programs have inline. It needs Declarations
// and the pass always-inline.
func Inline() string { return text("inline.ll") }

// Functions are those of Inline one by one, and before them, with the prefix rtc_, outlined variants for functions that
// call them often.
var Functions = sync.OnceValue(func() []ins.LibraryFunc {
	var inline, outlined []ins.LibraryFunc
	for _, part := range strings.SplitAfter(Inline(), "\n}\n") {
		_, rest, ok := strings.Cut(part, "@rti_")
		if !ok {
			continue
		}
		name, _, _ := strings.Cut(rest, "(")
		inline = append(inline, ins.LibraryFunc{Name: "rti_" + name, Text: part})
		if slices.Contains(alsoOutlined, name) {
			part = strings.NewReplacer("@rti_", "@rtc_", "alwaysinline", "noinline").Replace(part)
			outlined = append(outlined, ins.LibraryFunc{Name: "rtc_" + name, Text: part})
		}
	}
	return append(outlined, inline...)
})

// alsoOutlined are the functions of Inline that have a call in them or several blocks.
var alsoOutlined = []string{"retain", "release", "unique", "vec_push_slot", "vec_own", "str_eq"}

// text is a file with the numbers of the context put in.
func text(name string) string { return substitute(raw(name), numbers()) }

func raw(name string) string {
	b, err := texts.ReadFile("text/" + name)
	if err != nil {
		panic(err) // an architecture without a switch; jit.Supported is false there
	}
	return string(b)
}

// numbers are what stands for the names with a dollar sign.
var numbers = sync.OnceValue(func() map[string]string {
	names := map[string]string{"sp": map[string]string{"amd64": "rsp", "arm64": "sp"}[runtime.GOARCH]}
	for _, t := range []reflect.Type{reflect.TypeFor[Ctx](), reflect.TypeFor[pool]()} {
		for n, off := range offsets(t) {
			names[n] = strconv.Itoa(int(off))
		}
	}
	page := os.Getpagesize()
	for n, x := range map[string]int{"page": page, "span_up": 64 + page - 1, "map_flags": mapMemory,
		"advise_huge": adviseHuge, "advise_drop": adviseDrop} {
		names[n] = strconv.Itoa(x)
	}
	return names
})

// Call runs an entry point on the calling thread's C stack. It must neither recurse deeply nor make requests.
func (c *Ctx) Call(fn uintptr, in, out unsafe.Pointer) Status {
	c.StackTop = 0
	atomic.StoreUintptr(&c.StackLimit, 0)
	return Status(jit.Call(fn, unsafe.Pointer(c), in, out))
}

// Enter runs an entry point on the context's private stack, which is reserved at the first call. If it returns
// Request, the run is parked: Resume continues it, on any goroutine, and Reset gives it up.
func (c *Ctx) Enter(fn uintptr, in, out unsafe.Pointer) (Status, error) {
	if c.stack == nil {
		stack, err := reserveStack()
		if err != nil {
			return Raised, err
		}
		c.stack = stack
	}
	base := uintptr(unsafe.Pointer(unsafe.SliceData(c.stack)))
	c.StackTop = base + uintptr(len(c.stack))
	c.StackLow = base + stackGuard + stackSlack
	atomic.StoreUintptr(&c.StackLimit, max(c.StackLow, c.StackTop-uintptr(min(max(c.MemLimit-c.MemUsed, 0), int64(len(c.stack))))))
	if atomic.LoadInt32(&c.interrupt) != 0 {
		c.Interrupt() // it came before the limit was set
	}
	return Status(int32(jit.Invoke(c.lib.entry.enter, uintptr(unsafe.Pointer(c)), fn, uintptr(in), uintptr(out)))), nil
}

// Resume continues a parked run; compiled code sees ReqStatus.
func (c *Ctx) Resume() Status {
	if c.parkSP == 0 {
		panic("rt: Resume of a run that is not parked")
	}
	return Status(int32(jit.Invoke(c.lib.entry.resume, uintptr(unsafe.Pointer(c)))))
}

// Parked says whether the run waits for the host.
func (c *Ctx) Parked() bool { return c.parkSP != 0 }

const (
	stackGuard = 1 << 16 // never accessible, below the stack
	stackSlack = 1 << 18 // below StackLow, for what does not test: the run-time library, leaf functions, signals
	stackKeep  = 1 << 20 // stays resident between runs
)
