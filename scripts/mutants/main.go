package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

// packages are those whose code is changed.
var packages = []string{"infer", "lower", "ad", "rewrite", "opt", "kernels", "own", "backend/llvm"}

// options are those of the command line.
type options struct {
	n, jobs int
	seed    uint64
	limit   time.Duration
	only    string
	list    bool
	own     bool
}

func main() {
	var o options
	flag.IntVar(&o.n, "n", 300, "how many mutants to draw")
	flag.IntVar(&o.jobs, "j", 2, "how many to try side by side, each on one processor")
	flag.Uint64Var(&o.seed, "seed", 1, "what to draw by")
	flag.DurationVar(&o.limit, "limit", 90*time.Minute, "begin no mutant after this; the next run goes on")
	flag.StringVar(&o.only, "only", "", "draw those only with this in \"FILE OPERATOR ID\"")
	flag.BoolVar(&o.list, "list", false, "list what is drawn, and try nothing")
	flag.BoolVar(&o.own, "own", false, "let the packages' own tests alone judge, and keep those verdicts apart")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Stdout, o); err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(1)
	}
}

// run does a campaign in the module at the working directory.
func run(ctx context.Context, w io.Writer, o options) error {
	root, err := os.Getwd()
	if err != nil {
		return err
	}
	ps, err := load(root, packages)
	if err != nil {
		return err
	}
	drawn := draw(ps, o.n, o.seed, o.only)
	if o.list {
		for _, m := range drawn {
			fmt.Fprintf(w, "%s %s %s:%d\n%s", m.ID, m.Operator, m.File, m.Line, m.Diff)
		}
		return nil
	}
	work := filepath.Join(root, ".cache", "mutants")
	if err := os.MkdirAll(work, 0o777); err != nil {
		return err
	}
	name := "results.jsonl"
	if o.own {
		name = "own.jsonl"
	}
	kept, err := openResults(root, filepath.Join(work, name))
	if err != nil {
		return err
	}
	c := &campaign{w: w, drawn: drawn, kept: kept, end: time.Now().Add(o.limit)}
	for i := range o.jobs {
		at := filepath.Join(work, fmt.Sprint(i))
		c.benches = append(c.benches, &bench{root: root, work: at, cache: filepath.Join(at, "go"), ownOnly: o.own})
	}
	err = c.tryAll(ctx)
	report(w, drawn, kept.byID)
	return err
}
