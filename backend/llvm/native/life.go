package native

import (
	"context"
	"sync"

	"github.com/myia-lang/myia/backend/llvm/rt"
)

// interruptible lets the end of ctx interrupt the run in c until end is called. The context c is used again for other
// runs, and a function that context.AfterFunc has started may still be on its way when the run has ended: what it does
// then must not reach c. So both sides take a lock, and neither waits for the other's goroutine.
func interruptible(ctx context.Context, c *rt.Ctx) (end func()) {
	if ctx.Done() == nil {
		return func() {}
	}
	var mu sync.Mutex
	running := true
	stop := context.AfterFunc(ctx, func() {
		mu.Lock()
		defer mu.Unlock()
		if running {
			c.Interrupt()
		}
	})
	return func() {
		mu.Lock()
		running = false
		mu.Unlock()
		stop()
	}
}

// Close gives the memory of the code back. No call may run in it, or begin later.
func (p *Program) Close() { p.mod.Close() }
