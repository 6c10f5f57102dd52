package compiler

import (
	"strings"
	"testing"
)

// TestCountDecimals checks that the quick count of a line's columns says nothing else than the full one, and that it takes
// the lines that data files have.
func TestCountDecimals(t *testing.T) {
	const common = 6
	lines := []string{
		"0,0,5,13", "1.5,-2,+3.,.25", "1e5,2.5E-3,1e+07", " 1 , 2\t,3 ", "7", "1,2,3 ",
		"1,,2", "1,2,", ",1", "1 2,3", "1e,2", "1.2.3,4", "--1", ".", "+", "-.e1", "0x10,1", "1_0,2", "nan,inf", "1e999,2", "a", "", " ", "1,\u00a02", "1,2x",
	}
	for i, line := range lines {
		quick := 0
		for _, delimiter := range []string{"", ",", ";", "|", "\t", " ", "1", "e", ", "} {
			text := strings.ReplaceAll(line, ",", delimiter)
			if delimiter == "" {
				text = strings.ReplaceAll(line, ",", " ")
			}
			n, ok := countDecimals([]byte(text), delimiter)
			if !ok {
				continue
			}
			quick++
			if want, err := countFields(text, delimiter); n != want || err != nil {
				t.Errorf("%q between %q: %d columns, want %d, %v", text, delimiter, n, want, err)
			}
		}
		if i < common && quick < 4 {
			t.Errorf("%q is counted quickly between %d delimiters only", line, quick)
		}
	}
}
