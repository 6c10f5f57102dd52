package rt

import (
	"unsafe"

	"github.com/myia-lang/myia/backend/llvm/jit"
)

// NewCtx gives a context for one run with a budget in bytes for arrays, vecs, nodes and stack together. Put gives it
// back.
func (l *Library) NewCtx(budget int64) *Ctx {
	l.mu.Lock()
	var c *Ctx
	if n := len(l.idle); n > 0 {
		c, l.idle = l.idle[n-1], l.idle[:n-1]
	}
	l.mu.Unlock()
	if c == nil {
		c = &Ctx{lib: l, pool: uintptr(unsafe.Pointer(&l.pool))}
	}
	c.MemLimit, c.keep = budget, min(budget/4, mostKept)
	return c
}

// maxIdle contexts are kept for later runs.
const maxIdle = 16

// Put ends the run, frees what it holds and keeps the context for another.
func (l *Library) Put(c *Ctx) {
	c.Reset()
	l.lookLater()
	l.mu.Lock()
	if len(l.idle) < maxIdle {
		l.idle, c = append(l.idle, c), nil
	}
	l.mu.Unlock()
	if c != nil {
		c.close()
	}
}

// Reset frees all that the run holds and makes the context fit for another run. A parked run is given up.
func (c *Ctx) Reset() {
	if c.Live != 0 || c.Nodes != 0 || c.MemUsed > ctxKept {
		jit.Invoke(c.lib.entry.reset, uintptr(unsafe.Pointer(c)), ctxKept)
	}
	if c.StackTop != 0 {
		shrinkStack(c.stack)
	}
	c.ErrClass, c.ErrSite, c.ErrOperand, c.TraceCount = NoError, 0, [4]uint64{}, 0
	c.interrupt, c.Debug, c.StackLimit, c.StackTop, c.parkSP = 0, 0, 0, 0, 0
	c.ReqKind, c.ReqStatus, c.ReqArgs = 0, OK, 0
	c.RngSeed, c.RngCounter, c.Consts, c.MemPeak = 0, 0, 0, c.MemUsed
}

// ctxKept is what a context keeps at most for its next run: slabs and a chunk.
const ctxKept = 1 << 20

func (c *Ctx) close() {
	jit.Invoke(c.lib.entry.reset, uintptr(unsafe.Pointer(c)), 0)
	if c.stack != nil {
		releaseStack(c.stack)
		c.stack = nil
	}
}
