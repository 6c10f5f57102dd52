package compiler_test

import (
	"fmt"
	"strings"
)

// growing is a family of programs that are generated at any size: f(x) of a
// float, of about n lines or parts.
type growing struct {
	name string
	make func(n int) string
	grad bool // differentiated
}

var growingPrograms = []growing{
	{"calls in a chain", chainOfCalls, true},
	{"calls of one function by two", dagOfCalls, true},
	{"calls side by side", callsSideBySide, true},
	{"calls in a tree", treeOfCalls, true},
}

// lines joins what line gives for 0 … n-1.
func lines(n int, line func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(line(i))
		b.WriteByte('\n')
	}
	return b.String()
}

func chainOfCalls(n int) string {
	return "def f0(x):\n    return x * x\n" + lines(n-1, func(i int) string {
		return fmt.Sprintf("def f%d(x):\n    return f%d(x) * 0.999 + 0.001", i+1, i)
	}) + fmt.Sprintf("f = f%d\n", n-1)
}

// dagOfCalls would run for 2^n calls, so it does not.
func dagOfCalls(n int) string {
	return "def f0(x):\n    return x * x\n" + lines(n-1, func(i int) string {
		return fmt.Sprintf("def f%d(x):\n    return 0.5 * f%d(x * 0.9) + 0.5 * f%d(x)", i+1, i, i)
	}) + fmt.Sprintf("def f(x):\n    return f%d(x) if x > 100.0 else x\n", n-1)
}

func callsSideBySide(n int) string {
	return lines(n, func(i int) string { return fmt.Sprintf("def f%d(x):\n    return (x * %d.5) * x + %d.0", i, i, i) }) +
		"def f(x):\n    s = 0.0\n" + lines(n, func(i int) string { return fmt.Sprintf("    s = s + f%d(x)", i) }) + "    return s\n"
}

func treeOfCalls(n int) string {
	return lines(n, func(k int) string {
		i := n - 1 - k
		left, right := 2*i+1, 2*i+2
		switch {
		case right < n:
			return fmt.Sprintf("def f%d(x):\n    return 0.5 * f%d(x * 0.9) + 0.5 * f%d(x)", i, left, right)
		case left < n:
			return fmt.Sprintf("def f%d(x):\n    return 0.5 * f%d(x * 0.9)", i, left)
		}
		return fmt.Sprintf("def f%d(x):\n    return x * x + %d.0", i, i)
	}) + "f = f0\n"
}
