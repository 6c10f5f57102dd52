package typed

import (
	"fmt"
	"strconv"
	"strings"
)

func (k Known) String() string {
	if !k.Ok {
		return "_"
	}
	return KnownText(k.V)
}

// KnownText prints a known value canonically.
func KnownText(v any) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case []any:
		parts := make([]string, len(v))
		for i, x := range v {
			parts[i] = KnownText(x)
		}
		return "(" + strings.Join(parts, ",") + ")"
	case string:
		return fmt.Sprintf("%q", v)
	case float64:
		return fmt.Sprintf("%x", v)
	case Unknown:
		return "?"
	}
	return fmt.Sprint(v)
}

// Read reads what String wrote.
func (Known) Read(s string) (k any, rest string, err error) {
	if rest, ok := strings.CutPrefix(s, "_"); ok {
		return Known{}, rest, nil
	}
	v, rest, err := readKnown(s, maxKnown)
	return Known{v, true}, rest, err
}

// maxKnown bounds how deep known values in a text are nested.
const maxKnown = 200

// readKnown reads what KnownText wrote. Parts have commas between them, and maybe blanks.
func readKnown(s string, depth int) (v any, rest string, err error) {
	switch {
	case depth == 0:
		return nil, s, fmt.Errorf("a value is nested more than %d deep", maxKnown)
	case strings.HasPrefix(s, "?"):
		return Unknown{}, s[1:], nil
	case strings.HasPrefix(s, "("):
		return readParts(s[1:], depth-1)
	case strings.HasPrefix(s, `"`):
		q, err := strconv.QuotedPrefix(s)
		if err != nil {
			return nil, s, fmt.Errorf("want a string in quotes")
		}
		text, err := strconv.Unquote(q)
		return text, s[len(q):], err
	}
	n := strings.IndexAny(s, ",)]} ")
	if n < 0 {
		n = len(s)
	}
	word, rest := s[:n], s[n:]
	switch word {
	case "None":
		return nil, rest, nil
	case "true", "false":
		return word == "true", rest, nil
	}
	if x, err := strconv.ParseInt(word, 10, 64); err == nil {
		return x, rest, nil
	}
	if x, err := strconv.ParseFloat(word, 64); err == nil {
		return x, rest, nil
	}
	return nil, s, fmt.Errorf("want a known value, or _")
}

// readParts reads known values up to the closing parenthesis.
func readParts(s string, depth int) (v any, rest string, err error) {
	parts := []any{}
	if rest, ok := strings.CutPrefix(s, ")"); ok {
		return parts, rest, nil
	}
	for {
		x, after, err := readKnown(strings.TrimLeft(s, " "), depth)
		if err != nil {
			return nil, after, err
		}
		parts = append(parts, x)
		if rest, ok := strings.CutPrefix(after, ")"); ok {
			return parts, rest, nil
		}
		var ok bool
		if s, ok = strings.CutPrefix(after, ","); !ok {
			return nil, after, fmt.Errorf("want , or )")
		}
	}
}
