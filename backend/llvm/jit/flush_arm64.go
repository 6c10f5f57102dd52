//go:build linux || darwin

package jit

import "unsafe"

// flushInstructions makes code that was just written visible to instruction fetch (Arm ARM, B2.4.4).
func flushInstructions(mem []byte) {
	p := uintptr(unsafe.Pointer(unsafe.SliceData(mem)))
	flushRange(p, p+uintptr(len(mem)))
}

func flushRange(start, end uintptr)
