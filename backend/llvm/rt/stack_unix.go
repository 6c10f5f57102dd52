//go:build linux || darwin

package rt

import (
	"fmt"
	"syscall"
)

// stackSizes are tried in turn; address space may be limited. A gigabyte is ten million small frames; touching more
// pages takes so long that recursion without end would not be found within seconds.
var stackSizes = [...]int{1 << 30, 64 << 20, 16 << 20, 4 << 20}

// reserveStack maps a private stack with a guard at its lower end.
func reserveStack() ([]byte, error) {
	var last error
	for _, size := range stackSizes {
		mem, err := syscall.Mmap(-1, 0, size, syscall.PROT_READ|syscall.PROT_WRITE,
			syscall.MAP_ANON|syscall.MAP_PRIVATE|mapStack)
		if err != nil {
			last = err
			continue
		}
		if err := syscall.Mprotect(mem[:stackGuard], syscall.PROT_NONE); err != nil {
			syscall.Munmap(mem)
			return nil, err
		}
		return mem, nil
	}
	return nil, fmt.Errorf("no address space for a stack: %w", last)
}

func releaseStack(stack []byte) { syscall.Munmap(stack) }
