//go:build !linux

package rt

import "math"

// AddressSpace is not asked for here: it has no limit that would end the process.
func AddressSpace() int64 { return math.MaxInt64 }
