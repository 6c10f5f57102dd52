package rt

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// DefaultBudget is 80 % of the memory that the machine and this process's cgroup have free now, but at most a third of the
// address space that its limit leaves: where that ends Go ends the process, its heap has holes, and what is free is not
// free at once. Finding it takes some tenths of a millisecond.
func DefaultBudget() int64 {
	free := int64(math.MaxInt64)
	if text, err := os.ReadFile("/proc/meminfo"); err == nil {
		for line := range strings.Lines(string(text)) {
			if f := strings.Fields(line); len(f) >= 2 && f[0] == "MemAvailable:" {
				if kb, err := strconv.ParseInt(f[1], 10, 64); err == nil {
					free = kb << 10
				}
			}
		}
	}
	free = min(free, cgroupFree("/"))
	if free == math.MaxInt64 {
		return 4 << 30 // nothing is known, as on darwin
	}
	return min(max(free/10*8, leastBudget), max(AddressSpace()/3, tinyBudget))
}

// leastBudget is given to a run even where little seems free: the system may still find it, and a budget below it stops
// programs that need next to nothing.
const leastBudget = 256 << 20

// tinyBudget is given where a limit leaves no address space: Go's heap has this much of its own from the start.
const tinyBudget = 16 << 20

// reclaimable is what a control group counts as used but gives back on demand: cached parts of files.
func reclaimable(dir string) (bytes int64) {
	text, err := os.ReadFile(filepath.Join(dir, "memory.stat"))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		f := strings.Fields(line)
		if len(f) == 2 && (f[0] == "inactive_file" || f[0] == "active_file") {
			n, err := strconv.ParseInt(f[1], 10, 64)
			if err != nil {
				return bytes
			}
			bytes += n
		}
	}
	return bytes
}

// cgroupFree is what the control groups of this process, version 2 or 1, still allow; root is "/" but in tests.
func cgroupFree(root string) int64 {
	free := int64(math.MaxInt64)
	text, err := os.ReadFile(filepath.Join(root, "proc/self/cgroup"))
	if err != nil {
		return free
	}
	for line := range strings.Lines(string(text)) {
		parts := strings.SplitN(strings.TrimSpace(line), ":", 3)
		if len(parts) != 3 {
			continue
		}
		base, limit, usage := "sys/fs/cgroup", "memory.max", "memory.current"
		if parts[1] != "" {
			if !strings.Contains(parts[1], "memory") {
				continue
			}
			base, limit, usage = "sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes"
		}
		for dir := parts[2]; ; dir = filepath.Dir(dir) {
			at := filepath.Join(root, base, dir)
			if l, ok := readInt(filepath.Join(at, limit)); ok {
				if u, ok := readInt(filepath.Join(at, usage)); ok {
					free = min(free, max(l-u+reclaimable(at), 0))
				}
			}
			if dir == "/" || dir == "." {
				break
			}
		}
	}
	return free
}

func readInt(path string) (int64, bool) {
	b, err := os.ReadFile(path)
	if err != nil {
		return 0, false
	}
	n, err := strconv.ParseInt(string(bytes.TrimSpace(b)), 10, 64)
	return n, err == nil
}
