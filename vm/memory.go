package vm

import (
	"context"
	"runtime"
	"time"

	"github.com/myia-lang/myia/ops"
)

// memoryPeriod is how often a run's memory is looked at.
const memoryPeriod = 20 * time.Millisecond

// watchMemory stops the run when the heap outgrows the limit of its environment, so that the process is not killed. The
// function that it returns ends the watch.
func (m *Machine) watchMemory() (end func()) {
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
				m.full.Store(true)
				m.stop.Store(true)
				return
			}
		}
	}()
	return cancel
}

// stopped is why the run was stopped.
func (r *run) stopped() error {
	if err := r.ctx.Err(); err != nil || !r.full.Load() {
		return err
	}
	return r.trace(&ops.Raised{Class: "MemoryError", Msg: "out of memory"})
}
