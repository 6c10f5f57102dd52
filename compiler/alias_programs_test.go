package compiler_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/source"
)

// verdict is what became of a program that makes aliases: there is a problem, or it is refused, or it does the same in all
// configurations.
type verdict struct {
	problem string
	conf    config // where the problem is
	refused string // what is said, and the statement that it is said of; of two names of an object, that which made them two
	native  bool   // it ran as compiled code, too
	raised  bool   // it ends by an exception
}

// judge compares what a program prints, and how it ends, on the interpreter of surface IR with what it does in the
// configurations. The statements are those of its lines, if they are known; a run that is longer than the limit is a problem.
func judge(text string, statements []string, confs []config, limit time.Duration) (v verdict) {
	defer func() {
		if p := recover(); p != nil {
			v.problem = fmt.Sprintf("panic: %v", p)
		}
	}()
	p := compiler.FromText("main.py", text)
	want := interpretedWithin(p, limit)
	if want.status > 1 {
		v.problem = "interpreter: " + want.stderr
		return v
	}
	v.raised = want.raised != nil
	for _, conf := range confs {
		v.conf = conf
		got, errs := compiledAndRun(p, conf)
		switch {
		case len(errs) > 0:
			v.refused, v.problem = refusal(errs, statements, want)
			return v
		case got.stdout != want.stdout || got.stderr != want.stderr:
			v.problem = fmt.Sprintf("outputs differ: the interpreter of surface IR prints\n%s%s%s prints\n%s%s", want.stdout, want.stderr, conf, got.stdout, got.stderr)
			return v
		}
		v.native = v.native || conf.backend == compiler.Native
	}
	return v
}

// compiledAndRun compiles and runs a program in one configuration.
func compiledAndRun(p *compiler.Program, conf config) (got outcome, errs diag.List) {
	var out bytes.Buffer
	comp, errs := p.Compile(compiler.Call{}, compiler.Options{Backend: conf.backend, Stage: conf.stage, Opt: conf.opt, Out: &out, Verify: true})
	if len(errs) > 0 {
		return got, errs
	}
	ctx, cancel := context.WithTimeout(context.Background(), caseLimit)
	defer cancel()
	_, err := comp.Call(ctx)
	got.stdout = out.String()
	if r, ok := compiler.IsRaised(err); ok {
		got.stderr = compiler.Traceback(r)
	} else if err != nil {
		got.stderr = err.Error()
	}
	return got, nil
}

// refusal says for what a program is refused. It is a problem that a program which does not raise is told to be wrong, if
// nothing in it is not taken.
func refusal(errs diag.List, statements []string, want outcome) (refused, problem string) {
	of := func(s source.Span) string {
		if !s.IsValid() || statements == nil {
			return ""
		}
		return statements[s.File.Position(s.Start).Line-1]
	}
	i := slices.IndexFunc(errs, func(d *diag.Diagnostic) bool { return d.Kind == diag.Limit })
	switch {
	case slices.ContainsFunc(errs, func(d *diag.Diagnostic) bool { return d.Kind == diag.Bug }), i < 0 && want.raised == nil:
		return "", "told: " + errs.Error()
	case i < 0:
		return "", ""
	}
	d := errs[i]
	at := of(d.Span)
	for _, r := range d.Related {
		if strings.HasPrefix(r.Message, "it came to have another name") {
			at = of(r.Span)
		}
	}
	return fmt.Sprintf("%s %s: %s", d.Code, d.Message, at), ""
}

// aliasConfigs are the configurations that the program of a seed is tried in: typed IR and the virtual machine, and some
// of the programs in all.
func aliasConfigs(seed uint64, native bool) []config {
	return slices.DeleteFunc(configs(), func(c config) bool {
		switch {
		case c.backend == compiler.Native:
			return !native || c.opt == 0 && seed%40 != 0
		case c.stage == compiler.Surface:
			return true
		}
		return c.stage != compiler.Typed && c.opt == 0 && seed%8 != 0
	})
}

// smaller is a program that makes aliases with fewer lines, which has a problem of the same kind in the same configuration.
func smaller(text string, conf config) string {
	return reduced(text, func(less string) string { return judge(less, nil, []config{conf}, time.Second).problem })
}

// aliasTally counts what became of programs, and for what they are refused.
type aliasTally struct {
	Programs, Taken, Raised, Native int
	Refused                         map[string]int
	Problems                        []string
}

// add judges the program of a seed and counts it.
func (t *aliasTally) add(mu *sync.Mutex, seed uint64, native bool) {
	text, statements := newAliases(seed).program()
	v := judge(text, statements, aliasConfigs(seed, native), caseLimit)
	if v.problem != "" && *reduceThem {
		text = smaller(text, v.conf)
	}
	if v.problem != "" {
		v.problem = fmt.Sprintf("seed %d: %s\n%s", seed, v.problem, strings.TrimPrefix(text, aliasPreamble))
	}
	mu.Lock()
	defer mu.Unlock()
	t.Programs++
	switch {
	case v.problem != "":
		t.Problems = append(t.Problems, v.problem)
	case v.refused != "":
		t.Refused[v.refused]++
	default:
		t.Taken++
		t.Raised += b2i(v.raised)
		t.Native += b2i(v.native)
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// String is the share that is taken, and a line for each thing that programs are refused for.
func (t *aliasTally) String() string {
	var s strings.Builder
	fmt.Fprintf(&s, "programs that make aliases: n=%d, taken %d, of which %d raise and %d ran as compiled code; %d problems\n", t.Programs, t.Taken, t.Raised, t.Native, len(t.Problems))
	for _, k := range sortedByCount(t.Refused) {
		fmt.Fprintf(&s, "  refused %6d %5.1f %%  %s\n", t.Refused[k], 100*float64(t.Refused[k])/float64(t.Programs), k)
	}
	return s.String()
}

// sortedByCount gives the keys from the commonest on.
func sortedByCount(counts map[string]int) []string {
	keys := make([]string, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return strings.Compare(a, b)
	})
	return keys
}

// TestAliases runs random programs that make aliases and change objects: each does on typed IR, on the virtual machine and
// as compiled code what it does on the interpreter of surface IR, or is refused.
func TestAliases(t *testing.T) {
	if *aliasCount > 0 {
		campaign(t, *aliasCount)
		return
	}
	n := 1000
	if testing.Short() {
		n = 150
	}
	if *seedCount > 0 {
		n = int(*seedCount)
	}
	var mu sync.Mutex
	all := aliasTally{Refused: map[string]int{}}
	sideBySide(n, func(i int) { all.add(&mu, *firstSeed+uint64(i), i%3 == 0) })
	for _, p := range all.Problems {
		t.Error(p)
	}
	fmt.Print(all.String())
	if all.Taken*5 < n {
		t.Errorf("%d of %d programs are taken", all.Taken, n)
	}
}
