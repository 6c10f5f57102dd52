package jit

import (
	"fmt"
	"strconv"
	"strings"
)

// Error is a failure to make code of a text, always a bug of whoever emitted it.
type Error struct {
	Stage   string // parse, verify, passes, codegen or link
	Module  string
	Line    int // 1-based in the text; 0 if not known
	Column  int
	Source  string // the line of the text
	Message string
}

func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "LLVM %s: %s", e.Stage, e.Module)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", e.Line, e.Column)
	}
	fmt.Fprintf(&b, ": %s", e.Message)
	if e.Source != "" {
		fmt.Fprintf(&b, "\n\t%s", e.Source)
	}
	return b.String()
}

// sink collects the diagnostics of one LLVM context.
type sink struct{ errors []string }

// diagnose is LLVM's callback; without it LLVM prints an error and exits.
func (l *LLVM) diagnose(info, opaque uintptr) uintptr {
	const severityError = 0
	if invoke(l.api.GetDiagInfoSeverity, info)&0xffffffff != severityError {
		return 0
	}
	text := l.message(invoke(l.api.GetDiagInfoDescription, info))
	l.mu.Lock()
	defer l.mu.Unlock()
	if s := l.sinks[opaque]; s != nil {
		s.errors = append(s.errors, text)
	}
	return 0
}

// newContext makes an LLVM context whose diagnostics go to the sink; done disposes of it.
func (l *LLVM) newContext() (ctx uintptr, s *sink, done func()) {
	s = &sink{}
	l.mu.Lock()
	l.last++
	id := l.last
	l.sinks[id] = s
	l.mu.Unlock()
	ctx = invoke(l.api.ContextCreate)
	invoke(l.api.ContextSetDiagnosticHandler, ctx, l.handler, id)
	return ctx, s, func() {
		invoke(l.api.ContextDispose, ctx)
		l.mu.Lock()
		delete(l.sinks, id)
		l.mu.Unlock()
	}
}

// parseError splits LLVM's "name:line:column: error: message" and what follows it.
func parseError(module, text, prefix, message string) *Error {
	e := &Error{Stage: "parse", Module: module, Message: strings.TrimSpace(message)}
	first, _, _ := strings.Cut(message, "\n")
	rest, ok := strings.CutPrefix(first, module+":")
	if !ok {
		return e
	}
	parts := strings.SplitN(rest, ":", 4)
	if len(parts) != 4 {
		return e
	}
	e.Line, _ = strconv.Atoi(parts[0])
	e.Column, _ = strconv.Atoi(parts[1])
	e.Message = strings.TrimSpace(parts[3])
	if e.Line == 1 {
		e.Column -= len(prefix)
	}
	e.Source = lineOf(text, e.Line)
	return e
}

// verifyError finds the instruction that the verifier quotes in the text.
func verifyError(module, text, message string) *Error {
	e := &Error{Stage: "verify", Module: module, Message: strings.TrimSpace(message)}
	for quoted := range strings.Lines(message) {
		quoted = strings.TrimSpace(quoted)
		n := 0
		if quoted == "" {
			continue
		}
		for line := range strings.Lines(text) {
			n++
			if strings.HasPrefix(quoted, "%") || strings.ContainsAny(quoted, "%@") {
				if body := strings.TrimSpace(line); body != "" && strings.HasPrefix(quoted, body) {
					e.Line, e.Column, e.Source = n, 1+len(line)-len(strings.TrimLeft(line, " \t")), strings.TrimRight(line, "\n")
					return e
				}
			}
		}
	}
	return e
}

func lineOf(text string, n int) string {
	i := 0
	for line := range strings.Lines(text) {
		if i++; i == n {
			return strings.TrimRight(line, "\r\n")
		}
	}
	return ""
}
