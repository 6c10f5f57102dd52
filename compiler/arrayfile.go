package compiler

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/myia-lang/myia/tensor"
)

// npyHeader is what stands before the data of a .npy file
// (numpy.lib.format, versions 1.0 to 3.0).
type npyHeader struct {
	dtype   tensor.DType
	big     bool // big-endian
	fortran bool // column-major
	shape   []int
	count   int // elements
}

const npyMagic = "\x93NUMPY"

// maxHeader is the length of the longest header that is taken.
const maxHeader = 1 << 16

var (
	descrRE   = regexp.MustCompile(`'descr':\s*'([<>|=]?)([a-zA-Z]\d*)'`)
	fortranRE = regexp.MustCompile(`'fortran_order':\s*(True|False)`)
	shapeRE   = regexp.MustCompile(`'shape':\s*\(([\d\s,L]*)\)`)
)

var npyDTypes = map[string]tensor.DType{"b1": tensor.Bool, "?": tensor.Bool, "i8": tensor.I64, "f4": tensor.F32, "f8": tensor.F64}

// readNpyHeader reads up to the first byte of the data.
func readNpyHeader(r io.Reader) (*npyHeader, error) {
	var start [8]byte
	if _, err := io.ReadFull(r, start[:]); err != nil || string(start[:6]) != npyMagic {
		return nil, errors.New("it is not a .npy file: it does not begin with \\x93NUMPY")
	}
	var n uint32
	if start[6] == 1 {
		var short uint16
		if err := binary.Read(r, binary.LittleEndian, &short); err != nil {
			return nil, errShort
		}
		n = uint32(short)
	} else if err := binary.Read(r, binary.LittleEndian, &n); err != nil {
		return nil, errShort
	}
	if n > maxHeader {
		return nil, fmt.Errorf("its header of %d bytes is too long", n)
	}
	text := make([]byte, n)
	if _, err := io.ReadFull(r, text); err != nil {
		return nil, errShort
	}
	return parseNpyHeader(string(text))
}

var errShort = errors.New("it ends too early")

// parseNpyHeader reads the dict that describes the array.
func parseNpyHeader(text string) (*npyHeader, error) {
	descr, order, shape := descrRE.FindStringSubmatch(text), fortranRE.FindStringSubmatch(text), shapeRE.FindStringSubmatch(text)
	if descr == nil || order == nil || shape == nil {
		return nil, fmt.Errorf("its header is not one of NumPy's for plain arrays: %.100s", strings.TrimSpace(text))
	}
	h := &npyHeader{big: descr[1] == ">", fortran: order[1] == "True", count: 1}
	d, ok := npyDTypes[descr[2]]
	if !ok {
		return nil, fmt.Errorf("its element type %s%s is not taken; bool, int64, float32 and float64 are", descr[1], descr[2])
	}
	h.dtype = d
	for _, part := range strings.Split(shape[1], ",") {
		part = strings.TrimSuffix(strings.TrimSpace(part), "L")
		if part == "" {
			continue
		}
		n, err := strconv.ParseInt(part, 10, 64)
		if err != nil || n > 0 && int64(h.count) > math.MaxInt64/8/n {
			return nil, fmt.Errorf("its shape (%s) is too large", shape[1])
		}
		h.shape = append(h.shape, int(n))
		h.count *= int(n)
	}
	return h, nil
}

// readNpy reads a whole .npy file from its text.
func readNpy(text []byte) (*tensor.Tensor, error) {
	r := bytes.NewReader(text)
	h, err := readNpyHeader(r)
	if err != nil {
		return nil, err
	}
	data := text[len(text)-r.Len():]
	if need := h.count * h.dtype.Size(); len(data) < need {
		return nil, fmt.Errorf("it ends too early: an array of shape %v needs %d bytes of data, and %d are there", h.shape, need, len(data))
	}
	return h.decode(data), nil
}

// decode makes the array of the data, which is long enough.
func (h *npyHeader) decode(data []byte) *tensor.Tensor {
	shape := append([]int{}, h.shape...)
	if h.fortran {
		for i, j := 0, len(shape)-1; i < j; i, j = i+1, j-1 {
			shape[i], shape[j] = shape[j], shape[i]
		}
	}
	t := tensor.New(h.dtype, shape...)
	var order binary.ByteOrder = binary.LittleEndian
	if h.big {
		order = binary.BigEndian
	}
	for i := range h.count {
		switch h.dtype {
		case tensor.Bool:
			t.B[i] = min(data[i], 1)
		case tensor.I64:
			t.I[i] = int64(order.Uint64(data[8*i:]))
		case tensor.F32:
			t.F32[i] = math.Float32frombits(order.Uint32(data[4*i:]))
		case tensor.F64:
			t.F64[i] = math.Float64frombits(order.Uint64(data[8*i:]))
		}
	}
	if h.fortran {
		perm := make([]int, len(shape))
		for i := range perm {
			perm[i] = len(shape) - 1 - i
		}
		return tensor.Transpose(t, perm)
	}
	return t
}
