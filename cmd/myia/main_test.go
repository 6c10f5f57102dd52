package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/myia-lang/myia/cli"
)

// endless are programs that run for minutes, each in another kind of code.
var endless = map[string]string{
	"loop":      "def f(n):\n    s = 0.0\n    i = 0\n    while i < n:\n        s += 1.0 / (1 + i)\n        i += 1\n    return s\nprint(f(10**15))\n",
	"recursion": "def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\nprint(fib(90))\n",
	"product":   "import numpy as np\na = np.ones((5000, 5000))\nfor i in range(1000):\n    a = a @ a * 1e-4\nprint(a[0, 0])\n",
	"kernel":    "import numpy as np\na = np.ones(20000000)\nfor i in range(10000):\n    a = np.sin(a) + np.sum(a) * 1e-9\nprint(a[0])\n",
}

// TestInterruptProcess sends the signal of Ctrl-C to the command and wants status 130 within half a second.
func TestInterruptProcess(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there is no SIGINT to send")
	}
	binary := filepath.Join(t.TempDir(), "myia")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for name, text := range endless {
		file := filepath.Join(t.TempDir(), name+".py")
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		for _, backend := range []string{"vm", "auto"} {
			t.Run(name+"/"+backend, func(t *testing.T) { interrupt(t, exec.Command(binary, "run", "--backend", backend, file)) })
		}
	}
}

func interrupt(t *testing.T, cmd *exec.Cmd) {
	var errs strings.Builder
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(1500 * time.Millisecond)
	start := time.Now()
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() != cli.ExitInterrupt {
		t.Errorf("it ended with %v: %s", err, errs.String())
	}
	if took := time.Since(start); took > 500*time.Millisecond {
		t.Errorf("it took %v", took)
	}
	if !strings.Contains(errs.String(), "KeyboardInterrupt") {
		t.Errorf("it said %q", errs.String())
	}
}
