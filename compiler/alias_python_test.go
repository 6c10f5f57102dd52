package compiler_test

import (
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"testing"

	"github.com/myia-lang/myia/compiler"
)

var aliasTexts = flag.String("alias-texts", "", "write the programs of TestAliasesPython to this file")

// aliasOutcomes is what CPython does in the programs of the first seeds that make aliases; see scripts/aliases.py.
type aliasOutcomes struct {
	Programs string   // a hash of their texts
	Outcomes []string // of each a hash of what it prints and of the exception that ends it
}

// inPythonCount is the number of programs that are compared with CPython.
const inPythonCount = 1000

// TestAliasesPython compares what the interpreter of surface IR makes of programs that make aliases with what CPython does.
func TestAliasesPython(t *testing.T) {
	t.Parallel()
	texts := make([]string, inPythonCount)
	for seed := range texts {
		texts[seed], _ = newAliases(uint64(seed)).program()
	}
	all, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	if *aliasTexts != "" {
		if err := os.WriteFile(*aliasTexts, all, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	var want aliasOutcomes
	readJSON(t, "aliases", &want)
	if digest(string(all)) != want.Programs || len(want.Outcomes) != len(texts) {
		t.Fatal("the generator gives other programs than those of testdata/conformance/aliases.json: make oracle UPDATE=1")
	}
	if testing.Short() {
		texts = texts[:200]
	}
	sideBySide(len(texts), func(seed int) {
		got := interpreted(compiler.FromText("main.py", texts[seed]))
		end := ""
		if got.raised != nil {
			end = got.raised.Error()
		}
		if got.status > 1 || digest(got.stdout+end) != want.Outcomes[seed] {
			t.Errorf("seed %d: CPython does other than\n%s%s\nwhich scripts/aliases.py --show %[1]d shows", seed, got.stdout, got.stderr)
		}
	})
}

// digest is a short hash of a text.
func digest(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text)))[:8] }
