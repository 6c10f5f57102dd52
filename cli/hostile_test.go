package cli

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// victim is a valid input and the command line that reads it; mutations of it are hostile inputs.
type victim struct {
	name string // of the file that is mutated
	text []byte
	args []string
}

// victims reads the examples. $DIR in a command line is the folder of the files.
func victims(t testing.TB) []victim {
	example := func(name string) []byte {
		text, err := os.ReadFile(filepath.Join("..", "examples", name))
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	return []victim{
		{"newton.py", example("newton.py"), []string{"check", "$DIR/newton.py"}},
		{"treenet.py", example("treenet.py"), []string{"check", "$DIR/treenet.py"}},
		{"pendulum.py", example("pendulum.py"), []string{"ir", "$DIR/pendulum.py", "--stage", "llvm"}},
		{"newton.py", example("newton.py"), []string{"ir", "$DIR/newton.py:newton_sqrt", "--types", "float", "--grad"}},
		{"square.ir", example("square.ir"), []string{"opt", "$DIR/square.ir", "--pass", "inline,simplify,ad,inline,simplify,dce"}},
		{"x.npy", npy, []string{"run", "--backend", "vm", "$DIR/norm.py:norm", "@$DIR/x.npy"}},
		{"x.npz", npz(), []string{"run", "--backend", "vm", "$DIR/norm.py:norm", "@$DIR/x.npz:x"}},
		{"x.csv", []byte("1,2\n3,4.5\n"), []string{"run", "--backend", "vm", "$DIR/csv.py"}},
		{"x.csv.gz", gz(), []string{"run", "--backend", "vm", "$DIR/gz.py"}},
		{"x.npy", npy, []string{"run", "--backend", "vm", "$DIR/npy.py"}},
	}
}

// programs read the files; $DIR is their folder.
var programs = map[string]string{
	"norm.py": "import numpy as np\ndef norm(x):\n    return np.sum(x * x)\n",
	"csv.py":  "import numpy as np\nprint(np.loadtxt(\"$DIR/x.csv\", delimiter=\",\"))\n",
	"gz.py":   "import numpy as np\nprint(np.loadtxt(\"$DIR/x.csv.gz\", delimiter=\",\"))\n",
	"npy.py":  "import numpy as np\nprint(np.load(\"$DIR/x.npy\"))\n",
}

var npy = []byte("\x93NUMPY\x01\x00\x46\x00{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }             \n" +
	"\x00\x00\x00\x00\x00\x00\xf0\x3f\x00\x00\x00\x00\x00\x00\x00\x40")

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
func attack(t *testing.T, dir string, v victim, text []byte) {
	path := filepath.Join(dir, v.name)
	if err := os.WriteFile(path, text, 0o666); err != nil {
		t.Fatal(err)
	}
	defer os.WriteFile(path, v.text, 0o666)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var out, errs strings.Builder
	w := World{Stdout: &out, Stderr: &errs, Getenv: func(string) string { return "" }}
	begun := time.Now()
	args := make([]string, len(v.args))
	for i, arg := range v.args {
		args[i] = strings.ReplaceAll(arg, "$DIR", dir)
	}
	status := Main(ctx, args, w)
	switch took := time.Since(begun); {
	case status < exitOK || status > ExitProgram:
		t.Errorf("%v: status %d: %s\n%q", v.args, status, errs.String(), text)
	case status != exitOK && strings.TrimSpace(errs.String()) == "":
		t.Errorf("%v: status %d without a message\n%q", v.args, status, text)
	case strings.Contains(errs.String(), "goroutine ") || strings.Contains(errs.String(), "runtime error"):
		t.Errorf("%v: a Go error: %s\n%q", v.args, errs.String(), text)
	case took > 20*time.Second && flag.Lookup("test.fuzz").Value.String() == "": // a slow input is no finding of a fuzzer
		t.Errorf("%v: it took %v\n%q", v.args, took, text)
	}
}

// arena is a folder with the programs and the files that are not mutated.
func arena(t testing.TB) string {
	dir := t.TempDir()
	for name, text := range programs {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(strings.ReplaceAll(text, "$DIR", dir)), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestMutations runs the commands on mutated examples and data files: whatever the input, there is an answer.
func TestMutations(t *testing.T) {
	dir, all := arena(t), victims(t)
	count := 30
	if testing.Short() {
		count = 10
	}
	for kind, v := range all {
		if attack(t, dir, v, v.text); t.Failed() {
			t.Fatalf("%v fails as it is", v.args)
		}
		r := rand.New(rand.NewPCG(7, uint64(kind)))
		for range count {
			attack(t, dir, v, mutate(r, v.text))
		}
	}
}

// FuzzCommand is TestMutations with the mutations of the fuzzer.
func FuzzCommand(f *testing.F) {
	dir, all := arena(f), victims(f)
	for kind, v := range all {
		f.Add(kind, v.text)
	}
	f.Fuzz(func(t *testing.T, kind int, text []byte) {
		if kind >= 0 && kind < len(all) {
			attack(t, dir, all[kind], text)
		}
	})
}
