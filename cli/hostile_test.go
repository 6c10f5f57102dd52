package cli

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// victims are valid inputs and the command lines that read them; mutations of them are hostile inputs.
var victims = []struct {
	name string // of the file that is mutated
	text func() []byte
	args []string
}{
	{"newton.py", example("newton.py"), []string{"check", "newton.py"}},
	{"treenet.py", example("treenet.py"), []string{"check", "treenet.py"}},
	{"pendulum.py", example("pendulum.py"), []string{"ir", "pendulum.py", "--stage", "llvm"}},
	{"newton.py", example("newton.py"), []string{"ir", "newton.py:newton_sqrt", "--types", "float", "--grad"}},
	{"square.ir", example("square.ir"), []string{"opt", "square.ir", "--pass", "inline,simplify,ad,inline,simplify,dce"}},
	{"x.npy", func() []byte { return npy }, []string{"run", "--backend", "vm", "norm.py:norm", "@x.npy"}},
	{"x.npz", npz, []string{"run", "--backend", "vm", "norm.py:norm", "@x.npz:x"}},
	{"x.csv", func() []byte { return []byte("1,2\n3,4.5\n") }, []string{"run", "--backend", "vm", "csv.py"}},
	{"x.csv.gz", gz, []string{"run", "--backend", "vm", "gz.py"}},
	{"x.npy", func() []byte { return npy }, []string{"run", "--backend", "vm", "npy.py"}},
}

// programs are beside the files.
var programs = map[string]string{
	"norm.py": "import numpy as np\ndef norm(x):\n    return np.sum(x * x)\n",
	"csv.py":  "import numpy as np\nprint(np.loadtxt(\"x.csv\", delimiter=\",\"))\n",
	"gz.py":   "import numpy as np\nprint(np.loadtxt(\"x.csv.gz\", delimiter=\",\"))\n",
	"npy.py":  "import numpy as np\nprint(np.load(\"x.npy\"))\n",
}

var npy = []byte("\x93NUMPY\x01\x00\x46\x00{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }             \n" +
	"\x00\x00\x00\x00\x00\x00\xf0\x3f\x00\x00\x00\x00\x00\x00\x00\x40")

func example(name string) func() []byte {
	text, err := os.ReadFile(filepath.Join("..", "examples", name))
	if err != nil {
		panic(err)
	}
	return func() []byte { return text }
}

func npz() []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, _ := z.Create("x.npy")
	w.Write(npy)
	z.Close()
	return b.Bytes()
}

func gz() []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(strings.Repeat("1,2\n3,4.5\n", 20)))
	z.Close()
	return b.Bytes()
}

// mutate changes a few bytes, cuts, doubles or moves a part.
func mutate(r *rand.Rand, text []byte) []byte {
	out := bytes.Clone(text)
	for range 1 + r.IntN(3) {
		if len(out) == 0 {
			return out
		}
		i, j := r.IntN(len(out)), r.IntN(len(out))
		switch r.IntN(7) {
		case 0:
			out[i] = byte(r.IntN(256))
		case 1:
			out[i] ^= 1 << r.IntN(8)
		case 2:
			out = out[:i]
		case 3:
			out = append(out[:min(i, j)], out[max(i, j):]...)
		case 4:
			k := min(len(out), i+r.IntN(40))
			out = append(out[:k:k], append(bytes.Clone(out[i:k]), out[k:]...)...)
		case 5: // another place of the text, which keeps words whole more often than not
			k := min(len(out), j+r.IntN(20))
			out = append(out[:i:i], append(bytes.Clone(out[j:k]), out[i:]...)...)
		case 6:
			const marks = "()[]{}:,.=+-*/@%#'\"\\\n\t 0129eE_x\x00\xff"
			out[i] = marks[r.IntN(len(marks))]
		}
	}
	return out
}

// attack runs the command on a mutated file. A status other than 0, 1 and 2, or one without a message, is an error.
func attack(t *testing.T, dir string, kind int, text []byte) {
	v := victims[kind]
	path := filepath.Join(dir, v.name)
	if err := os.WriteFile(path, text, 0o666); err != nil {
		t.Fatal(err)
	}
	defer os.WriteFile(path, v.text(), 0o666)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var out, errs strings.Builder
	w := World{Stdout: &out, Stderr: &errs, Getenv: func(string) string { return "" }}
	begun := time.Now()
	status := Main(ctx, v.args, w)
	switch took := time.Since(begun); {
	case status < exitOK || status > exitProgram:
		t.Errorf("%v: status %d: %s\n%q", v.args, status, errs.String(), text)
	case status != exitOK && strings.TrimSpace(errs.String()) == "":
		t.Errorf("%v: status %d without a message\n%q", v.args, status, text)
	case strings.Contains(errs.String(), "goroutine ") || strings.Contains(errs.String(), "runtime error"):
		t.Errorf("%v: a Go error: %s\n%q", v.args, errs.String(), text)
	case took > 20*time.Second:
		t.Errorf("%v: it took %v\n%q", v.args, took, text)
	}
}

// arena is a folder with the programs and the files that are not mutated.
func arena(t testing.TB) string {
	dir := t.TempDir()
	for name, text := range programs {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestMutations runs the commands on mutated examples and data files: whatever the input, there is an answer.
func TestMutations(t *testing.T) {
	dir := arena(t)
	t.Chdir(dir)
	count := 60
	if testing.Short() {
		count = 10
	}
	for kind, v := range victims {
		if attack(t, dir, kind, v.text()); t.Failed() {
			t.Fatalf("%v fails as it is", v.args)
		}
		r := rand.New(rand.NewPCG(7, uint64(kind)))
		for range count {
			attack(t, dir, kind, mutate(r, v.text()))
		}
	}
}

// FuzzCommand is TestMutations with the mutations of the fuzzer.
func FuzzCommand(f *testing.F) {
	dir := arena(f)
	f.Chdir(dir)
	for kind, v := range victims {
		f.Add(kind, v.text())
	}
	f.Fuzz(func(t *testing.T, kind int, text []byte) {
		if kind >= 0 && kind < len(victims) {
			attack(t, dir, kind, text)
		}
	})
}
