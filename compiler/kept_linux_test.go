package compiler

import (
	"context"
	"runtime"
	"syscall"
	"testing"
)

// hundred takes 100 MB: arrays of 32 MB and a tape of small ones.
const hundred = `import numpy as np
from myia import value_and_grad
def loss(w, n):
    s = 0.0
    x = w
    for i in range(3000):
        x = np.tanh(x + w)
    big = np.arange(n) * 0.5
    for i in range(4):
        big = big * 0.5 + i
    return s + np.sum(x) + np.mean(big)
def f(w, n):
    value, slope = value_and_grad(loss)(w, n)
    return value + np.sum(slope)
print(f(np.ones(256), 4000000))
`

// faultsOf counts the page faults of this thread while f runs.
func faultsOf(t *testing.T, f func()) int64 {
	t.Helper()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	const ofThread = 1 // RUSAGE_THREAD
	var before, after syscall.Rusage
	if err := syscall.Getrusage(ofThread, &before); err != nil {
		t.Fatal(err)
	}
	f()
	if err := syscall.Getrusage(ofThread, &after); err != nil {
		t.Fatal(err)
	}
	return after.Minflt - before.Minflt
}

// TestMemoryIsKept checks that the second run of a program of 100 MB finds its memory in place.
func TestMemoryIsKept(t *testing.T) {
	c, errs := FromText("main.py", hundred).Compile(Call{}, Options{Backend: Native, Opt: 1})
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	run := func() {
		if _, err := c.Call(context.Background()); err != nil {
			t.Error(err)
		}
	}
	run()
	if n := faultsOf(t, run); n >= 100 {
		t.Errorf("the second run has %d page faults", n)
	} else {
		t.Logf("the second run has %d page faults", n)
	}
}
