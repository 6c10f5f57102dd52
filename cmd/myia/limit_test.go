package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// hungry are programs that take memory until there is none, each of another kind.
var hungry = map[string]string{
	"arrays":    "import numpy as np\nx = np.ones(10)\nfor i in range(1000000):\n    x = np.concatenate((x, x))\nprint(x)\n",
	"kept":      "import numpy as np\nkept = [np.ones(1000)]\nwhile True:\n    kept = kept + [np.ones(1000) * len(kept)]\n",
	"list":      "x = [1]\nwhile True:\n    x = x + x\n",
	"text":      "x = 'a'\nwhile True:\n    x = x + x\n",
	"recursion": "def f(n):\n    return f(n + 1) + 1\nprint(f(0))\n",
}

// TestAddressSpace checks that under ulimit -v, in kB, a program that takes too much ends with a Python exception on both
// backends, and never with a fatal error of Go's. Of less than 2 GB what Go and glibc take before main may leave nothing.
func TestAddressSpace(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux has a limit on address space")
	}
	binary := build(t)
	for name, text := range hungry {
		file := filepath.Join(t.TempDir(), name+".py")
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			kb      int
			backend string
		}{{2_000_000, "vm"}, {3_000_000, "vm"}, {2_000_000, "auto"}} {
			var errs strings.Builder
			cmd := exec.Command("sh", "-c", fmt.Sprintf("ulimit -v %d; exec %s run --backend %s %s", c.kb, binary, c.backend, file))
			cmd.Stderr = &errs
			cmd.Run()
			lines := strings.Split(strings.TrimSpace(errs.String()), "\n")
			last := lines[len(lines)-1]
			if cmd.ProcessState.ExitCode() != 1 || !strings.HasPrefix(last, "MemoryError") && !strings.HasPrefix(last, "RecursionError") {
				t.Errorf("%s, %s, %d kB: status %d, %s", name, c.backend, c.kb, cmd.ProcessState.ExitCode(), lines[0])
			}
		}
	}
}
