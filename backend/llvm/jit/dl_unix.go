//go:build (linux || darwin) && (amd64 || arm64)

package jit

import (
	"runtime"
	"syscall"
	"unsafe"

	"github.com/ebitengine/purego"
)

// Supported says whether this build can open libLLVM at all.
const Supported = true

// openLibrary opens a library. The reason that it cannot is kept by the C library for each thread, so the goroutine must
// not change to another one in between.
func openLibrary(path string) (uintptr, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	return purego.Dlopen(path, purego.RTLD_LAZY|purego.RTLD_LOCAL)
}

// lookup is the address of a symbol, or 0.
func lookup(handle uintptr, name string) uintptr {
	p, err := purego.Dlsym(handle, name)
	if err != nil {
		return 0
	}
	return p
}

func lookupLibc(name string) uintptr { return lookup(purego.RTLD_DEFAULT, name) }

// invoke calls a C function of integer arguments.
//
//go:uintptrescapes
func invoke(fn uintptr, args ...uintptr) uintptr {
	r, _, _ := purego.SyscallN(fn, args...)
	return r
}

func newCallback(f func(info, opaque uintptr) uintptr) uintptr { return purego.NewCallback(f) }

// Call runs a compiled entry point i32 f(ptr ctx, ptr in, ptr out) on the calling thread's C stack. The three
// pointers must stay reachable until it returns.
func Call(fn uintptr, ctx, in, out unsafe.Pointer) int32 {
	r, _, _ := purego.SyscallN(fn, uintptr(ctx), uintptr(in), uintptr(out))
	return int32(r)
}

// Invoke calls compiled code with up to 8 integer or pointer arguments and returns its integer result.
//
//go:uintptrescapes
func Invoke(fn uintptr, args ...uintptr) uintptr {
	r, _, _ := purego.SyscallN(fn, args...)
	return r
}

func mapPages(size int) ([]byte, error) {
	return syscall.Mmap(-1, 0, size, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
}

func unmapPages(mem []byte) error { return syscall.Munmap(mem) }

func protectText(mem []byte) error {
	if len(mem) == 0 {
		return nil
	}
	if err := syscall.Mprotect(mem, syscall.PROT_READ|syscall.PROT_EXEC); err != nil {
		return err
	}
	flushInstructions(mem)
	return nil
}

func protectConst(mem []byte) error {
	if len(mem) == 0 {
		return nil
	}
	return syscall.Mprotect(mem, syscall.PROT_READ)
}
