package text_test

import (
	"bufio"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/myia-lang/myia/text"
)

// TestFormats formats what scripts/formats.py has drawn: the texts are CPython's, and what it refuses is refused.
func TestFormats(t *testing.T) {
	file, err := os.Open("../testdata/conformance/formats.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines, wrong := 0, 0
	for in := bufio.NewScanner(file); in.Scan(); lines++ {
		parts := strings.Split(in.Text(), "\t")
		want, refused := parts[2], !strings.HasPrefix(parts[2], "'") && !strings.HasPrefix(parts[2], `"`)
		got, err := text.Format(literal(parts[0]), unquote(parts[1]))
		if (err != nil) != refused || !refused && got != unquote(want) {
			if wrong++; wrong <= 40 {
				t.Errorf("format(%s, %s) gives %q, %v; CPython gives %s", parts[0], parts[1], got, err, want)
			}
		}
	}
	if wrong > 40 {
		t.Errorf("%d in all", wrong)
	}
	if lines < 10_000 {
		t.Errorf("%d lines", lines)
	}
}

// literal is the value of a repr.
func literal(s string) any {
	switch s {
	case "True", "False":
		return s == "True"
	case "inf", "-inf", "nan":
		return map[string]float64{"inf": math.Inf(1), "-inf": math.Inf(-1), "nan": math.NaN()}[s]
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return n
	}
	if x, err := strconv.ParseFloat(s, 64); err == nil {
		return x
	}
	return unquote(s)
}

// unquote reads Python's repr of a text.
func unquote(s string) string {
	out, err := strconv.Unquote(`"` + strings.ReplaceAll(s[1:len(s)-1], `"`, `\"`) + `"`)
	if err != nil {
		panic(s)
	}
	return out
}
