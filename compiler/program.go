package compiler

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/library"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/syntax"
)

// maxSource is the size of the largest source file that is read, in bytes.
const maxSource = 16 << 20

// Program is a source text that can be compiled, once for each Call.
type Program struct {
	File *source.File
	// Find gives the file of a module that the program imports, or nil if
	// there is none. Load sets it to look beside the program.
	Find func(module string) (*source.File, error)

	mu       sync.Mutex
	surfaces map[string]surface // by way of calling
}

// surface is what the frontend makes of a program. It never changes.
type surface struct {
	m        *ir.Module
	warnings diag.List
}

// surface gives the surface module for a way of calling, which serves all types
// of arguments, or what is wrong with the text.
func (p *Program) surface(c Call) (surface, diag.List) {
	p.mu.Lock()
	defer p.mu.Unlock()
	key := fmt.Sprintf("%q %d %q %q %#v", c.Func, len(c.Args), c.Names, c.Transform, c.Wrt)
	if s, ok := p.surfaces[key]; ok {
		return s, nil
	}
	m, diags := frontend.Build(p.frontend(c, nil))
	if m == nil {
		return surface{}, diags
	}
	m.Imports = library.Default()
	if p.surfaces == nil {
		p.surfaces = map[string]surface{}
	}
	p.surfaces[key] = surface{m, slices.Clip(diags)}
	return p.surfaces[key], nil
}

// frontend is what the frontend builds, without what remains leaves out.
func (p *Program) frontend(c Call, remains *frontend.Remains) *frontend.Program {
	out := &frontend.Program{File: p.File, Load: p.Find, Names: Names(), Remains: remains}
	if c.Func != "" {
		out.Name = moduleName(p.File.Name)
		out.Entry = &frontend.Entry{Func: c.Func, Args: len(c.Args), Names: c.Names, Transform: c.Transform, Wrt: c.Wrt}
	}
	return out
}

// Load reads a program. The list says why it could not be read.
func Load(path string) (*Program, diag.List) {
	f, d := readSource(path)
	if d != nil {
		return nil, diag.List{d}
	}
	return &Program{File: f, Find: beside(filepath.Dir(path))}, nil
}

// LoadText makes a program of a text that imports files of the working directory, as python -c does.
func LoadText(name, text string) *Program {
	return &Program{File: source.NewFile(name, []byte(text)), Find: beside(".")}
}

// beside finds the modules in a folder.
func beside(dir string) func(module string) (*source.File, error) {
	return func(module string) (*source.File, error) { return findModule(dir, module) }
}

// FromText makes a program of a text; name appears in its diagnostics. It can
// import the modules that Myia knows, but no files.
func FromText(name, text string) *Program {
	return &Program{File: source.NewFile(name, []byte(text))}
}

// UncalledMain reports whether the main file defines a function main that nothing in it reads.
func (p *Program) UncalledMain() bool {
	tree, _ := syntax.Parse(p.File)
	defined, read := false, false
	for _, st := range tree.Body {
		f, ok := st.(*syntax.FunctionDef)
		defined = defined || ok && f.Name == "main"
		syntax.Inspect(st, func(n syntax.Node) bool {
			name, ok := n.(*syntax.Name)
			read = read || ok && name.Id == "main" && name.Ctx == syntax.Load
			return n != nil
		})
	}
	return defined && !read
}

// readSource reads a source file, or says why it cannot be one.
func readSource(path string) (*source.File, *diag.Diagnostic) {
	text, err := readLimited(path, maxSource)
	if err != nil {
		d := diag.Errorf(diag.UnreadableFile, source.Span{}, "cannot read %s: %v", named(path), reason(err)).
			WithHelp("a program is a file of Python source of at most %d MB", maxSource>>20)
		if errors.Is(err, fs.ErrNotExist) {
			d.WithHelp("%s", nearFile(path))
		}
		return nil, d
	}
	if i := bytes.IndexByte(text, 0); i >= 0 {
		return nil, diag.Errorf(diag.UnreadableFile, source.Span{}, "%s is not a text: byte %d is zero", path, i).
			WithHelp("programs and IR are texts in UTF-8")
	}
	return source.NewFile(path, text), nil
}

// nearFile says which file may be meant by a path where there is none.
func nearFile(path string) string {
	dir, base := filepath.Split(path)
	if _, err := os.Stat(path + ".py"); err == nil {
		return "did you mean " + path + ".py?"
	}
	entries, _ := os.ReadDir(filepath.Clean(dir + "."))
	var names []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".py") {
			names = append(names, e.Name())
		}
	}
	if near := diag.Nearest(base, names); near != "" {
		return "did you mean " + dir + near + "?"
	}
	return "paths are relative to the folder that the command is run in"
}

// findModule looks for the file of a module in a folder.
func findModule(dir, module string) (*source.File, error) {
	path := filepath.Join(dir, strings.ReplaceAll(module, ".", string(filepath.Separator))+".py")
	if _, err := os.Stat(path); err != nil {
		return nil, nil
	}
	f, d := readSource(path)
	if d != nil {
		return nil, errors.New(d.Message)
	}
	return f, nil
}
