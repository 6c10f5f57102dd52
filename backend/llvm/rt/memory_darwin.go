package rt

import "syscall"

// How the pool maps memory, what it says instead of asking for huge pages, and how it gives memory back but keeps its
// addresses.
const (
	mapMemory  = syscall.MAP_PRIVATE | syscall.MAP_ANON
	adviseHuge = 0 // MADV_NORMAL
	adviseDrop = 5 // MADV_FREE
)
