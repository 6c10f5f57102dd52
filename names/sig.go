package names

import (
	"strconv"
	"strings"
)

// Sig is a parsed signature.
type Sig struct {
	Params  []Param
	Star    int  // index of *args, or -1
	Options bool // takes any keyword
}

// Param is a parameter.
type Param struct {
	Name       string
	Static     bool // must be known at compile time
	PosOnly    bool
	KwOnly     bool
	HasDefault bool
	Default    any // nil is None
}

// ParseSig parses a signature, such as "a, axis!=None, *, keepdims!=False".
func ParseSig(text string) Sig {
	s := Sig{Star: -1}
	kw := false
	for _, part := range parameters(text) {
		part = strings.TrimSpace(part)
		switch {
		case part == "":
		case part == "*":
			kw = true
		case part == "/":
			for i := range s.Params {
				s.Params[i].PosOnly = true
			}
		case strings.HasPrefix(part, "**"):
			s.Options = true
		case strings.HasPrefix(part, "*"):
			s.Star = len(s.Params)
			s.Params = append(s.Params, parseParam(strings.TrimPrefix(part, "*"), false))
			kw = true
		default:
			s.Params = append(s.Params, parseParam(part, kw))
		}
	}
	return s
}

// parameters splits a signature at the commas between parameters.
func parameters(text string) []string {
	depth := 0
	return strings.FieldsFunc(text, func(r rune) bool {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		}
		return r == ',' && depth == 0
	})
}

// Bound is a signature's text without the first parameter, as methods have it.
func Bound(text string) string {
	_, rest, _ := strings.Cut(text, ", ")
	return rest
}

func parseParam(part string, kw bool) Param {
	name, def, has := strings.Cut(part, "=")
	p := Param{Name: strings.TrimSuffix(name, "!"), Static: strings.HasSuffix(name, "!"), KwOnly: kw, HasDefault: has}
	if has {
		p.Default = parseDefault(def)
	}
	return p
}

func parseDefault(s string) any {
	switch s {
	case "None":
		return nil
	case "True":
		return true
	case "False":
		return false
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return n
	}
	if x, err := strconv.ParseFloat(s, 64); err == nil {
		return x
	}
	return strings.Trim(s, `"'`)
}

// Static reports whether argument i must be known. Arguments past *args take
// its rule.
func (s Sig) Static(i int) bool {
	if s.Star >= 0 && i >= s.Star {
		i = s.Star
	}
	return i < len(s.Params) && s.Params[i].Static
}

// Name of parameter i.
func (s Sig) Name(i int) string {
	if i < len(s.Params) {
		return s.Params[i].Name
	}
	return "argument " + strconv.Itoa(i+1)
}

// Positional gives the least and the largest number of arguments without a
// name; the latter is -1 for any number.
func (s Sig) Positional() (least, most int) {
	for i, p := range s.Params {
		switch {
		case i == s.Star:
			most = -1
		case p.KwOnly:
		default:
			most++
			if p.PosOnly && !p.HasDefault {
				least++
			}
		}
	}
	if s.Star >= 0 {
		most = -1
	}
	return least, most
}

// Keywords are the names that arguments may have.
func (s Sig) Keywords() []string {
	var out []string
	for i, p := range s.Params {
		if i != s.Star && !p.PosOnly {
			out = append(out, p.Name)
		}
	}
	return out
}
