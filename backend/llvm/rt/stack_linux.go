package rt

import "syscall"

// mapStack is how the stack is mapped: no swap is set aside for it, and pages come when they are touched.
const mapStack = syscall.MAP_NORESERVE | syscall.MAP_STACK

// shrinkStack gives the pages of a deep recursion back.
func shrinkStack(stack []byte) {
	syscall.Madvise(stack[stackGuard:len(stack)-stackKeep], syscall.MADV_DONTNEED)
}
