package compiler_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/myia-lang/myia/diag"
)

// TestCodeExamples checks that the example of each code gives that code and
// nothing else, and that its repair compiles and gives nothing.
func TestCodeExamples(t *testing.T) {
	for _, e := range diag.All() {
		if e.Example == "" || strings.HasPrefix(e.Example, "myia ") || e.Code == diag.NoSuchFunction {
			continue
		}
		t.Run(string(e.Code), func(t *testing.T) {
			t.Chdir(t.TempDir())
			got := diagnoseText(t, e.Example)
			checkWidth(t, got)
			if len(got) != 1 || got[0].Code != e.Code {
				t.Errorf("the example gives %v", got)
			} else if got[0].Span.IsValid() == false {
				t.Error("the diagnostic of the example has no place")
			}
			if got := diagnoseText(t, e.Repair); len(got) > 0 {
				t.Errorf("the repair gives %v", got)
			}
		})
	}
}

func diagnoseText(t *testing.T, text string) diag.List {
	if err := os.WriteFile("main.py", []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return diagnose("main.py")
}

var (
	codeLiteral  = regexp.MustCompile(`"[ELB]\d{4}"`)
	codeConstant = regexp.MustCompile(`(?m)^(?:const )?\s*(\w+)\s+Code = "(\w+)"`)
	codeUse      = regexp.MustCompile(`\bdiag\.([A-Z]\w+)`)
)

// TestCodesAreNamed checks that codes are written by name outside package
// diag, that each constant has an entry, and that each is used.
func TestCodesAreNamed(t *testing.T) {
	names, used := map[string]string{}, map[string]bool{}
	for path, text := range sources(t) {
		if filepath.Dir(path) == "../diag" {
			for _, m := range codeConstant.FindAllStringSubmatch(text, -1) {
				names[m[1]] = m[2]
			}
			continue
		}
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		for _, m := range codeUse.FindAllStringSubmatch(text, -1) {
			used[m[1]] = true
		}
		if lit := codeLiteral.FindString(text); lit != "" {
			t.Errorf("%s: the code %s is written as text", path, lit)
		}
	}
	for name, code := range names {
		if _, ok := diag.Lookup(diag.Code(code)); !ok {
			t.Errorf("%s has no entry", name)
		}
		if !used[name] && diag.Code(code) != diag.InternalError {
			t.Errorf("diag.%s is never used", name)
		}
	}
	if len(names) != len(diag.All()) {
		t.Errorf("%d constants, %d entries", len(names), len(diag.All()))
	}
}

// sources reads the Go files of the module.
func sources(t *testing.T) map[string]string {
	out := map[string]string{}
	err := filepath.WalkDir("..", func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() != ".." && slices.Contains([]string{".git", "testdata", "shared"}, d.Name()) {
			return filepath.SkipDir
		}
		if filepath.Ext(path) != ".go" {
			return nil
		}
		text, err := os.ReadFile(path)
		out[path] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
