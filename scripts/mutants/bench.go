package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// bench runs tests in a folder of its own. It has a cache of Go of its own, too, out of which goes what a mutant left there.
type bench struct {
	root, work, cache string
	ownOnly           bool            // the own tests of a package are the only judges
	keep              map[string]bool // the files of the cache that are of no mutant
	used              time.Duration   // the processor time so far
}

// warm builds the binaries that mutants of packages need, without one, so that the cache holds what does not depend on it.
// A bench without a cache begins with that of another, which is warm, if there is one.
func (b *bench) warm(ctx context.Context, packages []string, other *bench) error {
	if _, err := os.Stat(b.cache); err != nil && other != nil {
		if err := os.CopyFS(b.cache, os.DirFS(other.cache)); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(b.cache, 0o777); err != nil {
		return err
	}
	if err := b.clear(); err != nil {
		return err
	}
	for _, t := range b.testsOf(packages) {
		if err := b.build(ctx, "", t.dir); err != nil {
			return err
		}
	}
	b.keep = map[string]bool{}
	return filepath.WalkDir(b.cache, func(path string, d os.DirEntry, err error) error {
		b.keep[path] = true
		return err
	})
}

// calibrate runs the tests without a mutant, and lets each take four times as long from then on, and ten seconds.
func (b *bench) calibrate(ctx context.Context, packages []string, kept *results) error {
	for _, t := range b.testsOf(packages) {
		if _, done := kept.limits[t.key()]; done {
			continue
		}
		before := b.used
		why, err := b.run(ctx, t, "", time.Hour)
		if err == nil && why != "" {
			err = fmt.Errorf("./%s fails without a mutant: %s", t.dir, why)
		}
		if err == nil {
			err = kept.addLimit(t, 4*(b.used-before)+10*time.Second)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// prune takes out of the cache what a mutant left.
func (b *bench) prune() error {
	return filepath.WalkDir(b.cache, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || b.keep[path] {
			return err
		}
		return os.Remove(path)
	})
}

// overlay writes the changed file, and the file that puts it in the place of the other.
func (b *bench) overlay(m *mutant) (string, error) {
	if err := b.clear(); err != nil {
		return "", err
	}
	changed, list := filepath.Join(b.work, "mutant.go"), filepath.Join(b.work, "overlay.json")
	if err := os.WriteFile(changed, m.mutated(), 0o666); err != nil {
		return "", err
	}
	text, err := json.Marshal(map[string]map[string]string{"Replace": {filepath.Join(b.root, m.File): changed}})
	if err != nil {
		return "", err
	}
	return list, os.WriteFile(list, text, 0o666)
}

// clear takes away the binaries that were built.
func (b *bench) clear() error {
	old, _ := filepath.Glob(filepath.Join(b.work, "*.test"))
	for _, path := range old {
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) binary(dir string) string {
	return filepath.Join(b.work, strings.ReplaceAll(dir, "/", "-")+".test")
}

// buildError is what Go says of a mutant that it does not build.
type buildError struct{ text string }

func (e *buildError) Error() string { return e.text }

// build builds the binary of the tests of a package unless it is there.
func (b *bench) build(ctx context.Context, overlay, dir string) error {
	if _, err := os.Stat(b.binary(dir)); err == nil {
		return nil
	}
	cmd := b.command(ctx, "go", "test", "-c", "-vet=off", "-ldflags=-s -w", "-overlay="+overlay, "-o", b.binary(dir), "./"+dir)
	cmd.Dir = b.root
	out, err := b.output(cmd)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return &buildError{string(out)}
	}
	return nil
}

// run runs a test up to the first failure: why says what fails, "" if nothing does.
func (b *bench) run(ctx context.Context, t test, overlay string, limit time.Duration) (why string, err error) {
	if err := b.build(ctx, overlay, t.dir); err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, patience(limit))
	defer cancel()
	limits := fmt.Sprintf(`ulimit -t %.0f -d %d; exec "$0" "$@"`, limit.Seconds(), memoryLimit)
	cmd := b.command(ctx, "sh", append([]string{"-c", limits, b.binary(t.dir), "-test.failfast", "-test.timeout=0"}, t.args...)...)
	cmd.Dir = filepath.Join(b.root, t.dir)
	out, err := b.output(cmd)
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return "", ctx.Err()
	case err == nil || cmd.ProcessState == nil:
		return "", err
	}
	return reason(out, err), nil
}

// command has one processor, since mutants are tried side by side.
func (b *bench) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOMAXPROCS=1", "GOFLAGS=-p=1")
	if b.cache != "" {
		cmd.Env = append(cmd.Env, "GOCACHE="+b.cache)
	}
	return cmd
}

// output runs a command to its end and notes what it used.
func (b *bench) output(cmd *exec.Cmd) ([]byte, error) {
	out, err := cmd.CombinedOutput()
	if s := cmd.ProcessState; s != nil {
		b.used += s.UserTime() + s.SystemTime()
	}
	return out, err
}
