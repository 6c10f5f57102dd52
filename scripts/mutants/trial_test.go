package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// drawnHere is how many mutants the tests try, with the own tests of their packages only: more than a second each. Those of
// the backend take ten times as long, and the suite again as much.
const drawnHere = 20

// TestTrials tries some drawn mutants, of which Go must build all; one that a test is known to notice; and the source as it is.
func TestTrials(t *testing.T) {
	b := &bench{root: root(t), work: t.TempDir()} // with the cache that the tests have filled
	try := func(m *mutant) (verdict, why string) {
		stages := stagesOf(b.root, m.Package)[:1]
		limits := map[string]time.Duration{}
		for _, x := range stages[0].tests {
			limits[x.key()] = time.Minute
		}
		verdict, why, err := b.try(t.Context(), m, stages, limits)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s %s:%d %s %s", m.Operator, m.File, m.Line, verdict, why)
		return verdict, why
	}
	ps := loaded(t, "infer", "lower", "ad", "rewrite", "opt", "kernels")
	for _, m := range draw(ps, drawnHere, 1, "") {
		if verdict, why := try(m); verdict == unbuilt {
			t.Errorf("%s does not build: %s", m.Diff, why)
		}
	}
	rule := draw(ps, 1, 1, "rewrite/rules.go swap")[0]
	if verdict, why := try(rule); verdict != own || !strings.HasPrefix(why, "TestSound") {
		t.Errorf("%s lives, or dies of something else: %s %s", rule.Diff, verdict, why)
	}
	rule.edit = edit{}
	if verdict, why := try(rule); verdict != lived {
		t.Errorf("the source as it is: %s %s", verdict, why)
	}
	rule.edit = edit{with: "no Go "}
	if verdict, _ := try(rule); verdict != unbuilt {
		t.Errorf("what is no Go: %s", verdict)
	}
}

// TestResume checks that verdicts are read again, also behind a line that an interruption has cut, and only those of the
// same sources.
func TestResume(t *testing.T) {
	module, path := t.TempDir(), filepath.Join(t.TempDir(), "results.jsonl")
	write := func(name, text string) {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	open := func() *results {
		r, err := openResults(module, path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { r.file.Close() })
		return r
	}
	write(filepath.Join(module, "a.go"), "package a")
	a := test{dir: "a"}
	r := open()
	for _, id := range []string{"1", "2"} {
		if err := r.add(result{mutant: mutant{ID: id}, Verdict: own}); err != nil {
			t.Fatal(err)
		}
		if err := r.addLimit(a, time.Minute); err != nil {
			t.Fatal(err)
		}
		r.file.WriteString("\n{\"Result\": {\"ID\": \"cut")
	}
	if r = open(); len(r.byID) != 2 || r.byID["2"].Verdict != own || r.limits[a.key()] != time.Minute {
		t.Errorf("read %v, %v", r.byID, r.limits)
	}
	write(filepath.Join(module, "a.md"), "a document")
	if r = open(); len(r.byID) != 2 {
		t.Error("a document matters")
	}
	write(filepath.Join(module, "a.go"), "package b")
	if r = open(); len(r.byID) != 0 || len(r.limits) != 0 {
		t.Errorf("other sources, and still %v", r.byID)
	}
}

// TestReport checks what is counted, and that survivors are shown.
func TestReport(t *testing.T) {
	done := map[string]result{}
	var drawn []*mutant
	for i, verdict := range []string{own, suite, lived, own} {
		m := &mutant{ID: string(rune('a' + i)), Operator: "swap", Package: "ad", File: "ad/a.go", Line: 7, Diff: "- x\n+ y\n"}
		drawn, done[m.ID] = append(drawn, m), result{*m, verdict, "", 1}
	}
	drawn = append(drawn, &mutant{ID: "not tried"})
	var sb strings.Builder
	report(&sb, drawn, done)
	want := `
      killed by own tests  by the suite  lived  killed
swap  2                    1             1      75 %, 50 % by own tests
ad    2                    1             1      75 %, 50 % by own tests
all   2                    1             1      75 %, 50 % by own tests
processor time: 4 s

lived: c swap ad/a.go:7
- x
+ y
`
	if got := "\n" + sb.String(); got != want {
		t.Errorf("got%s\nwant%s", got, want)
	}
}
