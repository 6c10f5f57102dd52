package rt

import (
	"math/rand/v2"
	"sync"
	"testing"
	"unsafe"
)

// allocate takes a buffer, which must be there, and release gives it back.
func (h host) allocate(n int) uintptr {
	p := h.call("rt_alloc", h.ctx(), uintptr(n))
	if p == 0 {
		h.t.Errorf("no room for %d bytes, %d of %d in use", n, h.c.MemUsed, h.c.MemLimit)
	}
	return p
}

func (h host) release(p uintptr) { h.call("rt_release", h.ctx(), p) }

// keptBytes is what the blocks of the pool's lists hold, which is what it says to keep; each list's count is right too.
func keptBytes(t *testing.T, p *pool) int64 {
	t.Helper()
	p.acquire()
	defer p.release()
	sum := int64(0)
	for i, c := range p.classes {
		n := int64(0)
		for b := c.head; b != 0; b = b.header().next {
			n++
			if b.header().kind&emptyBlock == 0 {
				sum += b.header().size
			}
		}
		if n != c.count || c.low > n {
			t.Errorf("class %d has %d blocks, says %d, at least %d", i, n, c.count, c.low)
		}
	}
	if sum != p.kept {
		t.Errorf("%d bytes in the lists, %d kept", sum, p.kept)
	}
	return sum
}

// What a run gives back serves the next, up to the limit, and goes to the system when it was not used for a while.
func TestPoolKeeps(t *testing.T) {
	each(t, func(t *testing.T, l *Library) {
		h := host{t, l, l.NewCtx(400 << 20)}
		defer func() { l.Put(h.c) }()
		for _, n := range []int{20 << 10, 1 << 20, 60 << 20} {
			p := h.allocate(n)
			h.release(p)
			h.c.Reset()
			if q := h.allocate(n); q != p {
				t.Errorf("%d bytes come from %x, then from %x", n, p, q)
			}
		}
		h.c.Reset()
		kept := keptBytes(t, &l.pool)
		if kept < 61<<20 || kept > 400<<20/4 {
			t.Errorf("%d bytes are kept", kept)
		}
		p := h.allocate(90 << 20) // too much to be kept beside the rest
		h.release(p)
		if k := keptBytes(t, &l.pool); k != kept {
			t.Errorf("%d bytes are kept, then %d", kept, k)
		}
		l.giveBack() // it begins to watch
		p = h.allocate(20 << 10)
		h.release(p)
		l.giveBack()
		if k := keptBytes(t, &l.pool); k < 20<<10 || k > 21<<10 {
			t.Errorf("%d bytes are kept of what was used, 20 KB", k)
		}
		l.giveBack()
		if k := keptBytes(t, &l.pool); k != 0 {
			t.Errorf("%d bytes are kept of what was not used", k)
		}
		for _, n := range []int{20 << 10, 1 << 20, 60 << 20} {
			p := h.allocate(n)
			for i := range n / 8 {
				*(*int)(at(p + uintptr(8*i))) = i
			}
		}
	})
}

// Only what lives counts: sizes may follow each other that together are beyond the budget, buffers in slabs too.
func TestPoolBudget(t *testing.T) {
	each(t, func(t *testing.T, l *Library) {
		h := host{t, l, l.NewCtx(32 << 20)}
		defer func() { l.Put(h.c) }()
		for _, n := range []int{1 << 20, 24 << 20, 100, 8000, 300, 30 << 10, 16 << 20, 5000} {
			var ps []uintptr
			for range 24 << 20 / (n + 100) {
				ps = append(ps, h.allocate(n))
			}
			for _, p := range ps {
				h.release(p)
			}
			if h.c.Live != 0 || h.c.MemUsed > 1<<20 {
				t.Fatalf("%d buffers, %d bytes after those of %d", h.c.Live, h.c.MemUsed, n)
			}
		}
		if p := h.call("rt_alloc", h.ctx(), 33<<20); p != 0 || h.c.ErrClass != MemoryError {
			t.Errorf("33 MB of 32: %x, class %d", p, h.c.ErrClass)
		}
	})
}

// Runs on 64 goroutines share the pool, while it is looked at; no two have the same memory.
func TestPoolShared(t *testing.T) {
	each(t, func(t *testing.T, l *Library) {
		var wg sync.WaitGroup
		for g := range 64 {
			wg.Go(func() {
				r := rand.New(rand.NewPCG(1, uint64(g)))
				for range 10 {
					h := host{t, l, l.NewCtx(64 << 20)}
					var mine []*[2]uint64
					for i := range 50 {
						p := h.allocate(16 + 1<<r.IntN(19) + r.IntN(5000))
						x := (*[2]uint64)(unsafe.Pointer(at(p)))
						*x = [2]uint64{uint64(g), uint64(i)}
						mine = append(mine, x)
						if k := r.IntN(len(mine)); i%3 == 0 {
							if mine[k] != nil && mine[k][0] != uint64(g) {
								t.Errorf("memory of run %d is also of run %d", g, mine[k][0])
							}
							if mine[k] != nil {
								h.release(uintptr(unsafe.Pointer(mine[k])))
								mine[k] = nil
							}
						}
					}
					for i, x := range mine {
						if x != nil && *x != [2]uint64{uint64(g), uint64(i)} {
							t.Errorf("buffer %d of run %d says %v", i, g, *x)
						}
					}
					l.Put(h.c)
					if r.IntN(20) == 0 {
						l.giveBack()
					}
				}
			})
		}
		wg.Wait()
		l.giveBack()
		keptBytes(t, &l.pool)
	})
}
