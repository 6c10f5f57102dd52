package compiler

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
)

// files serves np.load, np.loadtxt and np.save in a run.
type files struct{}

// Load reads a whole file.
func (files) Load(o ops.Load) (*tensor.Tensor, error) {
	f, err := openFile(o.Path)
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %w", o.Path, reason(err))
	}
	defer f.Close()
	var t *tensor.Tensor
	if o.Kind == "npy" {
		t, err = readNpy(bufio.NewReader(f), fileSize(f))
	} else {
		t, err = readText(f, strings.HasSuffix(o.Path, ".gz"), o.Delimiter, o.Skip)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot use %s: %w", o.Path, reason(err))
	}
	return t, nil
}

// Save writes a .npy file; as in NumPy, .npy is added to a name without it.
func (files) Save(path string, t *tensor.Tensor) error {
	if !strings.HasSuffix(path, ".npy") {
		path += ".npy"
	}
	if err := os.WriteFile(path, writeNpy(t), 0o666); err != nil {
		return fmt.Errorf("cannot write %s: %w", path, reason(err))
	}
	return nil
}

// readText reads what np.loadtxt reads, as f64: once for the shape, and again
// for the numbers.
func readText(data io.ReadSeeker, zipped bool, delimiter string, skip int) (*tensor.Tensor, error) {
	shape, err := textShape(data, zipped, delimiter, skip)
	if err != nil {
		return nil, err
	}
	if _, err := data.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	r := io.Reader(data)
	if zipped {
		if r, err = gzip.NewReader(r); err != nil {
			return nil, damaged(err)
		}
	}
	dims := make([]int, len(shape))
	for i, n := range shape {
		dims[i] = int(n)
	}
	xs := make([]float64, 0, tensor.Count(dims))
	lines := textLines(r)
	for n := 1; lines.Scan(); n++ {
		text, _, _ := strings.Cut(lines.Text(), "#")
		if n <= skip || strings.TrimSpace(text) == "" {
			continue
		}
		for _, f := range columnsOf(text, delimiter) {
			x, _ := strconv.ParseFloat(strings.TrimSpace(f), 64)
			xs = append(xs, x)
		}
	}
	return tensor.FromF64(xs, dims...), lines.Err()
}

// writeNpy gives the bytes of a .npy file, version 1.0.
func writeNpy(t *tensor.Tensor) []byte {
	dims := make([]string, len(t.Shape))
	for i, n := range t.Shape {
		dims[i] = strconv.Itoa(n)
	}
	shape := strings.Join(dims, ", ")
	if len(dims) == 1 {
		shape += ","
	}
	head := fmt.Sprintf("{'descr': '%s', 'fortran_order': False, 'shape': (%s), }", t.DType.Descr(), shape)
	pad := 63 - (len(npyMagic)+4+len(head))%64
	head += strings.Repeat(" ", pad) + "\n"
	out := append([]byte(npyMagic), 1, 0, byte(len(head)), byte(len(head)>>8))
	return append(append(out, head...), t.Bytes()...)
}
