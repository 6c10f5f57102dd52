package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// lists are the values of an option that takes several, separated by commas or given one by one.
type lists []string

func (l *lists) Set(text string) error {
	for _, part := range strings.Split(strings.TrimPrefix(text, guard), ",") {
		*l = append(*l, strings.TrimSpace(part))
	}
	return nil
}

func (l *lists) Type() string { return "names" }

func (l *lists) String() string { return strings.Join(*l, ",") }

// flags are the options that the commands share.
type flags struct {
	backend string
	llvm    string
	opt     int
	seed    uint64
	time    bool
	color   string
	debug   []string
	json    bool
}

// debugSettings lists what -d turns on.
var debugSettings = []struct{ name, help string }{
	{"dump", "print the IR after each phase and pass, on standard error"},
	{"go-trace", "print Myia's own stack with a bug, on standard error"},
	{"help", "list these settings"},
}

// addOutput adds the options of what is printed, which all commands have.
func (a *app) addOutput(c *cobra.Command) *cobra.Command {
	f := c.Flags()
	f.StringVar(&a.flags.color, "color", "auto", "colours in messages: auto, always or never")
	f.StringArrayVarP(&a.flags.debug, "debug", "d", nil, "turn a debug setting on; -d help lists them")
	f.BoolVar(&a.flags.json, "json", false, "print diagnostics and figures as JSON, one object a line")
	return c
}

// addCompile adds the options of compiling as well.
func (a *app) addCompile(c *cobra.Command) *cobra.Command {
	f := c.Flags()
	f.StringVar(&a.flags.backend, "backend", "auto", "what runs the program: auto, native or vm")
	f.StringVar(&a.flags.llvm, "llvm", "auto", "libLLVM: auto, none or the path of the library")
	f.IntVarP(&a.flags.opt, "optimise", "O", 1, "optimisation: 0 or 1")
	f.Uint64Var(&a.flags.seed, "seed", 0, "seed of the random numbers, until the program sets one")
	return a.addTime(c)
}

// addTime adds the options of what goes through phases or passes.
func (a *app) addTime(c *cobra.Command) *cobra.Command {
	c.Flags().BoolVar(&a.flags.time, "time", false, "print the time of each phase, on standard error")
	return a.addOutput(c)
}

// check says which option has a value that does not exist.
func (f *flags) check() error {
	for _, c := range []struct {
		name, value string
		allowed     []string
	}{
		{"--backend", f.backend, []string{"", "auto", "native", "vm"}},
		{"--color", f.color, []string{"", "auto", "always", "never"}},
		{"-O", fmt.Sprint(f.opt), []string{"0", "1"}},
	} {
		if !slices.Contains(c.allowed, c.value) {
			allowed := slices.DeleteFunc(c.allowed, func(s string) bool { return s == "" })
			return fmt.Errorf("%s is %s, not %q", c.name, strings.Join(allowed, ", "), c.value)
		}
	}
	for _, d := range f.debug {
		if !slices.ContainsFunc(debugSettings, func(s struct{ name, help string }) bool { return s.name == d }) {
			return fmt.Errorf("there is no debug setting %q; -d help lists them", d)
		}
	}
	return nil
}

func (f *flags) has(setting string) bool { return slices.Contains(f.debug, setting) }

func (f *flags) debugHelp() bool { return f.has("help") }

func (a *app) printDebugHelp() error {
	for _, s := range debugSettings {
		fmt.Fprintf(a.out, "%-10s %s\n", s.name, s.help)
	}
	return nil
}

// colorful reports whether messages on standard error have colours.
func (a *app) colorful() bool {
	switch a.flags.color {
	case "always":
		return true
	case "never":
		return false
	}
	return a.world.StderrTerm && a.world.Getenv("NO_COLOR") == "" && a.world.Getenv("TERM") != "dumb"
}
