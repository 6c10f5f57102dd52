//go:build linux || darwin

package jit

// flushInstructions has nothing to do: x86 keeps instruction fetch coherent with stores.
func flushInstructions([]byte) {}
