package llvm

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/myia-lang/myia/golden"
)

// TestTexts writes each program of opt IR as LLVM's text: what is defined, and the entry if the module has one. An
// archive may say for which host: the bytes of a vector register, and half if it has instructions for half floats.
func TestTexts(t *testing.T) {
	golden.Run(t, 1, func(t *testing.T, in map[string]string) string {
		m := golden.Read(t, in["in"])
		o := Options{Runtime: Runtime{Interrupt: 304, RngSeed: 696, RngCounter: 704, Consts: 712}}
		if host := strings.Fields(in["host"]); len(host) > 0 {
			o.VectorBytes, _ = strconv.Atoi(host[0])
			o.Half = slices.Contains(host, "half")
		}
		if m.Entry == "" {
			for _, f := range m.Funcs {
				o.Entries = append(o.Entries, f.Name)
			}
		}
		p, err := Emit(m, o)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		for _, x := range p.Texts {
			out.WriteString(defined(x.IR, m.Entry != ""))
		}
		return out.String()
	})
}

var elementaryText = regexp.MustCompile(`^define \S+ .*@myia_tanh`)

// defined are the constants and functions that a text defines, but for elementary functions, which are of package emit.
func defined(text string, entries bool) string {
	var out strings.Builder
	for part := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		function := strings.HasPrefix(part, "define ")
		if strings.HasPrefix(part, "@") || function && !elementaryText.MatchString(part) && (entries || !strings.Contains(part, " @e.")) {
			out.WriteString(part + "\n\n")
		}
	}
	return out.String()
}
