package main

import (
	"bufio"
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
	"loop":        "def f(n):\n    s = 0.0\n    i = 0\n    while i < n:\n        s += 1.0 / (1 + i)\n        i += 1\n    return s\nprint(f(10**15))\n",
	"recursion":   "def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\nprint(fib(90))\n",
	"product":     "import numpy as np\na = np.ones((5000, 5000))\nfor i in range(1000):\n    a = a @ a * 1e-4\nprint(a[0, 0])\n",
	"kernel":      "import numpy as np\na = np.ones(20000000)\nfor i in range(10000):\n    a = np.sin(a) + np.sum(a) * 1e-9\nprint(a[0])\n",
	"permutation": "import numpy as np\nfor i in range(10000):\n    print(np.random.permutation(30000000)[0])\n",
	"compilation": "def f(x):\n    y = x\n" + strings.Repeat("    if y > x:\n        y = y * 1.5 + x\n    else:\n        y = y - 2.5\n", 20000) + "    return y\nprint(f(1.5))\n",
}

// build makes the command.
func build(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "myia")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return binary
}

// TestInterruptProcess sends the signal of Ctrl-C to the command and wants status 130 within half a second.
func TestInterruptProcess(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there is no SIGINT to send")
	}
	binary := build(t)
	for name, text := range endless {
		text = "print(\"begun\")\n" + text
		file := filepath.Join(t.TempDir(), name+".py")
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		for _, backend := range []string{"vm", "auto"} {
			t.Run(name+"/"+backend, func(t *testing.T) { interrupt(t, exec.Command(binary, "run", "--backend", backend, file)) })
		}
	}
}

// TestClosedPipe reads one line of a program that prints for ever.
func TestClosedPipe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "print.py")
	if err := os.WriteFile(file, []byte("i = 0\nwhile True:\n    print(i)\n    i += 1\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, backend := range []string{"vm", "auto"} {
		var errs strings.Builder
		cmd := exec.Command(build(t), "run", "--backend", backend, file)
		cmd.Stderr = &errs
		r, err := cmd.StdoutPipe()
		if err == nil {
			err = cmd.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		line, _ := bufio.NewReader(r).ReadString('\n')
		r.Close()
		if err := cmd.Wait(); err != nil || line != "0\n" || errs.Len() > 0 {
			t.Errorf("%s: it printed %q, said %q and ended with %v", backend, line, errs.String(), err)
		}
	}
}

// TestPipeLines reads what a program has printed into a pipe while it goes on.
func TestPipeLines(t *testing.T) {
	file := filepath.Join(t.TempDir(), "slow.py")
	if err := os.WriteFile(file, []byte("print('first')\ni = 0\nwhile True:\n    i = (i + 1) % 7\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(build(t), "run", "--backend", "vm", file)
	r, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(20*time.Second, func() { cmd.Process.Kill() })
	line, _ := bufio.NewReader(r).ReadString('\n')
	cmd.Process.Kill()
	cmd.Wait()
	if line != "first\n" {
		t.Errorf("it printed %q", line)
	}
}

func interrupt(t *testing.T, cmd *exec.Cmd) {
	var out, errs strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &errs
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
	if !strings.HasSuffix(errs.String(), "KeyboardInterrupt\n") {
		t.Errorf("it said %q", errs.String())
	}
	if inLoop := strings.Contains(t.Name(), "/loop/") || strings.Contains(t.Name(), "/recursion/"); inLoop && !strings.Contains(errs.String(), ", in f") {
		t.Errorf("it does not say where it was: %q", errs.String())
	}
	if !strings.Contains(t.Name(), "compilation") && !strings.HasPrefix(out.String(), "begun\n") {
		t.Errorf("it lost what the program had printed: %q", out.String())
	}
}
