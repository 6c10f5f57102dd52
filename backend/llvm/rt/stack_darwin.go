package rt

import "syscall"

const mapStack = syscall.MAP_NORESERVE

const dontNeed = syscall.MADV_FREE
