package frontend

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/source"
)

// later reports what only the interpreter of surface IR takes so far, unless the program is for it.
func (c *compiler) later(code diag.Code, at source.Span, help, format string, args ...any) {
	c.postpone(withHelp(diag.Limitf(code, at, format, args...), help))
}

// postpone is later for a diagnostic that is made already.
func (c *compiler) postpone(d *diag.Diagnostic) {
	if !c.prog.References {
		c.report(d)
	}
}
