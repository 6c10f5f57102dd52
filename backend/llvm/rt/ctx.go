package rt

import (
	"math"
	"reflect"
	"strings"
	"sync/atomic"
	"unsafe"
)

// Status is what an entry point returns.
type Status int32

// What an entry point or rt_resume returns.
const (
	OK      Status = 0
	Request Status = 1 // parked: serve Ctx.ReqKind and ReqArgs, set ReqStatus, call Resume
	Raised  Status = 2 // the error is in the context
)

// Class says where an error comes from and, for the run-time library's own, which Python exception it is.
type Class int32

// The classes of errors.
const (
	NoError           Class = iota
	SiteError               // class and message stand in the program's table under ErrSite
	MemoryError             //
	KeyboardInterrupt       //
	RecursionError          //
	HostError               // raised by the host while it served a request
	BugError                // something that cannot happen
)

// Ctx is the context of one run, shared with compiled code, which knows only the part before the line. It belongs
// to one run at a time; only Interrupt may be called from elsewhere.
type Ctx struct {
	ErrClass   Class       `ll:"err_class"`
	ErrSite    int32       `ll:"err_site"`
	ErrOperand [4]uint64   `ll:"err_operand"`
	TraceCount int64       `ll:"trace_count"`
	TraceFirst [32]int32   `ll:"trace_first"`
	TraceLast  [32]int32   `ll:"trace_last"`
	interrupt  int32       `ll:"interrupt"`
	Debug      int32       `ll:"debug"`
	StackLimit uintptr     `ll:"stack_limit"`
	StackTop   uintptr     `ll:"stack_top"`
	StackLow   uintptr     `ll:"stack_low"`
	entrySP    uintptr     `ll:"entry_sp"`
	parkSP     uintptr     `ll:"park_sp"`
	MemUsed    int64       `ll:"mem_used"`
	MemLimit   int64       `ll:"mem_limit"`
	MemPeak    int64       `ll:"mem_peak"`
	Live       int64       `ll:"live"`
	liveHead   uintptr     `ll:"live_head"`
	Nodes      int64       `ll:"nodes"`
	chunk      uintptr     `ll:"chunk"`
	bump       uintptr     `ll:"bump"`
	bumpEnd    uintptr     `ll:"bump_end"`
	nodeFree   [32]uintptr `ll:"node_free"`
	ReqKind    int32       `ll:"req_kind"`
	ReqStatus  Status      `ll:"req_status"`
	ReqArgs    uintptr     `ll:"req_args"`
	RngSeed    uint64      `ll:"rng_seed"`
	RngCounter uint64      `ll:"rng_counter"`
	Consts     uintptr     `ll:"consts"`
	pool       uintptr     `ll:"pool"`
	keep       int64       `ll:"keep"`
	slabs      [29]uintptr `ll:"slabs"`
	reserved   [7]uint64

	// ——— compiled code does not look below this line ———

	lib   *Library
	stack []byte // reserved, guard page first; nil until Enter is called
}

// Offsets of context fields that emitted code addresses itself.
const (
	OffErrClass   = unsafe.Offsetof(Ctx{}.ErrClass)
	OffErrSite    = unsafe.Offsetof(Ctx{}.ErrSite)
	OffErrOperand = unsafe.Offsetof(Ctx{}.ErrOperand)
	OffInterrupt  = unsafe.Offsetof(Ctx{}.interrupt)
	OffDebug      = unsafe.Offsetof(Ctx{}.Debug)
	OffStackLimit = unsafe.Offsetof(Ctx{}.StackLimit)
	OffReqStatus  = unsafe.Offsetof(Ctx{}.ReqStatus)
	OffRngSeed    = unsafe.Offsetof(Ctx{}.RngSeed)
	OffRngCounter = unsafe.Offsetof(Ctx{}.RngCounter)
	OffConsts     = unsafe.Offsetof(Ctx{}.Consts)
)

// ctxSize is the part that compiled code knows.
const ctxSize = 1024

// offsets gives the names in the IR text of a struct's fields and their offsets.
func offsets(t reflect.Type) map[string]uintptr {
	m := map[string]uintptr{}
	for i := range t.NumField() {
		if name := t.Field(i).Tag.Get("ll"); name != "" {
			m[name] = t.Field(i).Offset
		}
	}
	return m
}

// Interrupt asks the run to end with KeyboardInterrupt at its next test: at the back edge of a loop, or at a call of a
// function that tests the stack's limit. It may be called from any goroutine.
func (c *Ctx) Interrupt() {
	atomic.StoreInt32(&c.interrupt, 1)
	atomic.StoreUintptr(&c.StackLimit, math.MaxUint)
}

// Trace gives the call sites of the traceback, innermost first: the first 32, then, after skipped ones, the last 32.
func (c *Ctx) Trace() (first, last []int32, skipped int64) {
	n := c.TraceCount
	first = append(first, c.TraceFirst[:min(n, 32)]...)
	if n > 32 {
		for i := max(n-32, 32); i < n; i++ {
			last = append(last, c.TraceLast[i&31])
		}
		skipped = max(n-64, 0)
	}
	return first, last, skipped
}

// Text puts offsets and register names into IR or assembly: $name is the offset of a field of the context.
func substitute(text string, names map[string]string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(text, '$')
		if i < 0 || i+1 == len(text) {
			b.WriteString(text)
			return b.String()
		}
		b.WriteString(text[:i])
		text = text[i+1:]
		if text[0] == '$' {
			b.WriteByte('$')
			text = text[1:]
			continue
		}
		n := 0
		for n < len(text) && (text[n] == '_' || text[n] >= 'a' && text[n] <= 'z') {
			n++
		}
		v, ok := names[text[:n]]
		if !ok {
			panic("rt: unknown name $" + text[:n])
		}
		b.WriteString(v)
		text = text[n:]
	}
}
