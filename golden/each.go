package golden

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// RunEach is for small programs of which an archive holds many, on one notion: behind each file NAME.py stands what f makes of
// it, NAME.out, which -update writes again. The archives are those of a folder; they hold at least so many programs.
func RunEach(t *testing.T, folder string, least int, f func(t *testing.T, program string) string) {
	paths, _ := filepath.Glob(filepath.Join(folder, "*.txtar"))
	programs := 0
	for _, path := range paths {
		ar, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if len(bytes.TrimSpace(ar.Comment)) == 0 {
			t.Errorf("%s claims nothing", path)
		}
		var out []txtar.File
		for i, file := range ar.Files {
			name, isProgram := strings.CutSuffix(file.Name, ".py")
			if !isProgram {
				continue
			}
			programs++
			want := ""
			if rest := ar.Files[i+1:]; len(rest) > 0 && rest[0].Name == name+".out" {
				want = string(rest[0].Data)
			}
			t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar")+"/"+name, func(t *testing.T) {
				got := f(t, string(file.Data))
				if !*update && got != want {
					t.Errorf("got\n%s\nwant\n%s", got, want)
				}
				out = append(out, file, txtar.File{Name: name + ".out", Data: []byte(got)})
			})
		}
		if *update && !t.Failed() {
			again := txtar.Format(&txtar.Archive{Comment: ar.Comment, Files: out})
			if err := os.WriteFile(path, again, 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	if programs < least {
		t.Errorf("only %d programs", programs)
	}
}
