package compiler

import (
	"errors"
	"fmt"
	"strings"

	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/library"
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

// frames lists the places of the frames, the outermost first, with the calls
// that were inlined put back. Frames of the library are left out.
func frames(trace []ir.Loc) []ir.Loc {
	var out []ir.Loc
	var add func(l ir.Loc)
	add = func(l ir.Loc) {
		if l.Inlined != nil {
			add(*l.Inlined)
		}
		if l.Span.IsValid() && l.Span.File.Name != library.File {
			out = append(out, l)
		}
	}
	for i := len(trace) - 1; i >= 0; i-- {
		add(trace[i])
	}
	return out
}

// writeFrames prints a frame at most three times in a row, as Python does.
func writeFrames(sb *strings.Builder, frames []ir.Loc) {
	for i := 0; i < len(frames); {
		n := 1
		for i+n < len(frames) && sameFrame(frames[i+n], frames[i]) {
			n++
		}
		sb.WriteString(strings.Repeat(frame(frames[i]), min(n, shownRepeats)))
		if more := n - shownRepeats; more == 1 {
			sb.WriteString("  [Previous line repeated 1 more time]\n")
		} else if more > 1 {
			fmt.Fprintf(sb, "  [Previous line repeated %d more times]\n", more)
		}
		i += n
	}
}

// sameFrame reports whether two frames print alike. Of a recursion there may be
// millions, so it does not make their text.
func sameFrame(a, b ir.Loc) bool {
	if a.Span.File != b.Span.File || a.Func != b.Func || a.Mode != b.Mode {
		return false
	}
	return a.Span == b.Span || lineOf(a) == lineOf(b)
}

func lineOf(l ir.Loc) int { return l.Span.File.Position(l.Span.Start).Line }

// frame is the two lines of one frame.
func frame(l ir.Loc) string {
	name := l.Func
	if name == "" || name == frontend.MainFunc {
		name = "<module>"
	}
	mode := [...]string{"", " (tangent)", " (backward)"}[l.Mode]
	line := lineOf(l)
	s := fmt.Sprintf("  File %q, line %d, in %s%s\n", l.Span.File.Name, line, name, mode)
	if text := strings.TrimSpace(l.Span.File.Line(line)); text != "" {
		s += "    " + text + "\n"
	}
	return s
}
