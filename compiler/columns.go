package compiler

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// columnsOf splits a line of numbers.
func columnsOf(line, delimiter string) []string {
	if delimiter == "" {
		return strings.Fields(line)
	}
	return strings.Split(line, delimiter)
}

// countNumbers is the number of columns of a line, each of them a number.
func countNumbers(line []byte, delimiter string) (int64, error) {
	if n, ok := countDecimals(line, delimiter); ok {
		return n, nil
	}
	return countFields(string(line), delimiter)
}

func countFields(line, delimiter string) (int64, error) {
	fields := columnsOf(line, delimiter)
	for _, f := range fields {
		f = strings.TrimSpace(f)
		var num *strconv.NumError
		// Hexadecimal numbers and underscores are Go's, not NumPy's.
		if _, err := strconv.ParseFloat(f, 64); errors.As(err, &num) && num.Err == strconv.ErrSyntax || strings.ContainsAny(f, "xX_") {
			return 0, fmt.Errorf("%.40q is not a number", f)
		}
	}
	return int64(len(fields)), nil
}

// countDecimals is countNumbers for a line that has nothing but decimals between commas, semicolons, bars or blanks, as most
// have: it reads each byte once and computes no number. It says false of other lines, which may be right or wrong.
func countDecimals(line []byte, delimiter string) (n int64, ok bool) {
	var between byte // 0: any number of blanks
	switch delimiter {
	case "":
	case ",", ";", "|", "\t", " ":
		between = delimiter[0]
	default:
		return 0, false
	}
	for i := skipBlanks(line, 0, between); ; {
		end := decimalEnd(line, i)
		if end == i {
			return 0, false
		}
		n++
		i = skipBlanks(line, end, between)
		switch {
		case i == len(line):
			return n, true
		case between == 0 && i > end:
		case between != 0 && line[i] == between:
			i = skipBlanks(line, i+1, between)
		default:
			return 0, false
		}
	}
}

// skipBlanks is the place of the first byte from i on that is no blank, or delimits.
func skipBlanks(line []byte, i int, delimiter byte) int {
	for i < len(line) && (line[i] == ' ' || line[i] == '\t') && line[i] != delimiter {
		i++
	}
	return i
}

// decimalEnd is where the decimal that begins at i ends, i if none does.
func decimalEnd(line []byte, i int) int {
	start := i
	if i < len(line) && (line[i] == '+' || line[i] == '-') {
		i++
	}
	whole := digitsEnd(line, i)
	digits := whole - i
	i = whole
	if i < len(line) && line[i] == '.' {
		end := digitsEnd(line, i+1)
		digits += end - i - 1
		i = end
	}
	if digits == 0 {
		return start
	}
	if i < len(line) && (line[i] == 'e' || line[i] == 'E') {
		at := i + 1
		if at < len(line) && (line[at] == '+' || line[at] == '-') {
			at++
		}
		if end := digitsEnd(line, at); end > at {
			return end
		}
	}
	return i
}

func digitsEnd(line []byte, i int) int {
	for i < len(line) && '0' <= line[i] && line[i] <= '9' {
		i++
	}
	return i
}
