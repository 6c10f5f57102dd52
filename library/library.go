package library

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/source"
)

// File is the file name in spans of the library, whose frames tracebacks leave
// out, as Python has none for NumPy's compiled functions.
const File = "<library>"

// prefix stands before the names of the library's functions in IR; no function
// of a program is called so.
const prefix = File + "."

//go:embed *.py
var files embed.FS

// Texts are the files of the library, in the order of their names.
var Texts = sync.OnceValue(func() []string {
	entries, err := files.ReadDir(".")
	if err != nil {
		panic("library: " + err.Error())
	}
	out := make([]string, len(entries))
	for i, e := range entries {
		text, err := files.ReadFile(e.Name())
		if err != nil {
			panic("library: " + err.Error())
		}
		out[i] = string(text)
	}
	return out
})

// Default is the library of this build.
var Default = sync.OnceValue(func() *Library { return New(Texts()...) })

// Library finds functions by name and builds them on first use. It may be used
// from several goroutines.
type Library struct {
	defs  map[string]def
	order []string

	mu    sync.Mutex
	built map[string]*ir.Func // by name in IR
}

// New indexes texts, each of imports, then defs at the left margin.
func New(texts ...string) *Library {
	l := &Library{defs: map[string]def{}, built: map[string]*ir.Func{}}
	for _, text := range texts {
		l.index(text)
	}
	return l
}

func (l *Library) index(text string) {
	const start = "\ndef "
	at := strings.Index(text, start)
	head := text[:at+1]
	for at < len(text) {
		end := len(text)
		if next := strings.Index(text[at+1:], start); next >= 0 {
			end = at + 1 + next
		}
		name, d := newDef(head, text[at+1:end])
		if _, twice := l.defs[name]; twice {
			panic("library: two functions are called " + name)
		}
		l.defs[name] = d
		l.order = append(l.order, name)
		at = end
	}
}

// Func finds a function by its name in IR, or gives nil.
func (l *Library) Func(name string) *ir.Func {
	name, ours := strings.CutPrefix(name, prefix)
	if !ours {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if fn := l.built[name]; fn != nil {
		return fn
	}
	of := strings.TrimPrefix(name, getter)
	if !l.has(of) {
		return nil
	}
	l.build(of)
	return l.built[name]
}

// getter stands before the name of the function that gives a function as a
// value, its defaults included.
const getter = "get_"

// Getter is the name in IR of the function without arguments that gives the
// function that defines a name, such as np.mean.
func Getter(name string) string { return prefix + getter + defOf(name) }

// Defined is the name in IR of the function that defines a name.
func Defined(name string) string { return prefix + defOf(name) }

func defOf(name string) string { return strings.ReplaceAll(strings.TrimPrefix(name, "."), ".", "_") }

// build makes the IR of a def, of the functions in it and of its getter.
func (l *Library) build(name string) {
	d := l.defs[name]
	text := fmt.Sprintf("%s%s\n\ndef %s%s():\n    return %[4]s\n", d.head, d.text, getter, name)
	m, errs := frontend.Build(&frontend.Program{
		File: source.NewFile(File, []byte(text)), Name: "library", Prefix: prefix, Known: l.has,
	})
	if m == nil {
		panic(fmt.Sprintf("library: %s does not compile: %s", name, errs[0].Message))
	}
	for _, fn := range m.Funcs {
		if fn.Name != frontend.MainFunc {
			l.built[strings.TrimPrefix(fn.Name, prefix)] = fn
		}
	}
}

func (l *Library) has(name string) bool {
	_, ok := l.defs[name]
	return ok
}

// owners are what the names that the library may define belong to, inner
// modules first, by what stands before a def: np_linalg_norm, str_upper.
var owners = []struct{ prefix, name string }{
	{"np_linalg_", "np.linalg."}, {"np_random_", "np.random."}, {"np_testing_", "np.testing."}, {"np_", "np."}, {"math_", "math."}, {"myia_", "myia."},
	{"scipy_special_", "scipy.special."},
	{"str_", ".str."}, {"list_", ".list."}, {"tuple_", ".tuple."}, {"dict_", ".dict."}, {"array_", ".array."},
}

// public is the name that a def defines.
func public(name string) string {
	for _, o := range owners {
		if rest, ok := strings.CutPrefix(name, o.prefix); ok {
			return o.name + rest
		}
	}
	return name
}

// Name is what a function of the library defines; ok is false for other
// functions and for those inside of them.
func Name(fn *ir.Func) (name string, ok bool) {
	name, ok = strings.CutPrefix(fn.Name, prefix)
	return public(name), ok && !strings.Contains(name, ".")
}

// Annotations of a parameter that must be known at compile time, and of one that
// is made use of if it is: sizes of the result depend on it.
const (
	static = "static"
	known  = "known"
)

// Demands lists the parameters of a function of the library that must be known
// at compile time, and may lists those that are made use of if they are.
func Demands(fn *ir.Func) (must, may []int) {
	if fn.Sig == nil || !strings.HasPrefix(fn.Name, prefix) {
		return nil, nil
	}
	for i, p := range fn.Params {
		switch fn.Sig.ArgTypes[p.Name] {
		case static:
			must = append(must, i)
		case known:
			may = append(may, i)
		}
	}
	return must, may
}
