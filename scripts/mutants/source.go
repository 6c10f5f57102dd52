package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const modulePath = "github.com/myia-lang/myia"

// file is one file that mutants are made of.
type file struct {
	path string // "infer/call.go"
	text []byte
	ast  *ast.File
}

// pkg is a package with its types, which tell what an operator may do.
type pkg struct {
	dir   string // "infer"
	fset  *token.FileSet
	files []*file
	info  *types.Info
	from  types.Importer
}

// load parses and checks packages of the module at root; what they import is read from what Go has compiled.
func load(root string, dirs []string) ([]*pkg, error) {
	exports, err := exported(root, dirs)
	if err != nil {
		return nil, err
	}
	var out []*pkg
	for _, dir := range dirs {
		p := &pkg{dir: dir, fset: token.NewFileSet(), info: &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}}
		p.from = importer.ForCompiler(p.fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })
		if err := p.read(root); err != nil {
			return nil, err
		}
		if err := p.check(nil, nil, p.info); err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// exported gives the compiled interface of each package that those of dirs import.
func exported(root string, dirs []string) (map[string]string, error) {
	cmd := exec.Command("go", "list", "-export", "-deps", "-json=ImportPath,Export")
	for _, dir := range dirs {
		cmd.Args = append(cmd.Args, "./"+dir)
	}
	cmd.Dir, cmd.Stderr = root, os.Stderr
	text, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	out := map[string]string{}
	for in := json.NewDecoder(bytes.NewReader(text)); ; {
		var p struct{ ImportPath, Export string }
		if err := in.Decode(&p); err == io.EOF {
			return out, nil
		} else if err != nil {
			return nil, err
		}
		out[p.ImportPath] = p.Export
	}
}

// read parses the files that are no tests.
func (p *pkg) read(root string) error {
	paths, err := filepath.Glob(filepath.Join(root, p.dir, "*.go"))
	if err != nil {
		return err
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f := &file{path: p.dir + "/" + filepath.Base(path), text: text}
		if f.ast, err = parser.ParseFile(p.fset, f.path, text, parser.SkipObjectResolution); err != nil {
			return err
		}
		p.files = append(p.files, f)
	}
	return nil
}

// check checks the package, with another text in place of a file's if there is one.
func (p *pkg) check(changed *file, text []byte, info *types.Info) error {
	var files []*ast.File
	for _, f := range p.files {
		a := f.ast
		if f == changed {
			var err error
			if a, err = parser.ParseFile(p.fset, f.path, text, parser.SkipObjectResolution); err != nil {
				return err
			}
		}
		files = append(files, a)
	}
	conf := types.Config{Importer: p.from}
	_, err := conf.Check(modulePath+"/"+p.dir, p.fset, files, info)
	return err
}
