package syntax

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/myia-lang/myia/source"
)

var escapes = regexp.MustCompile(`\\(r|t|f|x[0-9a-f]{2})`)

// decodeProgram undoes the escapes of a .esc.py file, as oracle.py does.
func decodeProgram(name string, text []byte) []byte {
	if !strings.HasSuffix(name, ".esc.py") {
		return text
	}
	return []byte(escapes.ReplaceAllStringFunc(string(text), func(s string) string {
		s, _ = strconv.Unquote(`"` + s + `"`)
		return s
	}))
}

// TestOracle compares with the trees of CPython that testdata/oracle.py has
// stored.
func TestOracle(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no archives", err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files := txtar.Parse(data).Files
		for i := 0; i+1 < len(files); i += 2 {
			program, want := files[i], files[i+1]
			t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar")+"/"+program.Name, func(t *testing.T) {
				m, errs := Parse(source.NewFile(program.Name, decodeProgram(program.Name, program.Data)))
				for _, e := range errs {
					t.Error(e)
				}
				if diff := cmp.Diff(string(want.Data), dump(m)); diff != "" {
					t.Errorf("-CPython +here:\n%s", diff)
				}
			})
		}
	}
}
