package myia

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/tensor"
)

const summing = `import numpy as np

def total(x):
    return np.sum(x * x)

def pairs(xs):
    s = 0.0
    for x in xs:
        s = s + np.sum(x)
    return s

def first(x):
    a, b = x
    return a + b

def count(n):
    s = 0
    for i in range(n):
        s = s + i % 7
    return s
`

func ones(n int) *tensor.Tensor {
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = 1
	}
	return tensor.FromF64(xs, n)
}

func each(t *testing.T, f func(t *testing.T, o Options)) {
	kinds := []compiler.Backend{compiler.VM}
	if b, _, err := (compiler.Options{}).Choose(); err == nil && b == compiler.Native {
		kinds = append(kinds, b)
	}
	for _, b := range kinds {
		t.Run(string(b), func(t *testing.T) { f(t, Options{Backend: b}) })
	}
}

// TestVersions checks that one version serves arrays and lists of all lengths, that constant sizes are compiled on
// request, that the versions kept are bounded then, and that what was dropped is compiled again.
func TestVersions(t *testing.T) {
	each(t, func(t *testing.T, o Options) {
		p, err := CompileText("m.py", summing, o)
		if err != nil {
			t.Fatal(err)
		}
		lengths := 10_000
		if testing.Short() {
			lengths = 500
		}
		for n := 2; n < lengths+2; n++ {
			if v, err := p.Call("total", ones(n)); err != nil || tensor.Of[float64](v.(*tensor.Tensor))[0] != float64(n) {
				t.Fatalf("total of %d ones is %v, %v", n, v, err)
			}
		}
		for n := range 5 {
			xs := List{}
			for i := range n + 2 {
				xs = append(xs, ones(i+2))
			}
			if v, err := p.Call("pairs", xs); err != nil || tensor.Of[float64](v.(*tensor.Tensor))[0] != float64((n+2)*(n+5)/2) {
				t.Fatalf("pairs of %d arrays: %v, %v", n+2, v, err)
			}
		}
		if v, err := p.Call("first", ones(2)); err != nil || tensor.Of[float64](v.(*tensor.Tensor))[0] != 2 {
			t.Errorf("unpacking two elements: %v, %v", v, err)
		}
		if got := p.compiled.count(); got > 4 {
			t.Errorf("%d versions for three functions", got)
		}
		o.ConstantSizes, o.Versions = true, 3
		if p, err = CompileText("m.py", summing, o); err != nil {
			t.Fatal(err)
		}
		for _, n := range []int{2, 3, 4, 5, 6, 2, 2, 6, 3} {
			if v, err := p.Call("total", ones(n)); err != nil || tensor.Of[float64](v.(*tensor.Tensor))[0] != float64(n) {
				t.Fatalf("total of %d ones is %v, %v", n, v, err)
			}
			if got := p.compiled.count(); got > 3 {
				t.Fatalf("%d versions are kept, at most 3 should be", got)
			}
		}
	})
}

// calls is larger in make stress.
var calls = flag.Int("calls", 20_000, "how many calls TestCancel makes on each backend")

// TestCancel checks that a call that is cancelled, at any time and also as it ends, disturbs no other call: 64 goroutines
// call one program, some with a context that ends soon.
func TestCancel(t *testing.T) {
	each(t, func(t *testing.T, o Options) { stress(t, o, *calls) })
}

func stress(t *testing.T, o Options, calls int) {
	p, err := CompileText("m.py", summing, o)
	if err != nil {
		t.Fatal(err)
	}
	const callers = 64
	var wg sync.WaitGroup
	failed := make(chan error, callers)
	cancelled := make([]int, callers)
	for g := range callers {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(uint64(g), 1))
			for range calls / callers {
				if ended, err := once(p, r); err != nil {
					failed <- err
					return
				} else if ended {
					cancelled[g]++
				}
			}
		})
	}
	wg.Wait()
	close(failed)
	for err := range failed {
		t.Error(err)
	}
	sum := 0
	for _, n := range cancelled {
		sum += n
	}
	t.Logf("%s: %d calls, %d of them cancelled", o.Backend, calls/callers*callers, sum)
	if sum == 0 {
		t.Error("no call was cancelled in time")
	}
}

// once makes one call, which it may cancel; it says whether the call ended for that.
func once(p *Program, r *rand.Rand) (cancelled bool, err error) {
	ctx, cancel := context.Background(), func() {}
	may := r.IntN(2) == 0
	if may && r.IntN(2) == 0 {
		ctx, cancel = context.WithTimeout(ctx, time.Duration(r.IntN(60_000)))
	} else if may {
		ctx, cancel = context.WithCancel(ctx)
		go cancel()
	}
	defer cancel()
	v, err := p.CallContext(ctx, "count", 70)
	switch {
	case err == nil && v == int64(210):
		return false, nil
	case may && errors.Is(err, ctx.Err()) && ctx.Err() != nil:
		return true, nil
	}
	return false, fmt.Errorf("a call that may be cancelled (%v) gives %v, %v", may, v, err)
}
