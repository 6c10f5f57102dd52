package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// test is one run of the test binary of a package.
type test struct {
	dir  string
	args []string
}

// stage is what judges a mutant together; the next one judges those that live.
type stage struct {
	name  string // as in "killed by suite"
	tests []test
}

// stagesOf lists the stages that judge a mutant of a package. Packages whose tests lie in others have none of their own.
// Tests that measure memory or time are no judges: beside other work they fail without a mutant, too.
func stagesOf(root, dir string) []stage {
	first := stage{name: own}
	if found, _ := filepath.Glob(filepath.Join(root, dir, "*_test.go")); len(found) > 0 {
		first.tests = append(first.tests, test{dir, nil})
	}
	if dir == "backend/llvm" {
		first.tests = append(first.tests, test{"backend/llvm/native", []string{"-test.skip=^TestRandom$"}})
	}
	return []stage{first,
		{suite, []test{{"compiler", []string{"-test.short", "-test.run=^(TestDiagnostics|TestPasses|TestSuite)$"}}}},
		{suite, []test{{"compiler", []string{"-test.run=^(TestSuite|TestEdges|TestGradients|TestFusion)$"}}}},
	}
}

// The verdicts beside those of a mutant that Go refuses after all.
const (
	own     = "own tests"
	suite   = "suite"
	lived   = "lived"
	unbuilt = "not built"
)

// memoryLimit is the kibibytes of data that a test may have.
const memoryLimit = 6 << 20

// patience is how long a test may take that may use limit of processor time, with all that the machine does beside it. What
// loops ends by its processor time, what waits for itself by this.
func patience(limit time.Duration) time.Duration { return 10*limit + time.Minute }

func (t test) key() string { return t.dir + " " + strings.Join(t.args, " ") }

// try gives the verdict on a mutant, and what killed it.
func (b *bench) try(ctx context.Context, m *mutant, stages []stage, limits map[string]time.Duration) (verdict, why string, err error) {
	overlay, err := b.overlay(m)
	if err != nil {
		return "", "", err
	}
	for _, s := range stages {
		for _, t := range s.tests {
			why, err := b.run(ctx, t, overlay, limits[t.key()])
			if errors.As(err, new(*buildError)) {
				return unbuilt, err.Error(), nil
			}
			if err != nil || why != "" {
				return s.name, why, err
			}
		}
	}
	return lived, "", nil
}

var (
	failedTest = regexp.MustCompile(`(?m)^ *--- FAIL: (\S+).*\n *(\S.*)`)
	lastWords  = regexp.MustCompile(`(?m)^(panic|fatal error|SIG[A-Z]+): .*`)
)

// reason is the test that fails with the first line that it says, or how the process ends.
func reason(out []byte, err error) string {
	if all := failedTest.FindAllSubmatch(out, -1); len(all) > 0 {
		last := all[len(all)-1]
		return fmt.Sprintf("%s: %.150s", last[1], last[2])
	}
	if words := lastWords.Find(out); words != nil {
		return string(words)
	}
	return err.Error()
}

// stagesOf lists the stages of this bench.
func (b *bench) stagesOf(dir string) []stage {
	all := stagesOf(b.root, dir)
	if b.ownOnly {
		return all[:1]
	}
	return all
}

// testsOf lists the tests that judge mutants of packages, each once.
func (b *bench) testsOf(packages []string) []test {
	var out []test
	seen := map[string]bool{}
	for _, dir := range packages {
		for _, s := range b.stagesOf(dir) {
			for _, t := range s.tests {
				if !seen[t.key()] {
					seen[t.key()] = true
					out = append(out, t)
				}
			}
		}
	}
	return out
}
