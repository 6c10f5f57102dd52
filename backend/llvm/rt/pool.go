package rt

import (
	"runtime"
	"sync/atomic"
	"time"
	"unsafe"

	"github.com/myia-lang/myia/backend/llvm/jit"
)

// pool is the memory that the runs of a process share. Compiled code takes blocks and gives them back (text/pool.ll, which
// has the layout of a block); what nobody uses for a while goes back to the system, by a timer of the host.
type pool struct {
	lock    uint32
	kept    int64           `ll:"pool_kept"` // bytes of free blocks whose memory is here
	bump    uintptr         `ll:"pool_bump"` // what is left of the newest region
	end     uintptr         `ll:"pool_end"`
	classes [136]blockClass `ll:"pool_classes"`
}

// blockClass is a list of free blocks of one size, the last freed first.
type blockClass struct {
	head  address
	count int64
	low   int64 // the least count since the last look: that many, at the end of the list, were not used
}

// address is that of a block. It is no pointer: what is unmapped may come back as a part of Go's heap.
type address uintptr

// header is how a block begins.
type header struct {
	capacity int64
	prev     address
	next     address
	size     int64 // what it has room for
	slab     uintptr
	kind     int64
}

func (a *address) header() *header { return *(**header)(unsafe.Pointer(a)) }

// The kinds of blocks that matter here.
const (
	mappedBlock = 1 // it is a mapping of its own
	emptyBlock  = 2 // its memory is with the system already
)

// mostKept is what the pool keeps at most, whatever the budget.
const mostKept = 1 << 30

// lookEvery is the time for which memory is kept that no run uses.
const lookEvery = 3 * time.Second

// lookLater starts the timer unless it runs or the pool is empty.
func (l *Library) lookLater() {
	if atomic.LoadInt64(&l.pool.kept) > 0 && l.looks.CompareAndSwap(false, true) {
		time.AfterFunc(lookEvery, func() {
			l.looks.Store(false)
			l.giveBack()
			l.lookLater()
		})
	}
}

// giveBack gives the memory of the blocks to the system that were not used since the last time.
func (l *Library) giveBack() {
	for i := range l.pool.classes {
		c := &l.pool.classes[i]
		var empty address
		for b := l.pool.unused(c); b != 0; {
			next, kind := b.header().next, b.header().kind
			if kind&emptyBlock == 0 {
				jit.Invoke(l.entry.giveBack, uintptr(b))
			}
			if kind&mappedBlock == 0 {
				b.header().kind, b.header().next, empty = emptyBlock, empty, b
			}
			b = next
		}
		l.pool.append(c, empty)
	}
}

// unused takes the blocks of a class out that were not used since the last time.
func (p *pool) unused(c *blockClass) address {
	p.acquire()
	defer p.release()
	at := &c.head
	for range c.count - c.low {
		at = &at.header().next
	}
	out := *at
	*at = 0
	c.count -= c.low
	c.low = c.count
	for b := out; b != 0; b = b.header().next {
		if b.header().kind&emptyBlock == 0 {
			atomic.AddInt64(&p.kept, -b.header().size) // lookLater reads it without the lock
		}
	}
	return out
}

// append puts blocks at the end of a class.
func (p *pool) append(c *blockClass, more address) {
	p.acquire()
	defer p.release()
	at := &c.head
	for *at != 0 {
		at = &at.header().next
	}
	*at = more
	for b := more; b != 0; b = b.header().next {
		c.count++
	}
	c.low = c.count
}

// acquire takes the lock. Compiled code holds it for some instructions only, or while it maps memory.
func (p *pool) acquire() {
	for !atomic.CompareAndSwapUint32(&p.lock, 0, 1) {
		runtime.Gosched()
	}
}

func (p *pool) release() { atomic.StoreUint32(&p.lock, 0) }
