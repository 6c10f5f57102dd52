package golden

import (
	"fmt"
	"maps"
	"slices"
	"testing"
)

// DeleteEach deletes one entry of a table after the other and wants a gap to be found each time. An entry of which excuse
// says something may be missed.
func DeleteEach[T any](t *testing.T, what string, table map[string]T, gaps func(map[string]T) []string, excuse func(name string) string) {
	for _, name := range slices.Sorted(maps.Keys(table)) {
		mutant := maps.Clone(table)
		delete(mutant, name)
		verdict := "killed by test"
		if len(gaps(mutant)) == 0 {
			if verdict = excuse(name); verdict == "" {
				verdict = "LIVED"
				t.Errorf("nobody misses the %s of %s", what, name)
			}
		}
		fmt.Printf("mutant: %-16s %-20s %s\n", what, name, verdict)
	}
}

// NoExcuse has none.
func NoExcuse(string) string { return "" }
