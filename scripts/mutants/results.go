package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// result is the verdict on one mutant.
type result struct {
	mutant
	Verdict string  // own, suite, lived or unbuilt
	Why     string  // the test that fails
	Seconds float64 // of processor time, builds included
}

// results are those of a campaign over one state of the sources, kept in a file, a line each.
type results struct {
	file   *os.File
	byID   map[string]result
	limits map[string]time.Duration // the processor time that a test may take, by its key
}

// line is one of the file.
type line struct {
	Result *result       `json:",omitempty"`
	Test   string        `json:",omitempty"`
	Limit  time.Duration `json:",omitempty"`
}

// openResults reads what is kept. If it is of other sources, it begins anew.
func openResults(root, path string) (*results, error) {
	state, err := fingerprint(root)
	if err != nil {
		return nil, err
	}
	r := &results{byID: map[string]result{}, limits: map[string]time.Duration{}}
	text, err := os.ReadFile(path)
	if old, _, _ := strings.Cut(string(text), "\n"); err != nil || old != state {
		text = []byte(state)
		if err := os.WriteFile(path, text, 0o666); err != nil {
			return nil, err
		}
	}
	for l := range bytes.Lines(text) {
		var x line
		if json.Unmarshal(l, &x) != nil { // the state, or a line that an interruption has cut
			continue
		}
		if x.Result != nil {
			r.byID[x.Result.ID] = *x.Result
		} else if x.Test != "" {
			r.limits[x.Test] = x.Limit
		}
	}
	r.file, err = os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0o666)
	return r, err
}

// add keeps a result.
func (r *results) add(x result) error {
	r.byID[x.ID] = x
	return r.write(line{Result: &x})
}

// addLimit keeps how long a test may take.
func (r *results) addLimit(t test, d time.Duration) error {
	r.limits[t.key()] = d
	return r.write(line{Test: t.key(), Limit: d})
}

// write begins a line, so that only the one before it can have been cut.
func (r *results) write(x line) error {
	text, err := json.Marshal(x)
	if err == nil {
		_, err = fmt.Fprintf(r.file, "\n%s", text)
	}
	return err
}

// fingerprint is a hash of all that the verdicts depend on: the files but for documents, this command, and hidden and built ones.
func fingerprint(root string) (string, error) {
	h := sha256.New()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		name, _ := filepath.Rel(root, path)
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || slices.Contains([]string{"bin", "out", "bench", "docs", "scripts"}, name)):
			return filepath.SkipDir
		case !d.Type().IsRegular() || strings.HasPrefix(d.Name(), ".") || strings.HasSuffix(name, ".md") || name == "Makefile":
			return nil
		}
		text, err := os.ReadFile(path)
		fmt.Fprintf(h, "%s %d\n%s", name, len(text), text)
		return err
	})
	return fmt.Sprintf("%x", h.Sum(nil)), err
}

// tally counts verdicts.
type tally struct{ own, suite, lived, unbuilt int }

func (t *tally) add(verdict string) {
	*map[string]*int{own: &t.own, suite: &t.suite, lived: &t.lived, unbuilt: &t.unbuilt}[verdict]++
}

// report prints the counts by operator and by package, then each survivor.
func report(w io.Writer, drawn []*mutant, done map[string]result) {
	counts, total, seconds := map[string]*tally{}, &tally{}, 0.0
	var lives []result
	for _, m := range drawn {
		x, ok := done[m.ID]
		if !ok {
			continue
		}
		seconds += x.Seconds
		for _, key := range []string{m.Operator, m.Package} {
			if counts[key] == nil {
				counts[key] = &tally{}
			}
			counts[key].add(x.Verdict)
		}
		if total.add(x.Verdict); x.Verdict == lived {
			x.mutant = *m
			lives = append(lives, x)
		}
	}
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "\tkilled by own tests\tby the suite\tlived\tkilled")
	for _, op := range operators {
		counts[op.name].print(tw, op.name)
	}
	for _, dir := range packages {
		counts[dir].print(tw, dir)
	}
	total.print(tw, "all")
	tw.Flush()
	fmt.Fprintf(w, "processor time: %.0f s\n", seconds)
	for _, x := range lives {
		fmt.Fprintf(w, "\nlived: %s %s %s:%d\n%s", x.ID, x.Operator, x.File, x.Line, x.Diff)
	}
}

func (t *tally) print(w io.Writer, name string) {
	if t == nil {
		return
	}
	if n := t.own + t.suite + t.lived; n > 0 {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d %%, %d %% by own tests\n", name, t.own, t.suite, t.lived, 100*(t.own+t.suite)/n, 100*t.own/n)
	}
	if t.unbuilt > 0 {
		fmt.Fprintf(w, "%s\tnot built: %d\n", name, t.unbuilt)
	}
}
