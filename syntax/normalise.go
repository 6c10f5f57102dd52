package syntax

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed nfkc.txt
var nfkcText string

// nfkcTable is Unicode's data for normalising identifiers; see
// testdata/gen_nfkc.py.
type nfkcTable struct {
	decomposed map[rune][]rune
	class      map[rune]int
	composed   map[[2]rune]rune
}

// nfkc reads the table when a name outside ASCII needs it for the first time.
var nfkc = sync.OnceValue(func() *nfkcTable {
	t := &nfkcTable{map[rune][]rune{}, map[rune]int{}, map[[2]rune]rune{}}
	for line := range strings.Lines(nfkcText) {
		f := strings.Fields(line)
		switch f[0] {
		case "d":
			for _, x := range f[2:] {
				t.decomposed[codePoint(f[1])] = append(t.decomposed[codePoint(f[1])], codePoint(x))
			}
		case "p":
			t.composed[[2]rune{codePoint(f[1]), codePoint(f[2])}] = codePoint(f[3])
		case "c":
			class, _ := strconv.Atoi(f[1])
			for _, x := range f[2:] {
				t.class[codePoint(x)] = class
			}
		}
	}
	return t
})

func codePoint(hex string) rune {
	v, _ := strconv.ParseUint(hex, 16, 32)
	return rune(v)
}

// normalise gives the NFKC form of an identifier, which Python compares: in
// it, for example, the micro sign is the letter mu (Unicode Annex 15).
func normalise(name string) string {
	ascii := true
	for i := range len(name) {
		ascii = ascii && name[i] < utf8.RuneSelf
	}
	if ascii {
		return name
	}
	t := nfkc()
	return string(t.compose(t.decompose(name)))
}

// decompose replaces characters by their parts and puts combining marks in
// canonical order.
func (t *nfkcTable) decompose(name string) []rune {
	var out []rune
	for _, r := range name {
		switch d, ok := t.decomposed[r]; {
		case ok:
			out = append(out, d...)
		case hangulBase <= r && r < hangulBase+hangulCount:
			out = append(out, hangulParts(r)...)
		default:
			out = append(out, r)
		}
	}
	for i := 0; i < len(out); {
		if t.class[out[i]] == 0 {
			i++
			continue
		}
		j := i
		for j < len(out) && t.class[out[j]] != 0 {
			j++
		}
		slices.SortStableFunc(out[i:j], func(a, b rune) int { return t.class[a] - t.class[b] })
		i = j
	}
	return out
}

// compose joins each mark to the last starter before it, if nothing between
// them blocks it.
func (t *nfkcTable) compose(in []rune) []rune {
	var out []rune
	starter, last := -1, 0 // the index of the starter, and the class of the rune before
	for _, r := range in {
		class := t.class[r]
		if starter >= 0 && (last < class || last == 0 && starter == len(out)-1) {
			if c, ok := t.pair(out[starter], r); ok {
				out[starter] = c
				continue
			}
		}
		if class == 0 {
			starter = len(out)
		}
		last = class
		out = append(out, r)
	}
	return out
}

func (t *nfkcTable) pair(a, b rune) (rune, bool) {
	switch {
	case hangulL <= a && a < hangulL+hangulLs && hangulV <= b && b < hangulV+hangulVs:
		return hangulBase + ((a-hangulL)*hangulVs+(b-hangulV))*hangulTs, true
	case hangulBase <= a && a < hangulBase+hangulCount && (a-hangulBase)%hangulTs == 0 && hangulT < b && b < hangulT+hangulTs:
		return a + b - hangulT, true
	}
	c, ok := t.composed[[2]rune{a, b}]
	return c, ok
}

// Hangul syllables are computed (The Unicode Standard, section 3.12).
const (
	hangulBase, hangulL, hangulV, hangulT = 0xAC00, 0x1100, 0x1161, 0x11A7
	hangulLs, hangulVs, hangulTs          = 19, 21, 28
	hangulCount                           = hangulLs * hangulVs * hangulTs
)

func hangulParts(r rune) []rune {
	s := r - hangulBase
	parts := []rune{hangulL + s/(hangulVs*hangulTs), hangulV + s%(hangulVs*hangulTs)/hangulTs}
	if s%hangulTs != 0 {
		parts = append(parts, hangulT+s%hangulTs)
	}
	return parts
}
