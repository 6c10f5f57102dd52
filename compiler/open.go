package compiler

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"github.com/myia-lang/myia/backend/llvm/rt"
)

// maxData is the size of the largest array that is read from a file, in bytes.
const maxData = 8 << 30

// dataLimit is the size in bytes of the largest array that can be read now.
func dataLimit() int64 { return min(maxData, rt.DefaultBudget()) }

// openFile opens a file that can be read to an end. A pipe that has a name waits for a writer, perhaps for ever; one that
// the shell opened, as for <(command), does not.
func openFile(path string) (*os.File, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errors.New("it is a directory")
	case info.Mode()&fs.ModeNamedPipe != 0 && !isOpen(path):
		return nil, errors.New("it is a pipe")
	}
	return os.Open(path)
}

// isOpen reports whether a path names a file that the process was given open.
func isOpen(path string) bool {
	return path == "/dev/stdin" || strings.HasPrefix(path, "/dev/fd/") || strings.HasPrefix(path, "/proc/self/fd/")
}

// readLimited reads a file of at most limit bytes, also one that does not say its size or has no end.
func readLimited(path string, limit int64) ([]byte, error) {
	f, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.Size() > limit {
		return nil, fmt.Errorf("it has %d bytes, more than %d", info.Size(), limit)
	}
	text, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(text)) > limit {
		err = fmt.Errorf("it has more than %d bytes", limit)
	}
	return text, err
}

// reason is the cause of a file error without the path and the system call.
func reason(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// named is a path as it can stand in a sentence.
func named(path string) string {
	if path == "" || strings.ContainsAny(path, " \n\r\t") {
		return strconv.Quote(path)
	}
	return path
}
