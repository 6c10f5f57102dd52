package compiler

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/myia-lang/myia/dtype"
)

// headers reads the headers of data files for inference. Paths are relative to
// the folder that the process runs in, as Python's are.
type headers struct{}

// Header gives the element type and the shape of a file: kind "npy", or "txt"
// for the text that np.loadtxt reads, of which skip lines are left out.
func (headers) Header(kind, path, delimiter string, skip int) (dtype.Type, []int64, error) {
	f, err := openFile(path)
	if err != nil {
		return 0, nil, fmt.Errorf("cannot read %s: %w", path, reason(err))
	}
	defer f.Close()
	var shape []int64
	d := dtype.F64
	if kind == "npy" {
		var h *npyHeader
		if h, err = readNpyHeader(bufio.NewReader(f)); err == nil {
			d = h.dtype
			for _, n := range h.shape {
				shape = append(shape, int64(n))
			}
		}
	} else {
		shape, err = textShape(f, strings.HasSuffix(path, ".gz"), delimiter, skip)
	}
	if err != nil {
		return 0, nil, fmt.Errorf("cannot use %s: %w", path, err)
	}
	return d, shape, nil
}

// maxLine is the length of the longest line of a text of numbers, in bytes.
const maxLine = 16 << 20

// textShape is the shape that np.loadtxt gives: axes of length 1 are dropped.
func textShape(r io.Reader, zipped bool, delimiter string, skip int) ([]int64, error) {
	if zipped {
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, damaged(err)
		}
		r = z
	}
	lines := textLines(r)
	rows, cols := int64(0), int64(-1)
	// Before an error of reading there is what was read of a line: not to be blamed.
	for n := 1; lines.Scan() && lines.Err() == nil; n++ {
		text, _, _ := bytes.Cut(lines.Bytes(), []byte("#"))
		if n <= skip || len(bytes.TrimSpace(text)) == 0 {
			continue
		}
		k, err := countNumbers(text, delimiter)
		switch {
		case err != nil:
			return nil, fmt.Errorf("line %d: %w", n, err)
		case cols >= 0 && k != cols:
			return nil, fmt.Errorf("line %d has %d columns, the lines before %d", n, k, cols)
		}
		rows, cols = rows+1, k
	}
	if err := lines.Err(); err != nil {
		return nil, damaged(err)
	}
	switch {
	case rows > 0 && cols > dataLimit()/8/rows:
		return nil, fmt.Errorf("its %d rows of %d numbers do not fit into memory", rows, cols)
	case rows == 0:
		return nil, errors.New("it holds no numbers")
	case rows == 1 && cols == 1:
		return nil, nil
	case rows == 1:
		return []int64{cols}, nil
	case cols == 1:
		return []int64{rows}, nil
	}
	return []int64{rows, cols}, nil
}

// textLines reads the lines of a text, which end with a line feed, a carriage return, or both, as in Python.
func textLines(r io.Reader) *bufio.Scanner {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	lines.Split(func(data []byte, atEOF bool) (advance int, line []byte, err error) {
		switch i := bytes.IndexAny(data, "\r\n"); {
		case i < 0 && atEOF && len(data) > 0:
			return len(data), data, nil
		case i < 0, data[i] == '\r' && i+1 == len(data) && !atEOF:
			return 0, nil, nil // more is needed
		case data[i] == '\r' && i+1 < len(data) && data[i+1] == '\n':
			return i + 2, data[:i], nil
		default:
			return i + 1, data[:i], nil
		}
	})
	return lines
}

// damaged says what an error of reading a text means.
func damaged(err error) error {
	switch {
	case errors.Is(err, bufio.ErrTooLong):
		return fmt.Errorf("a line has more than %d bytes", maxLine)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return errors.New("the compressed text is cut off or damaged")
	}
	return fmt.Errorf("it is damaged, or not compressed as its name says: %w", reason(err))
}
