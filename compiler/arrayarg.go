package compiler

import (
	"archive/zip"
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

var (
	posInf     = math.Inf(1)
	notANumber = math.NaN()
)

// readArrayFile reads a .npy file, or one array of a .npz file.
func readArrayFile(path, key string, isZip bool) (*tensor.Tensor, error) {
	f, err := openFile(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %v", errUnreadable, reason(err))
	}
	defer f.Close()
	size := fileSize(f)
	if isZip {
		return readNpz(f, size, key)
	}
	return readNpy(bufio.NewReader(f), size)
}

// fileSize is the size of a file, or no limit if it has none, like a pipe.
func fileSize(f *os.File) int64 {
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		return info.Size()
	}
	return math.MaxInt64
}

// readNpz reads one array of a .npz file; the key may be left out if there is
// only one.
func readNpz(f *os.File, size int64, key string) (*tensor.Tensor, error) {
	z, err := zip.NewReader(f, size)
	if err != nil {
		return nil, fmt.Errorf("it is not a .npz file: %w", err)
	}
	var keys []string
	for _, f := range z.File {
		name, isArray := strings.CutSuffix(f.Name, ".npy")
		if !isArray {
			continue
		}
		keys = append(keys, name)
		if key != "" && (name == key || f.Name == key) {
			return readMember(f)
		}
	}
	switch {
	case len(keys) == 0:
		return nil, errors.New("it holds no array")
	case key != "":
		return nil, fmt.Errorf("it has no array %q; it has %s", key, shortList(keys))
	case len(keys) > 1:
		return nil, fmt.Errorf("it holds several arrays; name one of %s", shortList(keys))
	}
	return readMember(z.File[slices.IndexFunc(z.File, func(f *zip.File) bool { return f.Name == keys[0]+".npy" })])
}

// shortList names the first of many keys.
func shortList(keys []string) string {
	if len(keys) > 10 {
		return strings.Join(keys[:10], ", ") + fmt.Sprintf(" and %d more", len(keys)-10)
	}
	return strings.Join(keys, ", ")
}

func readMember(f *zip.File) (*tensor.Tensor, error) {
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s in it cannot be read: %w", f.Name, err)
	}
	defer r.Close()
	t, err := readNpy(r, int64(min(f.UncompressedSize64, math.MaxInt64)))
	if err != nil {
		return nil, fmt.Errorf("%s in it: %w", f.Name, err)
	}
	// The checksum is compared where the member ends, so what is left of it is read, unless it is much.
	if _, err := io.CopyN(io.Discard, r, maxTrailing); err != nil && err != io.EOF {
		return nil, fmt.Errorf("%s in it is damaged: %w", f.Name, err)
	}
	return t, nil
}

// maxTrailing is how many bytes after an array are looked at.
const maxTrailing = 1 << 20

// parseRandomType reads a type such as f32[128,784], with constant sizes.
func parseRandomType(text string) (types.Array, error) {
	t, err := ParseType(text)
	if err != nil {
		return types.Array{}, err
	}
	a, ok := t.(types.Array)
	if !ok {
		if a, ok = scalarArray(t); !ok {
			return a, fmt.Errorf("%s is not an array type", t)
		}
	}
	n := int64(a.DType.Size())
	for _, d := range a.Dims {
		if !d.IsConst() {
			return a, fmt.Errorf("the size %s is not a number", d)
		}
		if limit := dataLimit(); d.Const > 0 && n > limit/d.Const {
			return a, fmt.Errorf("%s has more than %d bytes", t, limit)
		}
		n *= d.Const
	}
	return a, nil
}

// scalarArray is the array type of rank 0 with the elements of a Python number.
func scalarArray(t types.Type) (types.Array, bool) {
	d, ok := types.PyElem(t)
	return types.A(d), ok
}

// random fills an array from a seed: floats are normal, integers 0 to 9.
func random(a types.Array, seed uint64) *tensor.Tensor {
	shape := make([]int, len(a.Dims))
	for i, d := range a.Dims {
		shape[i] = int(d.Const)
	}
	t := tensor.New(a.DType, shape...)
	r := rand.New(rand.NewPCG(seed, 0x9e3779b97f4a7c15))
	for i := range t.Len() {
		switch t.DType.Class() {
		case dtype.Truth:
			t.SetBits(i, uint64(r.IntN(2)))
		case dtype.Float:
			t.SetBits(i, dtype.Convert(math.Float64bits(r.NormFloat64()), dtype.F64, t.DType))
		default:
			t.SetBits(i, uint64(r.Int64N(10)))
		}
	}
	return t
}
