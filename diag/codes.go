package diag

import "slices"

// Entry describes one code for myia explain and for docs/errors.md.
type Entry struct {
	Code        Code
	Title       string // a few words, lower-case start
	Explanation string // what is wrong, why it is an error, what to do; may have paragraphs
	Example     string // a program that triggers it; a test compiles each one
	Repair      string // the example put right; a test compiles each one
}

// Bugs of Myia itself.
const InternalError Code = "B0001"

var bugEntries = []Entry{{
	Code:        InternalError,
	Title:       "a bug in Myia",
	Explanation: "Myia contradicted itself. The program may be right or wrong; the message is never about it. Please report it with what the message asks for.",
}}

// areas lists the tables of the areas, in the order of the codes: E01 syntax,
// E02 names, E03 types, E04 shapes, E05 ownership, E06 derivatives, E07 command
// line and files, E08 run time, L00 limits, B00 bugs. Each area has a file
// codes_AREA.go with constants and a table, and one line here.
var areas = [][]Entry{
	syntaxEntries,
	frontendEntries,
	typeEntries,
	shapeEntries,
	derivativeEntries,
	cliEntries,
	bugEntries,
}

// All returns every entry, ordered by code.
func All() []Entry {
	all := slices.Concat(areas...)
	slices.SortStableFunc(all, func(a, b Entry) int {
		switch {
		case a.Code < b.Code:
			return -1
		case a.Code > b.Code:
			return 1
		}
		return 0
	})
	return all
}

// Lookup returns the entry of a code, and whether there is one.
func Lookup(code Code) (Entry, bool) {
	for _, area := range areas {
		for _, e := range area {
			if e.Code == code {
				return e, true
			}
		}
	}
	return Entry{}, false
}
