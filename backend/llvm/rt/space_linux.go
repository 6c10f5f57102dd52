package rt

import (
	"bytes"
	"math"
	"os"
	"strconv"
	"syscall"
)

// AddressSpace is what the limit on this process's address space (ulimit -v) leaves, in bytes; all there is if there is no
// limit.
func AddressSpace() int64 {
	var limit syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_AS, &limit) != nil || limit.Cur > math.MaxInt64 {
		return math.MaxInt64
	}
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return math.MaxInt64
	}
	pages, err := strconv.ParseInt(string(bytes.Fields(text)[0]), 10, 64)
	if err != nil {
		return math.MaxInt64
	}
	return max(int64(limit.Cur)-pages*int64(os.Getpagesize()), 0)
}
