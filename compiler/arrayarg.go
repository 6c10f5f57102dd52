package compiler

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"strings"

	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

var (
	posInf     = math.Inf(1)
	notANumber = math.NaN()
)

// readArrayFile reads a .npy file, or one array of a .npz file.
func readArrayFile(path, key string, isZip bool) (*tensor.Tensor, error) {
	if isZip {
		return readNpz(path, key)
	}
	data, err := readLimited(path, maxData)
	if err != nil {
		return nil, fmt.Errorf("%w: %v", errUnreadable, reason(err))
	}
	return readNpy(data)
}

// readNpz reads one array of a .npz file; the key may be left out if there is
// only one.
func readNpz(path, key string) (*tensor.Tensor, error) {
	z, err := zip.OpenReader(path)
	if err != nil {
		if errors.Is(err, zip.ErrFormat) {
			return nil, errors.New("it is not a .npz file")
		}
		return nil, fmt.Errorf("%w: %v", errUnreadable, reason(err))
	}
	defer z.Close()
	var keys []string
	for _, f := range z.File {
		name := strings.TrimSuffix(f.Name, ".npy")
		keys = append(keys, name)
		if name == key || key == "" && len(z.File) == 1 {
			return readMember(f)
		}
	}
	return nil, fmt.Errorf("it has no array %q; it has %s", key, strings.Join(keys, ", "))
}

func readMember(f *zip.File) (*tensor.Tensor, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, maxData))
	if err != nil {
		return nil, err
	}
	return readNpy(data)
}

// maxRandom is the number of elements of the largest random argument.
const maxRandom = 1 << 30

// parseRandomType reads a type such as f32[128,784], with constant sizes.
func parseRandomType(text string) (types.Array, error) {
	t, err := ParseType(text)
	if err != nil {
		return types.Array{}, err
	}
	a, ok := t.(types.Array)
	if !ok {
		if a, ok = scalarArray[t]; !ok {
			return a, fmt.Errorf("%s is not an array type", t)
		}
	}
	n := int64(1)
	for _, d := range a.Dims {
		if !d.IsConst() {
			return a, fmt.Errorf("the size %s is not a number", d)
		}
		if d.Const > 0 && n > maxRandom/d.Const {
			return a, fmt.Errorf("%s has too many elements", t)
		}
		n *= d.Const
	}
	return a, nil
}

var scalarArray = map[types.Type]types.Array{types.Float: types.A(types.F64), types.Int: types.A(types.I64), types.Bool: types.A(types.B1)}

// random fills an array from a seed: floats are normal, integers 0 to 9.
func random(a types.Array, seed uint64) *tensor.Tensor {
	shape := make([]int, len(a.Dims))
	for i, d := range a.Dims {
		shape[i] = int(d.Const)
	}
	t := tensor.New(tensor.DType(a.DType), shape...)
	r := rand.New(rand.NewPCG(seed, 0x9e3779b97f4a7c15))
	for i := range t.Len() {
		switch t.DType {
		case tensor.Bool:
			t.B[i] = byte(r.IntN(2))
		case tensor.I64:
			t.I[i] = r.Int64N(10)
		case tensor.F32:
			t.F32[i] = float32(r.NormFloat64())
		default:
			t.F64[i] = r.NormFloat64()
		}
	}
	return t
}
