package compiler

import (
	"errors"
	"fmt"
	"strings"

	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
)

// shownRepeats is how often Python prints a frame that repeats.
const shownRepeats = 3

// Traceback is what Python would print of an exception:
//
//	Traceback (most recent call last):
//	  File "x.py", line 3, in f
//	    return 1 / n
//	ZeroDivisionError: division by zero
func Traceback(e *ops.Raised) string {
	var sb strings.Builder
	if frames := frames(e.Trace); len(frames) > 0 {
		sb.WriteString("Traceback (most recent call last):\n")
		writeFrames(&sb, frames)
	}
	return sb.String() + e.Error() + "\n"
}

// IsRaised gives the Python exception of an error of a run.
func IsRaised(err error) (*ops.Raised, bool) {
	var r *ops.Raised
	ok := errors.As(err, &r)
	return r, ok
}

// frames gives the text of each frame, the outermost first, with the calls
// that were inlined put back. Frames of the prelude are left out.
func frames(trace []ir.Loc) []string {
	var out []string
	var add func(l ir.Loc)
	add = func(l ir.Loc) {
		if l.Inlined != nil {
			add(*l.Inlined)
		}
		if l.Span.IsValid() && l.Span.File.Name != preludeName {
			out = append(out, frame(l))
		}
	}
	for i := len(trace) - 1; i >= 0; i-- {
		add(trace[i])
	}
	return out
}

// frame is the two lines of one frame.
func frame(l ir.Loc) string {
	name := l.Func
	if name == "" || name == frontend.MainFunc {
		name = "<module>"
	}
	mode := [...]string{"", " (tangent)", " (backward)"}[l.Mode]
	line := l.Span.File.Position(l.Span.Start).Line
	s := fmt.Sprintf("  File %q, line %d, in %s%s\n", l.Span.File.Name, line, name, mode)
	if text := strings.TrimSpace(l.Span.File.Line(line)); text != "" {
		s += "    " + text + "\n"
	}
	return s
}

// writeFrames prints a frame at most three times in a row, as Python does.
func writeFrames(sb *strings.Builder, frames []string) {
	for i := 0; i < len(frames); {
		n := 1
		for i+n < len(frames) && frames[i+n] == frames[i] {
			n++
		}
		for range min(n, shownRepeats) {
			sb.WriteString(frames[i])
		}
		if more := n - shownRepeats; more == 1 {
			sb.WriteString("  [Previous line repeated 1 more time]\n")
		} else if more > 1 {
			fmt.Fprintf(sb, "  [Previous line repeated %d more times]\n", more)
		}
		i += n
	}
}
