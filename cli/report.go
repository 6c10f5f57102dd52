package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/source"
)

// The exit statuses.
const (
	exitOK        = 0
	exitRaised    = 1
	ExitProgram   = 2 // the program, or the command line, is wrong
	exitBug       = 3
	ExitInterrupt = 130 // after Ctrl-C
)

// usage is a wrong command line.
type usage struct {
	err  error
	line string // how the command is used
}

func (u *usage) Error() string { return u.err.Error() }

// usageError says what is wrong with a command line, in the words of a user: without the guard of negative numbers and
// the names of Go's functions.
func usageError(c *cobra.Command, err error) error {
	text := err.Error()
	var n *strconv.NumError
	if errors.As(err, &n) {
		text = strings.ReplaceAll(text, n.Error(), "it is not a whole number, or too large")
	}
	return &usage{errors.New(strings.NewReplacer(guard, "", `\x00`, "").Replace(text)), c.UseLine()}
}

// finish prints what is left to print and gives the exit status.
func (a *app) finish(err error) int {
	if e := a.out.flush(); err == nil {
		err = e
	}
	if a.flags.time && len(a.times) > 0 {
		a.printTimes()
	}
	return a.report(err)
}

// report prints an error where it belongs and gives the exit status.
func (a *app) report(err error) int {
	var u *usage
	var list diag.List
	var one *diag.Diagnostic
	var write *fs.PathError
	raised, isRaised := compiler.IsRaised(err)
	switch {
	case err == nil, errors.Is(err, syscall.EPIPE):
		return exitOK
	case errors.As(err, &write) && write.Op == "write":
		return a.diagnostics(diag.List{diag.Errorf(diag.BadOutput, source.Span{}, "the output cannot be written: %v", write.Err).
			WithHelp("what was printed is not complete; free space on the disk, or write to another one")})
	case isRaised:
		fmt.Fprint(a.world.Stderr, compiler.Traceback(raised))
		if errors.Is(err, context.Canceled) {
			return ExitInterrupt
		}
		return exitRaised
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(a.world.Stderr, "KeyboardInterrupt")
		return ExitInterrupt
	case errors.As(err, &u):
		return a.reportUsage(u)
	case errors.As(err, &list):
		return a.diagnostics(list)
	case errors.As(err, &one):
		return a.diagnostics(diag.List{one})
	}
	// What cobra itself says, of a command that does not exist.
	if strings.HasPrefix(err.Error(), "unknown command") {
		return a.reportUsage(&usage{err, "myia COMMAND"})
	}
	return a.diagnostics(diag.List{diag.Bugf(source.Span{}, "%v", err)})
}

func (a *app) reportUsage(u *usage) int {
	if a.flags.json {
		return a.diagnostics(diag.List{diag.Errorf(diag.BadOption, source.Span{}, "%v", u.err).WithHelp("usage: %s", u.line)})
	}
	fmt.Fprintf(a.world.Stderr, "myia: %v\nusage: %s\n", u.err, u.line)
	return ExitProgram
}

// diagnostics prints a list and gives the exit status it stands for.
func (a *app) diagnostics(list diag.List) int {
	status := exitOK
	shown := make(diag.List, len(list))
	for i, d := range list {
		shown[i] = a.complete(d)
		switch d.Kind {
		case diag.Bug:
			status = exitBug
		case diag.Warning:
		default:
			status = max(status, ExitProgram)
		}
	}
	if a.flags.json {
		a.jsonDiagnostics(shown)
	} else {
		diag.Render(a.world.Stderr, shown, diag.Options{Color: a.colorful()})
	}
	return status
}

// complete gives a diagnostic help if it has none, and leaves Myia's own stack
// out of a bug unless -d go-trace is given.
func (a *app) complete(d *diag.Diagnostic) *diag.Diagnostic {
	c := *d
	switch {
	case d.Kind == diag.Bug && !a.flags.has("go-trace"):
		c.Help = "-d go-trace shows where in Myia"
	case d.Help == "":
		c.Help = fmt.Sprintf("myia explain %s shows an example", d.Code)
	}
	return &c
}

// jsonDiagnostic is a diagnostic as --json prints it. Columns count bytes from 1.
type jsonDiagnostic struct {
	Code    string        `json:"code"`
	Kind    string        `json:"kind"`
	Message string        `json:"message"`
	File    string        `json:"file,omitempty"`
	Line    int           `json:"line,omitempty"`
	Column  int           `json:"column,omitempty"`
	EndLine int           `json:"end_line,omitempty"`
	EndCol  int           `json:"end_column,omitempty"`
	Help    string        `json:"help,omitempty"`
	Related []jsonRelated `json:"related,omitempty"`
	Repair  []jsonEdit    `json:"repair,omitempty"`
}

// jsonEdit puts what a help shows in place of a text.
type jsonEdit struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	EndLine int    `json:"end_line"`
	EndCol  int    `json:"end_column"`
	Text    string `json:"text"`
}

// jsonRelated is a related place.
type jsonRelated struct {
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Message string `json:"message"`
}

var kindNames = map[diag.Kind]string{diag.Mistake: "error", diag.Limit: "unsupported", diag.Bug: "bug", diag.Warning: "warning"}

func (a *app) jsonDiagnostics(list diag.List) {
	enc := json.NewEncoder(a.world.Stderr)
	for _, d := range list {
		j := jsonDiagnostic{Code: string(d.Code), Kind: kindNames[d.Kind], Message: d.Message, Help: d.Help}
		if d.Span.IsValid() {
			start, end := d.Span.File.Position(d.Span.Start), d.Span.File.Position(d.Span.End)
			j.File, j.Line, j.Column, j.EndLine, j.EndCol = d.Span.File.Name, start.Line, start.Col+1, end.Line, end.Col+1
		}
		for _, r := range d.Related {
			jr := jsonRelated{Message: r.Message}
			if r.Span.IsValid() {
				p := r.Span.File.Position(r.Span.Start)
				jr.File, jr.Line, jr.Column = r.Span.File.Name, p.Line, p.Col+1
			}
			j.Related = append(j.Related, jr)
		}
		for _, e := range d.Repair {
			start, end := e.Span.File.Position(e.Span.Start), e.Span.File.Position(e.Span.End)
			j.Repair = append(j.Repair, jsonEdit{e.Span.File.Name, start.Line, start.Col + 1, end.Line, end.Col + 1, e.Text})
		}
		enc.Encode(j)
	}
}

// printTimes prints the time of each phase.
func (a *app) printTimes() {
	total := time.Duration(0)
	for _, t := range a.times {
		total += t.Took
		fmt.Fprintf(a.world.Stderr, "%-12s %10.3f ms\n", t.Name, millis(t.Took))
	}
	fmt.Fprintf(a.world.Stderr, "%-12s %10.3f ms\n", "total", millis(total))
}

func millis(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
