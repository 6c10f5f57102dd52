package ins

import "slices"

// Module is functions that are compiled together, with what they need.
type Module struct {
	Host   Host
	Head   string        // put first: declarations of a library
	Inline []LibraryFunc // functions of the library of which modules that call them have copies
	Data   []*Global     // constants that are there whether or not they are referred to
	funcs  []*Func
}

// LibraryFunc is a function of a library as text. It calls nothing but what the module's head declares.
type LibraryFunc struct{ Name, Text string }

// Add puts a function in.
func (m *Module) Add(f *Func) { m.funcs = append(m.funcs, f) }

// Text is the module as LLVM reads it: declarations and constants in the order of their names, then functions.
func (m *Module) Text() string {
	w := writer{m: m, seen: map[string]bool{}}
	for _, f := range m.funcs {
		w.seen[f.Name] = true
	}
	for _, g := range m.Data {
		w.address(g)
	}
	for _, f := range m.funcs {
		w.define(f)
	}
	for len(w.held) > 0 { // grows while functions need others
		c := w.held[0]
		w.held = w.held[1:]
		w.define(c.Define(m.Host))
	}
	return w.text()
}

// writer collects the parts of a module.
type writer struct {
	m     *Module
	seen  map[string]bool // functions and constants that are there, or declared
	lines []string
	held  []*Callee
	body  []byte
}

func (w *writer) define(d Definition) {
	d.Needs(w.call, w.address)
	w.body = d.Append(append(w.body, '\n'))
}

func (w *writer) call(c *Callee) {
	if w.seen[c.Name] {
		return
	}
	w.seen[c.Name] = true
	switch c.Link {
	case Held:
		w.held = append(w.held, c)
	case Intrinsic:
		w.lines = append(w.lines, c.declaration("", ""))
	case Linked:
		w.lines = append(w.lines, c.declaration("hidden ", " nounwind"))
	}
}

func (w *writer) address(g *Global) {
	if !w.seen["@"+g.Name] {
		w.seen["@"+g.Name] = true
		w.lines = append(w.lines, string(append(append(appendSymbol(nil, g.Name), " = "...), g.Def...))+"\n")
	}
}

func (w *writer) text() string {
	out := []byte(w.m.Head)
	for _, f := range w.m.Inline {
		if w.seen[f.Name] {
			out = append(out, f.Text...)
		}
	}
	slices.Sort(w.lines)
	for _, line := range w.lines {
		out = append(out, line...)
	}
	return string(appendTags(append(out, w.body...)))
}

// declaration is the line that declares the function.
func (c *Callee) declaration(linkage, attrs string) string {
	b := append([]byte("declare "), linkage...)
	b = append(appendSymbol(appendResult(b, c.Result, c.Fast), c.Name), '(')
	for i, t := range c.Params {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = t.append(b)
	}
	return string(append(append(append(b, ')'), attrs...), '\n'))
}
