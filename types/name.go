package types

import (
	"strconv"
	"strings"
	"unicode"
)

// NameText writes a name of IR text: as it is if CutName reads all of it back,
// else in quotes. Bare names are made of letters, digits, any of _.~#^' and
// <words>, such as f.<lambda>#2~3; they do not begin with #.
func NameText(name string) string {
	if n := bareLen(name); n == len(name) && n > 0 {
		return name
	}
	return strconv.Quote(name)
}

// CutName reads the name that s begins with, and gives what follows it. ok is
// false if there is none.
func CutName(s string) (name, rest string, ok bool) {
	if n := bareLen(s); n > 0 {
		return s[:n], s[n:], true
	}
	if q, err := strconv.QuotedPrefix(s); err == nil && q[0] == '"' {
		name, err := strconv.Unquote(q)
		return name, s[len(q):], err == nil
	}
	return "", s, false
}

// bareLen is the length of the bare name that s begins with, 0 if none.
func bareLen(s string) int {
	if strings.HasPrefix(s, "#") {
		return 0
	}
	i := 0
	for i < len(s) {
		n := wordLen(s[i:])
		switch {
		case n > 0:
		case strings.IndexByte(".~#^'", s[i]) >= 0:
			n = 1
		case s[i] == '<':
			n = wordLen(s[i+1:])
			if n == 0 || !strings.HasPrefix(s[i+1+n:], ">") {
				return i
			}
			n += 2
		default:
			return i
		}
		i += n
	}
	return i
}

// wordLen counts the bytes of the letters, digits and _ that s begins with.
func wordLen(s string) int {
	for i, r := range s {
		if r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) {
			continue
		}
		return i
	}
	return len(s)
}
