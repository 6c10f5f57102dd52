package compiler_test

import (
	"fmt"
	"strings"

	"github.com/myia-lang/myia/diag"
)

// growing is a family of programs that are generated at any size, of about n
// lines or parts: f(x) of a float, or a script.
type growing struct {
	name    string
	make    func(n int) string
	grad    bool      // differentiated
	script  bool      // there is no f
	refused diag.Code // with which programs of more than most parts are refused
	most    int
	n       int  // the size at which make test counts nodes, instead of 250
	square  bool // the nodes are as many as the square of the parts
}

var growingPrograms = []growing{
	{name: "calls in a chain", make: chainOfCalls, grad: true},
	{name: "an axis down a chain", make: axisDownAChain, grad: true},
	{name: "an axis for each function", make: axisForEach, grad: true},
	{name: "calls of one function by two", make: dagOfCalls, grad: true},
	{name: "calls side by side", make: callsSideBySide, grad: true},
	{name: "calls in a tree", make: treeOfCalls, grad: true},
	{name: "a long list", make: longList, grad: true},
	{name: "elif chain", make: elifChain},
	{name: "elif chain of curves", make: elifCurves, grad: true, n: 100},
	{name: "early returns", make: earlyReturns},
	{name: "breaks in a loop", make: breaksInALoop},
	{name: "carried variables", make: carriedVariables, grad: true},
	{name: "optional variables", make: optionalVariables, grad: true},
	{name: "a boolean chain", make: booleanChain},
	{name: "loops in turn", make: loopsInTurn, grad: true},
	{name: "parts of an f-string", make: partsOfText},
	{name: "calls in a ring", make: ringOfCalls, grad: true},
	{name: "calls in a bridged ring", make: bridgedRing, grad: true},
	{name: "one of many classes", make: oneOfManyClasses, grad: true, n: 16, refused: diag.LargeUnion, most: 32},
	{name: "a recursive union of classes", make: recursiveUnion, grad: true, n: 5, square: true, refused: diag.LargeUnion, most: 31},
	{name: "a ring of many types", make: ringOfTypes, grad: true, refused: diag.LargeUnion, most: 32},
	{name: "records of many classes", make: manyRecords, grad: true, n: 60},
	{name: "classes in a chain", make: classesInAChain, grad: true, n: 60, refused: diag.DeepType, most: 255},
	{name: "nested tuples", make: nestedTuples, grad: true, n: 100, refused: diag.DeepType, most: 254},
	{name: "nested brackets", make: nestedBrackets, refused: diag.TooDeep, most: 200},
	{name: "a growing tuple", make: growingTuple, grad: true},
	{name: "a long tuple", make: longTuple, grad: true},
	{name: "a growing argument", make: growingArgument, grad: true},
	{name: "a long dict", make: longDict, grad: true},
	{name: "undefined names", make: undefinedNames, refused: diag.UndefinedName},
	{name: "undefined functions", make: undefinedFunctions, refused: diag.UndefinedName},
	{name: "unknown attributes", make: unknownAttributes, refused: diag.NoAttribute},
	{name: "type errors", make: typeErrors, refused: diag.BadOperand},
	{name: "lines of the generator", make: generatedLines, script: true, n: 1000},
}

// longList has ten numbers for each part.
func longList(n int) string {
	return "XS = [\n" + lines(10*n, func(i int) string { return fmt.Sprintf("    %d.5,", i) }) + "]\n" +
		"def f(x):\n    s = x\n    for v in XS:\n        s = s + v * x\n    return s\n"
}

func elifChain(n int) string {
	return "def f(x):\n    if x < 0.0:\n        s = x\n" +
		lines(n, func(i int) string { return fmt.Sprintf("    elif x < %d.0:\n        s = x * %d.0", i, i) }) +
		"    else:\n        s = 0.0\n    return s\n"
}

// elifCurves has a number in each branch that its derivative needs.
func elifCurves(n int) string {
	return "import math\ndef f(x):\n    if x < 0.0:\n        s = x\n" +
		lines(n, func(i int) string { return fmt.Sprintf("    elif x < %d.0:\n        s = math.exp(x * %d.0)", i, i) }) +
		"    else:\n        s = 0.0\n    return s\n"
}

func earlyReturns(n int) string {
	return "def f(x):\n" + lines(n, func(i int) string { return fmt.Sprintf("    if x < %d.0:\n        return x * %d.0", i, i) }) + "    return x\n"
}

func breaksInALoop(n int) string {
	return "def f(x):\n    s = x\n    for i in range(1000):\n" +
		lines(n, func(i int) string {
			return fmt.Sprintf("        if s > %d.0:\n            break\n        s = s + 0.5", i+10)
		}) + "    return s\n"
}

func carriedVariables(n int) string {
	return "def f(x):\n" + lines(n, func(i int) string { return fmt.Sprintf("    a%d = x", i) }) + "    for i in range(5):\n" +
		lines(n, func(i int) string { return fmt.Sprintf("        a%d = a%d * x + %d.0", i, i, i) }) +
		"    s = 0.0\n" + lines(n, func(i int) string { return fmt.Sprintf("    s = s + a%d", i) }) + "    return s\n"
}

// optionalVariables are None until a path sets them.
func optionalVariables(n int) string {
	return "def f(x):\n    s = 0.0\n" + lines(n, func(i int) string { return fmt.Sprintf("    a%d = None", i) }) +
		lines(n, func(i int) string { return fmt.Sprintf("    if x > %d.0:\n        a%d = x * %d.0", i, i, i) }) +
		lines(n, func(i int) string { return fmt.Sprintf("    if a%d is not None:\n        s = s + a%d", i, i) }) + "    return s\n"
}

func booleanChain(n int) string {
	return "def f(x):\n    ok = x > 0.0" + strings.ReplaceAll(lines(n, func(i int) string { return fmt.Sprintf(" and x != %d.0", i+1) }), "\n", "") +
		"\n    return 1.0 if ok else x\n"
}

func loopsInTurn(n int) string {
	return "def f(x):\n    s = x\n" + lines(n, func(i int) string { return fmt.Sprintf("    for i in range(3):\n        s = s * 0.5 + %d.0", i) }) + "    return s\n"
}

func partsOfText(n int) string {
	return "def f(x):\n    return len(f\"" + strings.ReplaceAll(lines(n, func(i int) string { return fmt.Sprintf("{x:.%df} ", i%9) }), "\n", "") + "\")\n"
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

// axisDownAChain hands what must be known when it is compiled from call to call.
func axisDownAChain(n int) string {
	return "import numpy as np\ndef f0(x, axis):\n    return np.sum(x, axis=axis)\n" + lines(n-1, func(i int) string {
		return fmt.Sprintf("def f%d(x, axis):\n    return f%d(x * 0.5, axis)", i+1, i)
	}) + fmt.Sprintf("def f(x):\n    return np.sum(f%d(np.ones((2, 3)) * x, 0))\n", n-1)
}

func axisForEach(n int) string {
	return "import numpy as np\n" + lines(n, func(i int) string {
		return fmt.Sprintf("def f%d(x, axis):\n    return np.sum(x * %d.5, axis=axis)", i, i)
	}) + "def f(x):\n    s = np.zeros(3)\n    xs = np.ones((2, 3)) * x\n" + lines(n, func(i int) string { return fmt.Sprintf("    s = s + f%d(xs, 0)", i) }) +
		"    return np.sum(s)\n"
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

// generatedLines are those of a random program.
func generatedLines(n int) string { return newGenerator(2).long(n) }
