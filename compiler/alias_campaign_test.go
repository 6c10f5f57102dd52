package compiler_test

import (
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

var (
	aliasCount = flag.Int("aliases", 0, "judge programs that make aliases until so many are judged; go on where the last campaign over the same sources ended")
	aliasFile  = flag.String("aliases-file", "../.cache/aliases/progress.json", "where the campaign keeps what it found")
)

// aliasPiece is how many programs the campaign judges before it keeps what it found.
const aliasPiece = 500

// aliasProgress is what a campaign over one state of the sources has found: the programs of the seeds below Programs.
type aliasProgress struct {
	Sources string
	aliasTally
}

// campaign judges programs that make aliases, from where the last campaign over the same sources ended, until it has judged
// count; every tenth is compiled, too.
func campaign(t *testing.T, count int) {
	sources := aliasSources(t)
	p := aliasProgress{}
	if text, err := os.ReadFile(*aliasFile); err == nil {
		if err := json.Unmarshal(text, &p); err != nil {
			t.Fatal(err)
		}
	}
	if p.Sources != sources {
		p = aliasProgress{sources, aliasTally{Refused: map[string]int{}}}
	}
	*reduceThem = true
	var mu sync.Mutex
	for p.Programs < count {
		known, first := len(p.Problems), p.Programs
		sideBySide(min(aliasPiece, count-first), func(i int) { p.add(&mu, uint64(first+i), i%10 == 0) })
		for _, problem := range p.Problems[known:] {
			fmt.Println(problem)
		}
		fmt.Printf("seeds up to %d: taken %d, problems %d\n", p.Programs-1, p.Taken, len(p.Problems))
		text, _ := json.MarshalIndent(p, "", " ")
		if err := os.MkdirAll(filepath.Dir(*aliasFile), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(*aliasFile, text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	fmt.Print(p.String())
	if n := len(p.Problems); n > 0 {
		t.Errorf("%d problems, which %s shows", n, *aliasFile)
	}
}

// aliasSources is a hash of what the verdicts depend on: Go files, tests but for these generators' left out, and the library.
func aliasSources(t *testing.T) string {
	h := sha256.New()
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		name := d.Name()
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != ".." && (strings.HasPrefix(name, ".") || name == "scripts" || name == "testdata"):
			return filepath.SkipDir
		case d.IsDir() || strings.HasSuffix(name, "_test.go") && !strings.HasPrefix(name, "generate_alias"):
			return nil
		case strings.HasSuffix(name, ".go") || strings.HasSuffix(name, ".py"):
			text, err := os.ReadFile(path)
			fmt.Fprintf(h, "%s %d\n%s", path, len(text), text)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:8])
}
