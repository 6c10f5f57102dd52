package vm

import (
	"context"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/myia-lang/myia/ops"
)

// memoryPeriod is how often a run's memory is looked at.
const memoryPeriod = 20 * time.Millisecond

// halt asks one run to end. It belongs to the run and not to the machine: whoever watches the run may set it after the run
// has ended, when the machine has begun another.
type halt struct{ asked atomic.Bool }

func (h *halt) stop() { h.asked.Store(true) }

// watchMemory stops the run when the heap outgrows the limit of its environment, so that the process is not killed. The
// function that it returns ends the watch.
func (m *Machine) watchMemory(h *halt) (end func()) {
	if m.env == nil || m.env.Limit <= 0 {
		return func() {}
	}
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		tick := time.NewTicker(memoryPeriod)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			if ops.HeapBytes() <= m.env.Limit {
				continue
			}
			if runtime.GC(); ops.HeapBytes() > m.env.Limit {
				h.stop()
				return
			}
		}
	}()
	return cancel
}

// stopped is why the run was stopped, and where.
func (r *run) stopped() error {
	if err := r.ctx.Err(); err != nil {
		return r.trace(&ops.Raised{Class: "KeyboardInterrupt", Cause: err})
	}
	return r.trace(&ops.Raised{Class: "MemoryError", Msg: ops.OutOfMemory})
}
