package diag

import (
	"fmt"

	"github.com/myia-lang/myia/source"
)

// Kind says whose fault a diagnostic is.
type Kind int

const (
	Mistake Kind = iota // the program is wrong
	Limit               // the program may be right; Myia does not take it yet
	Bug                 // Myia is wrong
	Warning             // the program runs, but probably not as meant
)

// Code is a permanent identifier such as "E0101"; see codes.go.
type Code string

// Related points at another place that explains the primary one.
type Related struct {
	Span    source.Span
	Message string
}

// Diagnostic is one message to the user. It implements error.
type Diagnostic struct {
	Code    Code
	Kind    Kind
	Message string      // one sentence, no full stop, lower-case start
	Span    source.Span // the primary place
	Related []Related
	Help    string // what to write instead; may be several lines
	Repair  []Edit // puts in place the code that Help shows between backquotes; see WithRepair
}

// MutationHelp goes with E0501 and E0502. What to write instead depends on who
// else holds the object, so it offers no code.
const MutationHelp = "a changed copy may do: docs/language.md, Objects that change"

// OpsHelp goes with what Python or NumPy have and Myia lacks.
const OpsHelp = "docs/ops.md lists what there is"

// Error returns the message with its place and code on one line.
func (d *Diagnostic) Error() string {
	return fmt.Sprintf("%s: %s [%s]", d.Span, d.Message, d.Code)
}

// Errorf makes a Mistake.
func Errorf(code Code, span source.Span, format string, args ...any) *Diagnostic {
	return &Diagnostic{Code: code, Span: span, Message: fmt.Sprintf(format, args...)}
}

// Limitf makes a Limit.
func Limitf(code Code, span source.Span, format string, args ...any) *Diagnostic {
	d := Errorf(code, span, format, args...)
	d.Kind = Limit
	return d
}

// Bugf makes a Bug.
func Bugf(span source.Span, format string, args ...any) *Diagnostic {
	d := Errorf("B0001", span, format, args...)
	d.Kind = Bug
	return d
}

// WithHelp sets the help text and returns d.
func (d *Diagnostic) WithHelp(format string, args ...any) *Diagnostic {
	d.Help = fmt.Sprintf(format, args...)
	return d
}

// WithRelated adds a related span and returns d.
func (d *Diagnostic) WithRelated(s source.Span, format string, args ...any) *Diagnostic {
	d.Related = append(d.Related, Related{s, fmt.Sprintf(format, args...)})
	return d
}

// List is one or more diagnostics as an error.
type List []*Diagnostic

// Error joins the messages, one a line.
func (l List) Error() string {
	s := ""
	for i, d := range l {
		if i > 0 {
			s += "\n"
		}
		s += d.Error()
	}
	return s
}
