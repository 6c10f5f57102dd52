package syntax

import (
	"math/big"
	"strconv"
	"strings"
)

// decodeNumber gives the value of a number that the lexer has accepted.
func decodeNumber(text string) any {
	text = strings.ToLower(strings.ReplaceAll(text, "_", ""))
	if len(text) > 1 && text[0] == '0' && strings.IndexByte("xob", text[1]) >= 0 {
		return decodeInt(text[2:], map[byte]int{'x': 16, 'o': 8, 'b': 2}[text[1]])
	}
	if body, ok := strings.CutSuffix(text, "j"); ok {
		return complex(0, decodeFloat(body))
	}
	if strings.ContainsAny(text, ".e") {
		return decodeFloat(text)
	}
	return decodeInt(text, 10)
}

// decodeFloat rounds as Python does; what is too large is infinite.
func decodeFloat(text string) float64 {
	f, _ := strconv.ParseFloat(text, 64)
	return f
}

func decodeInt(digits string, base int) any {
	if v, err := strconv.ParseInt(digits, base, 64); err == nil {
		return v
	}
	v, _ := new(big.Int).SetString(digits, base)
	return v
}
