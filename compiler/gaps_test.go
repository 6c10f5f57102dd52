package compiler_test

import (
	"fmt"
	"maps"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const gapsHead = `# Cases of the language suite that fail, each with the reason. A case that is
# listed here and passes is a failure of the test too.
# go test ./compiler -run TestSuite -gaps rewrites the list.
`

// readGaps reads the known gaps: name and reason a line.
func readGaps(t *testing.T, path string) map[string]string {
	text, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	out := map[string]string{}
	for line := range strings.Lines(string(text)) {
		name, reason, ok := strings.Cut(strings.TrimSpace(line), " ")
		switch {
		case name == "" || strings.HasPrefix(name, "#"):
		case !ok:
			t.Errorf("the known gap %s has no reason", name)
		default:
			out[name] = strings.TrimSpace(reason)
		}
	}
	return out
}

// saveGaps writes the failures; a gap that was known keeps its reason.
func saveGaps(t *testing.T, path string, failures, known map[string]string) {
	var sb strings.Builder
	sb.WriteString(gapsHead)
	for _, name := range slices.Sorted(maps.Keys(failures)) {
		reason := known[name]
		if reason == "" {
			reason = strings.Join(strings.Fields(failures[name]), " ")
			reason = string([]rune(reason)[:min(200, len([]rune(reason)))])
		}
		fmt.Fprintf(&sb, "%s %s\n", name, reason)
	}
	if err := os.WriteFile(path, []byte(sb.String()), 0o666); err != nil {
		t.Fatal(err)
	}
}

var numberRE = regexp.MustCompile(`[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+)`)

// near reports whether two texts agree: to the letter, or in all but numbers
// that are as near as the tolerance says ("4ulp", or relative to at least 1).
// scripts/oracle.py has the same rule.
func near(want, got, tolerance string) bool {
	if want == got {
		return true
	}
	if tolerance == "" || numberRE.ReplaceAllString(want, "#") != numberRE.ReplaceAllString(got, "#") {
		return false
	}
	b := numberRE.FindAllString(got, -1)
	for i, a := range numberRE.FindAllString(want, -1) {
		x, _ := strconv.ParseFloat(a, 64)
		y, _ := strconv.ParseFloat(b[i], 64)
		if math.Abs(x-y) > allowed(x, y, tolerance) {
			return false
		}
	}
	return true
}

func allowed(x, y float64, tolerance string) float64 {
	size := max(math.Abs(x), math.Abs(y))
	if n, ok := strings.CutSuffix(tolerance, "ulp"); ok {
		k, _ := strconv.ParseFloat(n, 64)
		return k * (math.Nextafter(size, math.Inf(1)) - size)
	}
	k, _ := strconv.ParseFloat(tolerance, 64)
	return k * max(1, size)
}
