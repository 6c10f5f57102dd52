package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"
)

// campaign tries the mutants that were drawn on benches side by side.
type campaign struct {
	w       io.Writer
	drawn   []*mutant
	benches []*bench
	end     time.Time // after which no trial begins

	sync.Mutex
	kept *results
	next int // the first of drawn that nobody has taken
}

// tryAll tries those without a verdict.
func (c *campaign) tryAll(ctx context.Context) error {
	packages := c.packages()
	if len(packages) == 0 {
		return nil
	}
	fmt.Fprintf(c.w, "%d of %d mutants have verdicts; the tests run without one\n", len(c.kept.byID), len(c.drawn))
	var warm *bench
	for _, b := range c.benches {
		if err := b.warm(ctx, packages, warm); err != nil {
			return err
		}
		warm = b
	}
	if err := warm.calibrate(ctx, packages, c.kept); err != nil {
		return err
	}
	return c.serveAll(ctx)
}

// packages are those with a mutant that has no verdict.
func (c *campaign) packages() []string {
	var out []string
	for _, dir := range packages {
		for _, m := range c.drawn {
			if _, ok := c.kept.byID[m.ID]; !ok && m.Package == dir {
				out = append(out, dir)
				break
			}
		}
	}
	return out
}

func (c *campaign) serveAll(ctx context.Context) error {
	errs := make([]error, len(c.benches))
	var wg sync.WaitGroup
	for i, b := range c.benches {
		wg.Go(func() { errs[i] = c.serve(ctx, b) })
	}
	wg.Wait()
	return errors.Join(errs...)
}

// serve tries mutants on one bench until there is none, or no time.
func (c *campaign) serve(ctx context.Context, b *bench) error {
	for m := c.take(); m != nil; m = c.take() {
		before := b.used
		verdict, why, err := b.try(ctx, m, b.stagesOf(m.Package), c.kept.limits)
		if err == nil {
			err = c.done(result{*m, verdict, why, (b.used - before).Seconds()})
		}
		if err == nil {
			err = b.prune()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *campaign) take() *mutant {
	c.Lock()
	defer c.Unlock()
	for c.next < len(c.drawn) && time.Now().Before(c.end) {
		m := c.drawn[c.next]
		c.next++
		if _, ok := c.kept.byID[m.ID]; !ok {
			return m
		}
	}
	return nil
}

// done keeps and prints a verdict.
func (c *campaign) done(x result) error {
	c.Lock()
	defer c.Unlock()
	err := c.kept.add(x)
	verdict := x.Verdict
	if x.Why != "" {
		verdict = fmt.Sprintf("killed by %s: %s", x.Verdict, x.Why)
	}
	fmt.Fprintf(c.w, "%d/%d %s %s %s:%d %s (%.0f s)\n", len(c.kept.byID), len(c.drawn), x.ID, x.Operator, x.File, x.Line, verdict, x.Seconds)
	return err
}
