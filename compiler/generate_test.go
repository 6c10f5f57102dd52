package compiler_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// kind is what a generated value is.
type kind uint8

const (
	floatKind kind = iota
	intKind
	boolKind
	tupleKind  // of parts
	listKind   // of parts[0], never empty
	arrayKind  // f64, 3 long
	matrixKind // f64, 3 by 3
	singleKind // f32, 3 long
	cellKind   // Cell(v: float, k: int, w: tuple[float, bool])
	treeKind   // Tree, never None
	funcKind   // float -> float
)

// typ is the type of a generated value.
type typ struct {
	kind  kind
	parts []typ
}

var (
	float, integer, boolean   = typ{kind: floatKind}, typ{kind: intKind}, typ{kind: boolKind}
	array, matrix, single     = typ{kind: arrayKind}, typ{kind: matrixKind}, typ{kind: singleKind}
	cell, tree, function      = typ{kind: cellKind}, typ{kind: treeKind}, typ{kind: funcKind}
	fields                    = []typ{float, integer, tupleOf(float, boolean)}
	fieldNames                = []string{"v", "k", "w"}
	floats, integers, couples = listOf(float), listOf(integer), listOf(tupleOf(float, integer))
)

func tupleOf(ts ...typ) typ { return typ{tupleKind, ts} }
func listOf(t typ) typ      { return typ{listKind, []typ{t}} }

func (t typ) String() string { return fmt.Sprint(t.kind, t.parts) }

// moves reports whether values of the type have a tangent. A function has none
// of its own: its tangent twin takes and gives pairs.
func (t typ) moves() bool {
	switch t.kind {
	case intKind, boolKind, funcKind:
		return false
	case tupleKind, listKind:
		for _, p := range t.parts {
			if p.moves() {
				return true
			}
		}
		return false
	}
	return true
}

// expr is an expression: the text of its value and of its tangent, the latter
// over the variables of the primal program and their twins, named x_d. What
// does not move is its own tangent.
type expr struct{ v, d string }

// still is an expression that does not move.
func still(format string, args ...any) expr {
	v := fmt.Sprintf(format, args...)
	return expr{v, v}
}

// variable is a name in scope.
type variable struct {
	name  string
	typ   typ
	fixed bool // assigned once, so that functions may capture it
}

func (v variable) expr() expr {
	if v.typ.moves() {
		return expr{v.name, v.name + "_d"}
	}
	return still("%s", v.name)
}

// callee is a function of the program. Params are in its primal form; one that
// moves is followed by its twin in the tangent form.
type callee struct {
	name   string
	params []typ
	result typ
	depth  int // the first parameter is a counter of at most this; 0: it has none
	cost   int // calls that one call makes, about
}

// maxCost bounds the calls that a program makes.
const maxCost = 2000

// generator makes a random program. Everything it writes ends: loops count, and
// recursion goes down a counter or a tree.
type generator struct {
	*rand.Rand
	smooth  bool     // makes what finite differences can judge, without effects
	primal  []string // the program
	tangent []string // the same with a tangent beside every value that moves
	indent  int
	scope   []variable
	funcs   []callee
	names   int
	weight  int          // how often the place runs in one call of the function around
	cost    int          // of the function so far
	loops   int          // loops around the place in the function
	result  *typ         // of the function around, nil at module level
	classes []string     // declarations, before all else
	made    [notions]int // statements about each notion
	pure    bool         // inside a lambda or comprehension, where statements cannot go
}

func newGenerator(seed uint64) *generator {
	return &generator{Rand: rand.New(rand.NewPCG(seed, 1)), weight: 1}
}

// oneOf picks among values.
func oneOf[T any](g interface{ IntN(n int) int }, xs ...T) T { return xs[g.IntN(len(xs))] }

// chance is true n times in a hundred.
func (g *generator) chance(n int) bool { return g.IntN(100) < n }

func (g *generator) name(prefix string) string {
	g.names++
	return fmt.Sprintf("%s%d", prefix, g.names)
}

// line writes a line to both forms of the program.
func (g *generator) line(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	g.lines(text, text)
}

// lines writes a line to each form, or none to one that is "".
func (g *generator) lines(primal, tangent string) {
	space := strings.Repeat("    ", g.indent)
	if primal != "" {
		g.primal = append(g.primal, space+primal)
	}
	if tangent != "" {
		g.tangent = append(g.tangent, space+tangent)
	}
}

// block writes an indented block; what it defines is gone after it.
func (g *generator) block(f func()) {
	n, before := len(g.scope), len(g.primal)
	g.indent++
	f()
	if len(g.primal) == before {
		g.line("pass")
	}
	g.indent--
	g.scope = g.scope[:n]
}

// twins is a list of names, each that moves followed by its twin.
func twins(vs []variable) string {
	var out []string
	for _, v := range vs {
		out = append(out, v.name)
		if v.typ.moves() {
			out = append(out, v.name+"_d")
		}
	}
	return strings.Join(out, ", ")
}

func namesOf(vs []variable) string {
	out := make([]string, len(vs))
	for i, v := range vs {
		out[i] = v.name
	}
	return strings.Join(out, ", ")
}

// pair is the tangent form of arguments and results.
func pair(t typ, e expr) string {
	if t.moves() {
		return e.v + ", " + e.d
	}
	return e.d
}

// define assigns an expression to a new variable.
func (g *generator) define(t typ, e expr, fixed bool) variable {
	v := variable{g.name("x"), t, fixed}
	g.assign(v, e)
	g.scope = append(g.scope, v)
	return v
}

func (g *generator) assign(v variable, e expr) {
	g.lines(v.name+" = "+e.v, twins([]variable{v})+" = "+pair(v.typ, e))
}

const preamble = `from dataclasses import dataclass
import math
import numpy as np
from myia import grad
@dataclass(frozen=True)
class Cell:
    v: float
    k: int
    w: tuple
    def square(self):
        return self.v * self.v + self.k
@dataclass(frozen=True)
class Tree:
    v: float
    l: "Tree | None" = None
    r: "Tree | None" = None
@dataclass(frozen=True)
class Holder:
    f: object
    w: float
    g: object
`

// declarations is what a program begins with.
func (g *generator) declarations() string {
	return preamble + strings.Join(append(g.classes, ""), "\n")
}

// program is a random program that prints what it computes.
func (g *generator) program() string {
	g.define(float, g.literal(float), true)
	g.define(integer, g.literal(integer), true)
	for range 1 + g.IntN(4) {
		g.function()
	}
	g.statements(2)
	for _, v := range g.scope {
		g.print(v)
	}
	return g.declarations() + strings.Join(g.primal, "\n") + "\n"
}

// long is a random program of at least n lines: parts like whole programs, whose functions are all called, and call those
// of parts before. It has no assertions, of which one that fails may be the end of it when it is compiled.
func (g *generator) long(n int) string {
	g.smooth = true
	g.define(float, g.literal(float), true)
	g.define(integer, g.literal(integer), true)
	for scope := g.scope; len(g.primal) < n; g.scope = scope {
		g.cost = 0
		for range 1 + g.IntN(4) {
			g.function()
			g.callOf(g.funcs[len(g.funcs)-1], 1)
		}
		g.statements(2)
		for _, v := range g.scope[len(scope):] {
			g.print(v)
		}
	}
	return g.declarations() + strings.Join(g.primal, "\n") + "\n"
}

// print shows a variable.
func (g *generator) print(v variable) {
	name := v.name
	switch v.typ.kind {
	case funcKind:
		name += "(0.5)"
	case treeKind:
		name = fmt.Sprintf("%s.v, %s.l is None", name, name)
	case floatKind:
		if g.chance(30) {
			name = fmt.Sprintf(oneOf(g, `f"{%s:.12f} {%[1]s!r}"`, `f"<{%s:24.14e}>"`, `f"{%s} {%[1]s > 0}"`), name)
		}
	case intKind:
		if g.chance(30) {
			name = fmt.Sprintf(oneOf(g, `f"{%s:>6}|{%[1]s:+d}"`, `f"{%s=}"`, `str(%s) + "!"`), name)
		}
	}
	g.line("print(%s)", name)
}
