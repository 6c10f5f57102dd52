package emit

import (
	"bytes"
	le "encoding/binary"
	"flag"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var (
	llcArgs    = flag.Int("llcargs", 4000, "random arguments for each compiled function")
	llcWidths  = flag.Bool("llcwide", false, "compile width 8 and 16 beside 4")
	llcCommand = flag.String("llc", "", "the llc to use, with flags; by default the newest found, for this CPU")
)

// What llc makes of the emitted text gives the same bits as the Go instances, whether or not rare parts are branched
// around. The test needs llc 15 or later and a C compiler, and is skipped without them.
func TestCompiledAgreesWithGo(t *testing.T) {
	widths := []int{4}
	if *llcWidths {
		widths = []int{4, 8, 16}
	}
	text, tests := SelfTestModule(widths...)
	program := build(t, text, tests)
	inputs := newInputs(rand.New(rand.NewPCG(5, 6)), *llcArgs/16*16)

	cmd := exec.Command(program)
	cmd.Stdin, cmd.Stderr = inputs.encode(), os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]float64{} // by function and precision; the widths share it
	for _, c := range tests {
		key := c.name() + c.Prec.String()
		if want[key] == nil {
			want[key] = c.expected(inputs)
		}
		compare(t, c, inputs, out, want[key])
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
}

// inputs are pairs of arguments: random bits, moderate numbers, special ones.
type inputs struct{ x, y []float64 }

func newInputs(r *rand.Rand, n int) inputs {
	special := []float64{0, nzero, 1, -1, 0.5, 2, -3, pinf, ninf, qnan, tiny, huge, 0x1p20, 0x1p9, 709.79, -745.2, 88.73, -103.98}
	draw := func(i int) float64 {
		switch i % 4 {
		case 0:
			return math.Float64frombits(r.Uint64())
		case 1:
			return float64(math.Float32frombits(r.Uint32()))
		case 2:
			return 100 * r.NormFloat64()
		}
		if r.IntN(8) == 0 {
			return special[r.IntN(len(special))]
		}
		return r.NormFloat64()
	}
	var in inputs
	for i := range n {
		in.x = append(in.x, draw(i))
		in.y = append(in.y, draw(i+r.IntN(2)*2))
	}
	return in
}

// encode is what the driver reads: the count, then x and y in f64 and in f32.
func (in inputs) encode() *bytes.Buffer {
	var b bytes.Buffer
	le.Write(&b, le.LittleEndian, int64(len(in.x)))
	for _, xs := range [][]float64{in.x, in.y} {
		le.Write(&b, le.LittleEndian, xs)
	}
	for _, xs := range [][]float64{in.x, in.y} {
		narrow := make([]float32, len(xs))
		for i, x := range xs {
			narrow[i] = float32(x)
		}
		le.Write(&b, le.LittleEndian, narrow)
	}
	return &b
}

func (t SelfTest) name() string {
	if t.Unary != nil {
		return t.Unary.Name
	}
	return t.Binary.Name
}

// expected is what the Go instance gives; f32 results are widened.
func (t SelfTest) expected(in inputs) []float64 {
	f64, f32 := t.goInstances()
	want := make([]float64, len(in.x))
	for i, x := range in.x {
		if t.Prec == Double {
			want[i] = f64(x, in.y[i])
		} else {
			want[i] = float64(f32(float32(x), float32(in.y[i])))
		}
	}
	return want
}

func (t SelfTest) goInstances() (func(x, y float64) float64, func(x, y float32) float32) {
	if u := t.Unary; u != nil {
		return func(x, _ float64) float64 { return u.F64(x) }, func(x, _ float32) float32 { return u.F32(x) }
	}
	return t.Binary.F64, t.Binary.F32
}

// compare reads the results of c from out.
func compare(t *testing.T, c SelfTest, in inputs, out io.Reader, want []float64) {
	size := c.Prec.Bits() / 8
	data := make([]byte, len(in.x)*size)
	if _, err := io.ReadFull(out, data); err != nil {
		t.Fatal(err)
	}
	wrong := 0
	for i := range in.x {
		var got float64
		if c.Prec == Double {
			got = math.Float64frombits(le.LittleEndian.Uint64(data[8*i:]))
		} else {
			got = float64(math.Float32frombits(le.LittleEndian.Uint32(data[4*i:])))
		}
		if !same(got, want[i]) {
			if wrong++; wrong <= 3 {
				t.Errorf("%s(%x, %x) = %x, in Go %x", c.Symbol, in.x[i], in.y[i], got, want[i])
			}
		}
	}
}

// build compiles the module with a driver that reads requests and writes results.
func build(t *testing.T, text string, tests []SelfTest) string {
	llc := strings.Fields(*llcCommand)
	for v := 21; v >= 15 && len(llc) == 0; v-- {
		if path, err := exec.LookPath(fmt.Sprintf("llc-%d", v)); err == nil {
			llc = []string{path, "-mcpu=native"}
		}
	}
	cc, err := exec.LookPath("cc")
	if len(llc) == 0 || err != nil {
		t.Skip("no llc 15 or later, or no C compiler")
	}
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	write := func(name, text string) {
		if err := os.WriteFile(file(name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	run := func(name string, args ...string) {
		if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%.2000s", name, err, out)
		}
	}
	write("m.ll", text)
	write("main.c", driver(tests))
	run(llc[0], append(llc[1:], "-O1", "-filetype=obj", "-relocation-model=pic", file("m.ll"), "-o", file("m.o"))...)
	run(cc, "-O1", "-w", file("main.c"), file("m.o"), "-lm", "-o", file("selftest"))
	return file("selftest")
}

// driver is the C program: it calls each function in turn on the same arguments and writes what it gives.
func driver(tests []SelfTest) string {
	var decls, calls strings.Builder
	for _, c := range tests {
		fmt.Fprintf(&decls, "void %s();\n", c.Symbol)
		bits := c.Prec.Bits()
		args := fmt.Sprintf("x%d, out, n", bits)
		if c.Binary != nil {
			args = fmt.Sprintf("x%d, y%d, out, n", bits, bits)
		}
		fmt.Fprintf(&calls, "\t%s(%s);\n\tfwrite(out, %d, n, stdout);\n", c.Symbol, args, bits/8)
	}
	return "#include <stdio.h>\n#include <stdlib.h>\n" + decls.String() + `
static long n;
static char *array(long size) {
	char *x = aligned_alloc(64, 8*n+64);
	fread(x, size, n, stdin);
	return x;
}
int main(void) {
	fread(&n, 8, 1, stdin);
	char *x64 = array(8), *y64 = array(8), *x32 = array(4), *y32 = array(4), *out = aligned_alloc(64, 8*n+64);
` + calls.String() + `	return 0;
}
`
}
