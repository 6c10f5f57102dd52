package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite testdata/sample.txt")

// root is the folder of the module.
func root(t *testing.T) string {
	dir, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func loaded(t *testing.T, dirs ...string) []*pkg {
	ps, err := load(root(t), dirs)
	if err != nil {
		t.Fatal(err)
	}
	return ps
}

// TestOperators compares the mutants of testdata/sample with those of testdata/sample.txt. Each operator makes some, all
// have other names, and Go's type checker takes them but for what the sample says.
func TestOperators(t *testing.T) {
	p := loaded(t, "scripts/mutants/testdata/sample")[0]
	var sb strings.Builder
	ids, made := map[string]bool{}, map[string]bool{}
	for _, m := range p.mutants() {
		if ids[m.ID] {
			t.Errorf("two mutants are named %s", m.ID)
		}
		ids[m.ID], made[m.Operator] = true, true
		verdict := ""
		if p.check(m.file, m.mutated(), nil) != nil {
			verdict = ", which does not compile"
		}
		fmt.Fprintf(&sb, "%s%s\n%s", m.Operator, verdict, m.Diff)
	}
	for _, op := range operators {
		if !made[op.name] {
			t.Errorf("the sample has nothing for %s: %s", op.name, op.what)
		}
	}
	if *update {
		if err := os.WriteFile("testdata/sample.txt", []byte(sb.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if want, _ := os.ReadFile("testdata/sample.txt"); sb.String() != string(want) {
		t.Errorf("got\n%s\nwant\n%s", sb.String(), want)
	}
}

// TestDraw checks that a longer draw begins with the shorter one, that a seed draws the same again and another seed others,
// and that all operators and packages have their turn.
func TestDraw(t *testing.T) {
	ps := loaded(t, "rewrite", "kernels")
	names := func(n int, seed uint64, only string) string {
		var sb strings.Builder
		for _, m := range draw(ps, n, seed, only) {
			sb.WriteString(m.ID + " ")
		}
		return sb.String()
	}
	long := names(24, 1, "")
	if again := names(24, 1, ""); again != long {
		t.Errorf("drew %s, then %s", long, again)
	}
	if short := names(5, 1, ""); !strings.HasPrefix(long, short) || strings.Count(short, " ") != 5 {
		t.Errorf("drew %s, and of fewer %s", long, short)
	}
	if names(24, 2, "") == long {
		t.Error("the seed does not matter")
	}
	turns := map[string]bool{}
	for _, m := range draw(ps, 24, 1, "") {
		turns[m.Operator+" "+m.Package] = true
	}
	for _, want := range []string{"swap rewrite", "skip-check rewrite", "swap kernels", "axis kernels", "cursor kernels", "drop-term kernels", "promotion kernels"} {
		if !turns[want] {
			t.Errorf("nothing is drawn of %s", want)
		}
	}
	for _, m := range draw(ps, 100, 1, "rewrite/match.go cursor") {
		if m.File != "rewrite/match.go" || m.Operator != "cursor" {
			t.Errorf("drew %s %s", m.File, m.Operator)
		}
	}
}
