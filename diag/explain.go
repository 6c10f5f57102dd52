package diag

import (
	"slices"
	"strings"
)

const (
	shownLines   = 16 // longer examples are cut
	shownColumns = 96
)

// Explain gives the text of myia explain: title, explanation, an example and
// how to put it right.
func (e Entry) Explain() string {
	var b strings.Builder
	b.WriteString(string(e.Code) + ": " + e.Title + "\n\n" + fold(e.Explanation) + "\n")
	if e.Example != "" {
		b.WriteString("\nFor example\n\n" + indent(shown(e.Example)))
	}
	if e.Repair != "" {
		b.WriteString("\nInstead\n\n" + indent(shown(e.Repair)))
	}
	return b.String()
}

// areaTitles names the areas of the codes in docs/errors.md.
var areaTitles = []struct{ prefix, title string }{
	{"E01", "Syntax"}, {"E02", "Names"}, {"E03", "Types"}, {"E04", "Shapes"}, {"E05", "Mutation"},
	{"E06", "Derivatives"}, {"E07", "Command line and files"}, {"L00", "Limits of the language"},
	{"L03", "Limits of types"}, {"L04", "Limits of arrays"}, {"L06", "Limits of derivatives"},
	{"L07", "Limits of the command"}, {"B00", "Bugs"},
}

const markdownHead = `# Diagnostics

Codes beginning with E are mistakes in a program, with L limits of this version of Myia, with B bugs of Myia.
` + "`myia explain CODE`" + ` prints an entry. Every example is a test: it gives its code and no other, and what
follows it compiles.

This file is generated: ` + "`go generate ./diag`" + `.
`

// Markdown gives the text of docs/errors.md.
func Markdown() string {
	var b strings.Builder
	b.WriteString(markdownHead)
	all := All()
	for _, area := range areaTitles {
		b.WriteString("\n## " + area.title + "\n")
		for _, e := range all {
			if strings.HasPrefix(string(e.Code), area.prefix) {
				e.markdown(&b)
			}
		}
	}
	return b.String()
}

func (e Entry) markdown(b *strings.Builder) {
	b.WriteString("\n### " + string(e.Code) + ": " + plain.Replace(e.Title) + "\n\n" + fold(plain.Replace(e.Explanation)) + "\n")
	language := "python"
	if strings.HasPrefix(e.Example, "myia ") {
		language = "sh"
	}
	for i, text := range []string{e.Example, e.Repair} {
		if text == "" {
			continue
		}
		if i == 1 {
			b.WriteString("\nInstead:\n")
		}
		b.WriteString("\n```" + language + "\n" + shown(text) + "```\n")
	}
}

// plain keeps Markdown from reading marks in a text.
var plain = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "<", `\<`, "[", `\[`, "]", `\]`)

// shown cuts what is too long to read.
func shown(text string) string {
	lines := strings.Split(strings.TrimRight(printable(text), "\n"), "\n")
	for i, l := range lines {
		if r := []rune(l); len(r) > shownColumns {
			lines[i] = string(r[:shownColumns/2]) + " ... " + string(r[len(r)-shownColumns/4:])
		}
	}
	if n := len(lines); n > shownLines {
		lines = slices.Concat(lines[:shownLines/2], []string{"..."}, lines[n-shownLines/4:])
	}
	return strings.Join(lines, "\n") + "\n"
}

func indent(text string) string {
	return "    " + strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", "\n    ") + "\n"
}

// foldWidth is the width of explanations.
const foldWidth = 100

// fold breaks a paragraph into lines.
func fold(text string) string {
	var b strings.Builder
	column := 0
	for i, word := range strings.Fields(text) {
		switch n := len([]rune(word)); {
		case i == 0:
			column = n
		case column+1+n > foldWidth:
			b.WriteByte('\n')
			column = n
		default:
			b.WriteByte(' ')
			column += 1 + n
		}
		b.WriteString(word)
	}
	return b.String()
}

// Near lists the codes that are like a text, the nearest first: those a
// mistyped digit or letter away, or else those of the same area.
func Near(text string) []Entry {
	var out []Entry
	for limit := 1; limit <= 2 && len(out) == 0; limit++ {
		for _, e := range All() {
			if within(text, string(e.Code), limit+1) == limit {
				out = append(out, e)
			}
		}
	}
	return out[:min(len(out), maxNear)]
}

// maxNear is how many codes are offered for one that does not exist.
const maxNear = 8
