package main

import (
	"fmt"
	"math"
	"os"
	"runtime"
	"sync"
	"syscall"

	"github.com/myia-lang/myia/backend/llvm/rt"
	"github.com/myia-lang/myia/cli"
)

// underLimit prepares the process for a limit on its address space (ulimit -v). Go ends a process that cannot have another
// thread or more heap, and a program that asks for too much must get MemoryError instead: so the threads are started now,
// and Go's heap grows to half of what is left, which costs no memory until it is used. Budgets count on the other half
// (rt.DefaultBudget), which is libLLVM's and compiled code's.
func underLimit() {
	if rt.AddressSpace() == math.MaxInt64 {
		return
	}
	shareHeap()
	left := rt.AddressSpace()
	if left < leastSpace {
		fmt.Fprintf(os.Stderr, "myia: the limit on address space (ulimit -v) leaves %d MB; %d MB are needed\n", left>>20, leastSpace>>20)
		os.Exit(cli.ExitProgram)
	}
	startThreads(runtime.GOMAXPROCS(0) + spareThreads)
	runtime.KeepAlive(make([]byte, max(rt.AddressSpace()/2, 1)))
}

const (
	leastSpace   = 160 << 20
	spareThreads = 6 // that wait in calls: for signals, in libLLVM, in a write
)

// shareHeap starts the program again with one heap of the C library for all threads: glibc reserves 64 MB of address space
// for each thread's own, which is most of what a limit leaves, and begins before main.
func shareHeap() {
	const arenas = "MALLOC_ARENA_MAX"
	path, err := os.Executable()
	if err != nil || os.Getenv(arenas) != "" {
		return
	}
	syscall.Exec(path, os.Args, append(os.Environ(), arenas+"=1")) // if it fails, more is left to chance
}

// startThreads makes n threads, which Go keeps when they are idle.
func startThreads(n int) {
	var started, ended sync.WaitGroup
	started.Add(n)
	for range n {
		ended.Go(func() {
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			started.Done()
			started.Wait()
		})
	}
	ended.Wait()
}
