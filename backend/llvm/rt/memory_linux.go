package rt

import "syscall"

// How the pool maps memory, asks for huge pages, and gives memory back but keeps its addresses.
const (
	mapMemory  = syscall.MAP_PRIVATE | syscall.MAP_ANON
	adviseHuge = syscall.MADV_HUGEPAGE
	adviseDrop = syscall.MADV_DONTNEED
)
