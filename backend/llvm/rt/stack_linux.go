package rt

import "syscall"

// mapStack is how the stack is mapped: no swap is set aside for it, and pages come when they are touched.
const mapStack = syscall.MAP_NORESERVE | syscall.MAP_STACK

// dontNeed drops the pages at once.
const dontNeed = syscall.MADV_DONTNEED
