package compiler_test

import "fmt"

// Programs whose types grow with them, or whose functions call each other.

// ringOfCalls are functions of which each calls the next, and the last the first.
func ringOfCalls(n int) string {
	return lines(n, func(i int) string {
		return fmt.Sprintf("def f%d(x, k):\n    return x if k <= 0 else f%d(x * 0.999 + 0.5, k - 1)", i, (i+1)%n)
	}) + "def f(x):\n    return f0(x, 10)\n"
}

// bridgedRing is a ring in which each function also calls the first.
func bridgedRing(n int) string {
	return lines(n, func(i int) string {
		return fmt.Sprintf("def f%d(x, k):\n    return x if k <= 0 else f%d(x * 0.999, k - 1) + f0(x, k - 2)", i, (i+1)%n)
	}) + "def f(x):\n    return f0(x, 3)\n"
}

const dataclassHeader = "from dataclasses import dataclass\n"

func dataclasses(n int, field string) string {
	return dataclassHeader + lines(n, func(i int) string {
		return fmt.Sprintf("@dataclass(frozen=True)\nclass C%d:\n    %s", i, field)
	})
}

// oneOfManyClasses has a function that returns an object of one of n classes.
func oneOfManyClasses(n int) string {
	return dataclasses(n, "v: float") + "def pick(x):\n" +
		lines(n, func(i int) string { return fmt.Sprintf("    if x < %d.0:\n        return C%d(x * %d.0)", i, i, i) }) +
		"    return C0(x)\ndef f(x):\n    c = pick(x)\n    return c.v * 2.0 if isinstance(c, C0) else x\n"
}

// ringOfTypes is a ring of functions of which each returns an object of a class of its own, or what the next returns.
func ringOfTypes(n int) string {
	return dataclasses(n, "v: float") + lines(n, func(i int) string {
		return fmt.Sprintf("def f%[1]d(x, k):\n    return C%[1]d(x) if k <= 0 else f%[2]d(x * 0.5, k - 1)", i, (i+1)%n)
	}) + "def f(x):\n    c = f0(x, 3)\n    return c.v * 2.0 if isinstance(c, C0) else x\n"
}

// recursiveUnion is a tree of nodes of n classes that hold trees.
func recursiveUnion(n int) string {
	return dataclasses(n, "rest: object") + "def build(x, k):\n    if k <= 0:\n        return x\n" +
		lines(n, func(i int) string { return fmt.Sprintf("    if k == %d:\n        return C%d(build(x, k - 1))", i+1, i) }) +
		"    return C0(build(x, k - 1))\ndef total(t):\n" +
		lines(n, func(i int) string {
			return fmt.Sprintf("    if isinstance(t, C%d):\n        return total(t.rest) * %d.5", i, i)
		}) + "    return t\ndef f(x):\n    return total(build(x, 5))\n"
}

// manyRecords are lists of n classes of their own, each with a function that adds one up.
func manyRecords(n int) string {
	return dataclassHeader + lines(n, func(i int) string {
		return fmt.Sprintf("@dataclass(frozen=True)\nclass C%[1]d:\n    v: float\n    rest: \"C%[1]d | None\"\n"+
			"def add%[1]d(t):\n    return 0.0 if t is None else t.v * t.v + add%[1]d(t.rest)", i)
	}) + "def f(x):\n    s = x\n" +
		lines(n, func(i int) string { return fmt.Sprintf("    s = s + add%d(C%[1]d(x, C%[1]d(s, None)))", i) }) + "    return s\n"
}

// classesInAChain are classes of which each holds the one before.
func classesInAChain(n int) string {
	return dataclasses(n, "rest: object") + "def f(x):\n    t = x\n" +
		lines(n, func(i int) string { return fmt.Sprintf("    t = C%d(t)", i) }) +
		lines(n, func(int) string { return "    t = t.rest" }) + "    return t\n"
}

// nestedTuples are pairs in pairs, taken apart again.
func nestedTuples(n int) string {
	return "def f(x):\n    t = (x, 0.5)\n" + lines(n, func(i int) string { return fmt.Sprintf("    t = (t, x * %d.5)", i) }) +
		"    s = 0.0\n" + lines(n, func(int) string { return "    s = s + t[1]\n    t = t[0]" }) + "    return s + t[0]\n"
}

// nestedBrackets are tuples in tuples in one expression.
func nestedBrackets(n int) string {
	open, shut := "", ""
	for range n {
		open, shut = open+"(", shut+",)"
	}
	return "def f(x):\n    t = " + open + "x" + shut + "\n    return x\n"
}

// growingTuple is a tuple that has one element more at each line.
func growingTuple(n int) string {
	return "def f(x):\n    t = (x,)\n" + lines(n, func(i int) string { return fmt.Sprintf("    t = t + (x * %d.5,)", i) }) +
		"    return t[0] + t[-1]\n"
}

// longTuple is a tuple of n numbers that a loop carries.
func longTuple(n int) string {
	return "def f(x):\n    t = (\n" + lines(n, func(i int) string { return fmt.Sprintf("        x * %d.5,", i) }) +
		"    )\n    s = 0.0\n    for i in range(3):\n        s = s + t[i] * x\n        t = t\n    return s + sum(t)\n"
}

// growingArgument is a recursion whose argument is a pair in a pair, one deeper at each call.
func growingArgument(n int) string {
	return "def g(t, x, k):\n    return x if k == 0 else g((t, x), x * 0.5, k - 1)\n" +
		fmt.Sprintf("def f(x):\n    return g(x, x, %d)\n", n)
}

// longDict is a dict of n keys, of which each is read.
func longDict(n int) string {
	return "def f(x):\n    d = {\n" + lines(n, func(i int) string { return fmt.Sprintf("        \"k%d\": x * %d.5,", i, i) }) +
		"    }\n    s = 0.0\n" + lines(n, func(i int) string { return fmt.Sprintf("    s = s + d[\"k%d\"]", i) }) + "    return s\n"
}

// undefinedNames are names that nobody has defined, as many as there are others that look like them.
func undefinedNames(n int) string {
	return "def f(x):\n    s = x\n" + lines(n, func(i int) string { return fmt.Sprintf("    value%d = x * %d.0", i, i) }) +
		lines(n, func(i int) string { return fmt.Sprintf("    s = s + valeu%d", i) }) + "    return s\n"
}

// undefinedFunctions are calls of functions that nobody has defined.
func undefinedFunctions(n int) string {
	return lines(n, func(i int) string {
		return fmt.Sprintf("def compute%d(x):\n    return x * %d.0 + conpute%d(x)", i, i, i)
	}) +
		"def f(x):\n    return compute0(x)\n"
}

// unknownAttributes are attributes that a class does not have.
func unknownAttributes(n int) string {
	return dataclassHeader + "@dataclass(frozen=True)\nclass C:\n" + lines(n, func(i int) string { return fmt.Sprintf("    value%d: float", i) }) +
		"def f(x):\n    c = C(" + lines(n, func(int) string { return "x," }) + ")\n    s = x\n" +
		lines(n, func(i int) string { return fmt.Sprintf("    s = s + c.valeu%d", i) }) + "    return s\n"
}

// typeErrors are operations that their operands do not have.
func typeErrors(n int) string {
	return "def f(x):\n    s = x\n" + lines(n, func(i int) string { return fmt.Sprintf("    s%d = x + \"a%d\"", i, i) }) + "    return s\n"
}
