package compiler

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/tensor"
)

// npyHeader is what stands before the data of a .npy file
// (numpy.lib.format, versions 1.0 to 3.0).
type npyHeader struct {
	dtype   dtype.Type
	big     bool // big-endian
	fortran bool // column-major
	shape   []int
	count   int // elements
}

const npyMagic = "\x93NUMPY"

// maxHeader is the length of the longest header that is taken.
const maxHeader = 1 << 16

var (
	descrRE   = regexp.MustCompile(`'descr':\s*'([<>|=]?)([a-zA-Z?]\d*)'`)
	fortranRE = regexp.MustCompile(`'fortran_order':\s*(True|False)`)
	shapeRE   = regexp.MustCompile(`'shape':\s*\(([^()]*)\)`)
)

// readNpyHeader reads up to the first byte of the data.
func readNpyHeader(r io.Reader) (*npyHeader, error) {
	var start [8]byte
	if _, err := io.ReadFull(r, start[:]); err != nil || string(start[:6]) != npyMagic {
		return nil, errors.New("it is not a .npy file: it does not begin with \\x93NUMPY")
	}
	var n uint32
	if start[6] < 1 || start[6] > 3 {
		return nil, fmt.Errorf("its format has version %d; versions 1 to 3 are known", start[6])
	} else if start[6] == 1 {
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
	d, ok := dtype.ByDescr(descr[2])
	switch {
	case !ok:
		return nil, fmt.Errorf("its element type %s%s is not taken; %s are", descr[1], descr[2], dtype.Names(dtype.Type.NumPy, "and"))
	case d.Foreign() != "":
		return nil, diag.Advised{Err: fmt.Errorf("its element type %s%s is raw bytes, as which NumPy writes %s", descr[1], descr[2], d.NumPy()), Help: typed.SaveHelp(d)}
	}
	h.dtype = d
	var err error
	h.shape, h.count, err = parseShape(shape[1])
	return h, err
}

// maxRank is the most axes that an array can have, as in NumPy.
const maxRank = 64

// parseShape reads the sizes of a shape, and counts the elements. As in NumPy, the sizes other than 0 must make an array
// that can be addressed.
func parseShape(text string) (shape []int, count int, err error) {
	room := int64(math.MaxInt64 / 8)
	count = 1
	for _, part := range strings.Split(strings.TrimSuffix(strings.TrimSpace(text), ","), ",") {
		part = strings.TrimSuffix(strings.TrimSpace(part), "L")
		if part == "" && strings.TrimSpace(text) == "" {
			continue
		}
		n, err := strconv.ParseInt(part, 10, 64)
		switch {
		case errors.Is(err, strconv.ErrSyntax), n < 0:
			return nil, 0, fmt.Errorf("its shape (%.100s) is not made of sizes", text)
		case err != nil, n > room, len(shape) == maxRank:
			return nil, 0, fmt.Errorf("its shape (%.100s) is too large", text)
		}
		room /= max(n, 1)
		shape = append(shape, int(n))
		count *= int(n)
	}
	return shape, count, nil
}

// readNpy reads a .npy file, of which size bytes at most are there.
func readNpy(r io.Reader, size int64) (*tensor.Tensor, error) {
	h, err := readNpyHeader(r)
	if err != nil {
		return nil, err
	}
	need := int64(h.count) * int64(h.dtype.Size())
	if need > size {
		return nil, fmt.Errorf("it ends too early: an array of shape %v needs %d bytes of data, and the file has %d", h.shape, need, size)
	}
	if need > dataLimit() {
		return nil, fmt.Errorf("an array of shape %v takes %d bytes, which do not fit into memory", h.shape, need)
	}
	return h.decode(r)
}

// decode makes the array of the data.
func (h *npyHeader) decode(r io.Reader) (*tensor.Tensor, error) {
	shape := append([]int{}, h.shape...)
	if h.fortran {
		slices.Reverse(shape)
	}
	t := tensor.New(h.dtype, shape...)
	data := t.Bytes()
	if _, err := io.ReadFull(r, data); err != nil {
		return nil, fmt.Errorf("it ends too early or is damaged: %w", err)
	}
	h.native(data)
	if h.fortran {
		perm := make([]int, len(shape))
		for i := range perm {
			perm[i] = len(shape) - 1 - i
		}
		return tensor.Transpose(t, perm), nil
	}
	return t, nil
}

// native brings the elements of a file into the machine's order; bools become 0 and 1.
func (h *npyHeader) native(data []byte) {
	width := h.dtype.Size()
	switch {
	case h.dtype == dtype.Bool:
		for i, x := range data {
			data[i] = min(x, 1)
		}
	case h.big:
		for ; len(data) > 0; data = data[width:] {
			slices.Reverse(data[:width])
		}
	}
}
