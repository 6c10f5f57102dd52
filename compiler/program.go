package compiler

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/myia-lang/myia/diag"
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
