package compiler_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// form is what an object of a program that makes aliases is.
type form uint8

const (
	numberForm form = iota // an int
	listForm               // of ints, two or more
	gridForm               // a list of lists, two or more
	arrayForm              // f64, of a size
	matrixForm             // f64, of two sizes
	tableForm              // a dict of ints, with the key 0
	shelfForm              // a dict of lists, with the keys "a" and "b"
	setForm                // of ints
	boxForm                // a Box or a Bag
	duoForm                // a Duo of Boxes
	boardForm              // a Board of rows
	pairForm               // a tuple of two lists
	sharedForm             // a Shared
	callForm               // a function of an int that changes what it captured
	forms
)

// made is the form of an object, with the sizes of an array.
type made struct {
	form form
	n, m int
}

// named is a name in scope.
type named struct {
	name string
	made
	fixed bool // not assigned again: a function has captured it, or a loop goes over it
}

// method is a function of a program that makes aliases.
type method struct {
	name   string
	params []made
	result made
	cost   int // statements that one call runs, about
}

// aliases makes a random program that gives objects several names, changes them through some and prints all. It ends: loops
// over what may grow have a limit. Few programs raise: a list has two elements or more, since only guarded statements, and
// two others, make one shorter.
type aliases struct {
	*rand.Rand
	text    []string // the lines
	of      []string // what statement each line is of
	now     string   // what the present statement is
	indent  int
	scope   []named
	methods []method
	names   int
	loops   int           // loops around the place in the function
	inside  bool          // a function
	main    bool          // the program is a function
	weight  int           // how often the place runs in one call of the function around, about
	cost    int           // of the function so far
	shorter int           // statements that may yet make lists shorter without a guard
	grows   bool          // a statement since the loop began may have made a list longer
	drawn   []statementOf // the kinds of which the program is, a few of all: each finds more where there is less of others
}

// mostAliasCost bounds the statements that one call of a function runs, about.
const mostAliasCost = 150

func newAliases(seed uint64) *aliases {
	g := &aliases{Rand: rand.New(rand.NewPCG(seed, 2)), weight: 1, shorter: 2}
	for _, s := range aliasStatements() {
		if g.chance(45) {
			g.drawn = append(g.drawn, s)
		}
	}
	if len(g.drawn) == 0 {
		g.drawn = aliasStatements()
	}
	return g
}

func (g *aliases) chance(n int) bool { return g.IntN(100) < n }

func (g *aliases) name(prefix string) string {
	g.names++
	return fmt.Sprintf("%s%d", prefix, g.names)
}

// line writes a line.
func (g *aliases) line(format string, args ...any) {
	g.text = append(g.text, strings.Repeat("    ", g.indent)+fmt.Sprintf(format, args...))
	g.of = append(g.of, g.now)
	g.cost += g.weight
}

// filled is a text with the n-th of args in the place of $n.
func filled(text string, args ...string) string {
	for i, a := range args {
		text = strings.ReplaceAll(text, fmt.Sprint("$", i+1), a)
	}
	return text
}

// block writes an indented block; what it defines is gone after it.
func (g *aliases) block(f func()) {
	n, before, now := len(g.scope), len(g.text), g.now
	g.indent++
	f()
	if len(g.text) == before {
		g.line("pass")
	}
	g.indent--
	g.scope, g.now = g.scope[:n], now
}

// have gives the names of a form in scope.
func (g *aliases) have(f form) []named {
	return slices.DeleteFunc(slices.Clone(g.scope), func(v named) bool { return v.form != f })
}

// a gives a name of an object of the form, which is made if there is none.
func (g *aliases) a(f form) named {
	if vs := g.have(f); len(vs) > 0 {
		return oneOf(g, vs...)
	}
	m := g.sized(f)
	return g.define(m, g.fresh(m))
}

// sized is a form with sizes.
func (g *aliases) sized(f form) made {
	switch f {
	case arrayForm:
		return made{f, 3 + g.IntN(2), 0}
	case matrixForm:
		return made{f, 2 + g.IntN(2), 2 + g.IntN(3)}
	}
	return made{form: f}
}

// define gives a new name to the value of an expression.
func (g *aliases) define(m made, e string) named {
	v := named{name: g.name(prefixes[m.form]), made: m}
	g.line("%s = %s", v.name, e)
	g.scope = append(g.scope, v)
	return v
}

var prefixes = [forms]string{"n", "xs", "g", "x", "w", "d", "s", "u", "b", "duo", "board", "t", "sh", "f"}

// aliasPreamble is what each program begins with. What opaque gives is not known before the program runs.
const aliasPreamble = `import numpy as np
class Box:
    def __init__(self, xs, n=0):
        self.xs = xs
        self.n = n
    def add(self, v):
        self.xs.append(v)
        self.n += v
        return self
    def take(self):
        return self.xs
    def put(self, xs):
        old = self.xs
        self.xs = xs
        return old
    def trade(self, other):
        self.xs, other.xs = other.xs, self.xs
    def show(self):
        return (self.n, self.xs)
class Bag(Box):
    def __init__(self, xs, n=0):
        super().__init__(xs, n)
        self.log = [n]
    def add(self, v):
        self.log.append(len(self.xs))
        return super().add(v)
    def show(self):
        return (self.n, self.xs, self.log)
class Duo:
    def __init__(self, a, b):
        self.a = a
        self.b = b
    def first(self):
        return self.a
    def turn(self):
        self.a, self.b = self.b, self.a
        return self
    def show(self):
        return (self.a.show(), self.b.show())
class Board:
    def __init__(self, rows):
        self.rows = rows
        self.last = rows[0]
    def row(self, i):
        self.last = self.rows[i]
        return self.last
    def set(self, i, j, v):
        self.rows[i][j] = v
        return self
    def show(self):
        return (self.rows, self.last)
class Shared:
    log = [1, 2, 3]
    made = 0
    def __init__(self):
        Shared.made += 1
        self.own = self.made
    def note(self, v):
        self.log.append(v)
        return self
    def show(self):
        return (self.log, self.own, Shared.made)
def opaque(n):
    s = 0
    for i in range(n):
        s += 1
    return s
`

// program is a random program that prints what it does, with what statement each of its lines is of.
func (g *aliases) program() (text string, of []string) {
	g.now = "start"
	g.main = g.chance(50)
	if g.main {
		g.line("def main():")
		g.indent++
	}
	for range 2 {
		g.define(made{form: numberForm}, fmt.Sprintf("opaque(%d)", g.IntN(7)))
	}
	for range 1 + g.IntN(3) {
		m := g.sized(oneOf(g, listForm, listForm, gridForm, arrayForm, matrixForm, tableForm, shelfForm, boxForm, pairForm))
		g.define(m, g.fresh(m))
	}
	for range 2 + g.IntN(11) {
		g.statement(2)
	}
	if g.chance(6) {
		g.now = "raise"
		g.raise()
	}
	g.now = "print"
	for _, v := range g.scope {
		g.line("print(%s)", g.shown(v))
	}
	if g.main {
		g.indent--
		g.line("main()")
	}
	before := make([]string, strings.Count(aliasPreamble, "\n"))
	for i := range before {
		before[i] = "class"
	}
	return aliasPreamble + strings.Join(g.text, "\n") + "\n", append(before, g.of...)
}

// raise writes a statement that raises, or may.
func (g *aliases) raise() {
	xs := g.a(listForm).name
	g.line("%s", filled(oneOf(g, "print($1[$2])", "$1[$2] = 1", "del $1[$2]", "$1.pop($2)", "assert $1 == $3", "raise ValueError(f'{$1}')", "$1.remove(77)",
		"print({0: $1}[$2])", "print(1 // ($1[0] - $1[0]))", "print($1.index(77))"), xs, fmt.Sprint(4+g.IntN(9)), g.list(1)))
}

// shown is what print gets to show all of an object.
func (g *aliases) shown(v named) string {
	switch v.form {
	case setForm:
		return filled("len($1), sum($1), max($1), 3 in $1", v.name)
	case boxForm, duoForm, boardForm, sharedForm:
		return v.name + ".show()"
	case callForm:
		return v.name + "(1)"
	}
	return v.name
}
