package diag

import (
	"strings"
)

// Types: operands, calls, attributes, indices, and the limits of inference.
const (
	BadOperand       Code = "E0301"
	NoTruthValue     Code = "E0302"
	AmbiguousTruth   Code = "E0303"
	NotAnInteger     Code = "E0304"
	BadFormat        Code = "E0305"
	BadJoin          Code = "E0306"
	NotIterable      Code = "E0310"
	UnlikeElements   Code = "E0311"
	SpreadLength     Code = "E0312"
	NotCallable      Code = "E0313"
	BadArguments     Code = "E0314"
	UnpackCount      Code = "E0316"
	RaiseOfValue     Code = "E0317"
	UnknownIdentity  Code = "E0318"
	BadAnnotation    Code = "E0319"
	NotKnown         Code = "E0320"
	NoAttribute      Code = "E0321"
	NotSubscriptable Code = "E0322"
	NoKey            Code = "E0323"
	BadIndex         Code = "E0324"
	BadIsinstance    Code = "E0325"
	NoLength         Code = "E0326"
	IndexRange       Code = "E0328"
	NotDataclass     Code = "E0327"
	Unhashable       Code = "E0329"

	ManySpecialisations Code = "L0302"
	UnsettledType       Code = "L0303"
	LongUnroll          Code = "L0304"
	LargeUnion          Code = "L0305"
	EarlyExit           Code = "L0306"
	NotProvided         Code = "L0310"
	PrintOption         Code = "L0312"
	NotPrintable        Code = "L0313"
	IteratorReused      Code = "L0314"
	EndsIteration       Code = "L0315"
	DeepType            Code = "L0316"
	LongTuple           Code = "L0317"
)

// point is a dataclass that examples use.
const point = `from dataclasses import dataclass, replace

@dataclass(frozen=True)
class Point:
    x: float
    y: float

`

var typeEntries = []Entry{
	{BadOperand, "an operation that the types of its operands do not have",
		"Python would raise a TypeError here when it runs. Types are inferred, so the message comes before anything runs. If a value has one of several types, such as a number or None, the operation must be valid for each; test which one it is first.",
		"def f(a, b):\n    return a + b\n\nprint(f(1, \"a\"))\n",
		"def f(a, b):\n    return str(a) + b\n\nprint(f(1, \"a\"))\n"},
	{NoTruthValue, "a value that is neither true nor false",
		"if, while, not, and, or need a number, a string, a container, None or an object. The gradient with respect to a value that holds no float is the marker NoTangent, which is none of these.",
		"from myia import grad\n\ng = grad(lambda x, n: x * n, \"*\")(2.0, 3)\nprint(1 if g[1] else 0)\n",
		"from myia import grad\n\ng = grad(lambda x, n: x * n, \"*\")(2.0, 3)\nprint(1 if g[0] else 0)\n"},
	{AmbiguousTruth, "an array is used as a condition",
		"An array of several elements is neither true nor false. Say whether one element is enough, np.any(x), or all must hold, np.all(x); to choose element by element write np.where(condition, a, b).",
		"import numpy as np\n\nx = np.array([1.0, -1.0])\nif x > 0:\n    print(\"positive\")\n",
		"import numpy as np\n\nx = np.array([1.0, -1.0])\nif np.all(x > 0):\n    print(\"positive\")\n"},
	{NotAnInteger, "a number that must be an int",
		"Counts and bounds are ints; / always gives a float. Divide with //, or convert with int(...).",
		"n = 10\nfor i in range(n / 2):\n    print(i)\n",
		"n = 10\nfor i in range(n // 2):\n    print(i)\n"},
	{BadFormat, "a value that has no such format",
		"A format after the colon of an f-string belongs to a number or a string. Format the parts of a container one by one.",
		"xs = [1.0, 2.0]\nprint(f\"{xs:.2f}\")\n",
		"xs = [1.0, 2.0]\nprint([f\"{x:.2f}\" for x in xs])\n"},
	{BadJoin, "join needs strings",
		"str.join takes strings only. Convert each element with str(...).",
		"print(\", \".join([1, 2]))\n",
		"print(\", \".join([str(n) for n in [1, 2]]))\n"},
	{NotIterable, "a value that cannot be iterated",
		"Loops, comprehensions, unpacking and functions such as sum and list take a list, tuple, string, dict, range, an array with at least one axis, or an iterator.",
		"for i in 5:\n    print(i)\n",
		"for i in range(5):\n    print(i)\n"},
	{UnlikeElements, "elements of different types where a loop needs one type",
		"The elements of this list or tuple differ in type, so each can only be taken at a place that is known when the program is compiled; at most 64 are taken one by one.",
		"xs = [" + strings.Repeat("1, \"a\", ", 40) + "]\nprint(\"b\" in xs)\n",
		"xs = [" + strings.Repeat("\"1\", \"a\", ", 40) + "]\nprint(\"b\" in xs)\n"},
	{SpreadLength, "how many arguments * or ** gives is not known",
		"The length of a list that grows in a loop is not known when the program is compiled. Functions of the program with at most 8 named parameters, their *args, print, max, min and zip alone take such a list; a parameter may be filled by position or by name, not by either. Other functions need to know how many arguments they have. Name the elements, or pass the list itself. ** takes a dict of constant keys, which are names of arguments; those of a dict of computed keys are not known.",
		"xs = [7 * i for i in range(1, 100)]\nprint(divmod(*xs[1::-1]))\n",
		"xs = [7 * i for i in range(1, 100)]\nprint(divmod(xs[1], xs[0]))\n"},
	{NotCallable, "a value that is not a function is called",
		"Functions, classes, methods and objects with a method __call__ can be called. Often an operator is missing before the parenthesis, or a variable has the name of a function.",
		"x = 3\nprint(x(1))\n",
		"x = 3\nprint(x * (1))\n"},
	{BadArguments, "arguments that do not fit the function",
		"An argument is missing, given twice, one too many, or has a name that the function does not have.",
		"def f(a, b):\n    return a + b\n\nprint(f(1))\n",
		"def f(a, b):\n    return a + b\n\nprint(f(1, 2))\n"},
	{UnpackCount, "the number of values and names differ",
		"On the left of = stand as many names as there are values on the right, or one of them has a star and takes the rest.",
		"a, b = (1, 2, 3)\n",
		"a, *b = (1, 2, 3)\n"},
	{RaiseOfValue, "something is raised that is not an exception",
		"raise takes an exception, such as ValueError(\"what is wrong\").",
		"def f(x):\n    if x < 0:\n        raise \"negative\"\n    return x\n\nprint(f(1))\n",
		"def f(x):\n    if x < 0:\n        raise ValueError(\"negative\")\n    return x\n\nprint(f(1))\n"},
	{UnknownIdentity, "is between values that have no identity",
		"Values are not objects with an address in Myia, so `is` is decided by types only: against None, a bool, a class, or a function. Compare with ==.",
		"a = 1000\nprint(a is 1000)\n",
		"a = 1000\nprint(a == 1000)\n"},
	{BadAnnotation, "a value contradicts its annotation",
		"The annotations int, float, bool and str of parameters, results, variables and fields are checked: float takes any number and arrays, int no float, str only strings. Leave the annotation out, or write object, where anything is meant.",
		point + "print(Point(\"a\", 1.0))\n",
		point + "print(Point(2.0, 1.0))\n"},
	{NotKnown, "a value that must be known when the program is compiled",
		"Axes, ranks, dtypes, the index of a tuple of unlike elements and similar values decide the types of the program. They may be written as constants or passed down through functions from constants, but not depend on data.",
		"import numpy as np\n\nx = np.ones((2, 3))\nn = int(np.argmax(np.random.uniform(size=2)))\nprint(np.sum(x, axis=n))\n",
		"import numpy as np\n\nx = np.ones((2, 3))\nprint(np.sum(x, axis=0))\n"},
	{NoAttribute, "a value that has no such attribute",
		"The class has no field or method of this name, or the type no such attribute. Where a value may be None, test for it first; Myia then knows that it is not.",
		point + "print(Point(1.0, 2.0).z)\n",
		point + "print(Point(1.0, 2.0).y)\n"},
	{NotSubscriptable, "a value that cannot be indexed",
		"[...] takes an element of an array, list, tuple, string or dict, or calls the method __getitem__.",
		"x = 3\nprint(x[0])\n",
		"x = [3]\nprint(x[0])\n"},
	{NoKey, "a key that the dict does not have",
		"The keys of a dict with constant string keys are part of its type, so a missing one is found when the program is compiled.",
		"d = {\"width\": 1}\nprint(d[\"height\"])\n",
		"d = {\"width\": 1}\nprint(d[\"width\"])\n"},
	{Unhashable, "a key that may change",
		"What is a key of a dict or an element of a set is found by its hash, so it must not change: numbers, texts, None, tuples of such, frozen dataclasses, and objects of classes with __eq__ and __hash__.",
		"d = {}\nd[[1, 2]] = 3\nprint(d)\n",
		"d = {}\nd[(1, 2)] = 3\nprint(d)\n"},
	{BadIndex, "an index that is not an int",
		"Lists, tuples, strings and ranges are indexed by ints or slices. / always gives a float; divide with //.",
		"xs = [1, 2, 3]\nprint(xs[len(xs) / 2])\n",
		"xs = [1, 2, 3]\nprint(xs[len(xs) // 2])\n"},
	{BadIsinstance, "isinstance of something that is not a type",
		"The second argument of isinstance is a class, int, float, bool, str, list, tuple, dict, np.ndarray or a tuple of these.",
		"print(isinstance(1, 2))\n",
		"print(isinstance(1, int))\n"},
	{NoLength, "a value that has no length",
		"len takes an array with at least one axis, a list, tuple, string, dict, range, or an object with a method __len__.",
		"print(len(5))\n",
		"print(len([5]))\n"},
	{IndexRange, "an index beyond a tuple",
		"The length of a tuple is part of its type, so an index that it does not have is found when the program is compiled.",
		"t = (1, 2)\nprint(t[2])\n",
		"t = (1, 2)\nprint(t[1])\n"},
	{NotDataclass, "replace of something that is not a dataclass object",
		"dataclasses.replace(object, field=value) makes an object like the first argument with other values in the named fields.",
		point + "print(replace(3, x=1.0))\n",
		point + "print(replace(Point(1.0, 2.0), x=3.0))\n"},

	{ManySpecialisations, "a function is compiled for too many lists of types",
		"A function is compiled once for each list of types of its arguments. If a type grows from call to call, here the number of axes, there is no end. Keep the types of the arguments of a recursive function the same, or use a loop over a list.",
		"import numpy as np\n\ndef f(x, n):\n    return 0 if n == 0 else f(x[None], n - 1)\n\nprint(f(np.ones(3), 5))\n",
		"import numpy as np\n\ndef f(x, n):\n    return 0 if n == 0 else f(x + 1.0, n - 1)\n\nprint(f(np.ones(3), 5))\n"},
	{UnsettledType, "a variable's type grows in a loop",
		"The variables that a loop changes have one type for all its trips, possibly one of a few. Here the type grows at every trip, because the dict holds that of the trip before.",
		"d = {\"a\": 1}\ni = 0\nwhile i < 3:\n    d = {\"a\": d}\n    i = i + 1\nprint(d)\n",
		"d = {\"a\": 1}\ni = 0\nwhile i < 3:\n    d = {\"a\": d[\"a\"] + 1}\n    i = i + 1\nprint(d)\n"},
	{LongUnroll, "a loop over too many elements of different types",
		"A loop over elements of different types is written out, once for each element, up to 64 of them. Make the elements alike, for example arrays of one shape.",
		"xs = [" + strings.Repeat("1, \"a\", ", 40) + "]\nfor x in xs:\n    print(x)\n",
		"xs = [" + strings.Repeat("\"1\", \"a\", ", 40) + "]\nfor x in xs:\n    print(x)\n"},
	{LargeUnion, "a value that may have too many types",
		"An operation on a value that may have one of several types is compiled for each of them, up to 16. Test which one it is first, or make the types alike. A variable, a field or a result may have up to 32 types.",
		"import numpy as np\n\ndef f(x, n):\n    return x if n == 0 else f(x, n - 1)[None]\n\nprint(f(np.ones(3), 5))\n",
		"import numpy as np\n\ndef f(x, n):\n    return x if n == 0 else f(x, n - 1) + 1.0\n\nprint(f(np.ones(3), 5))\n"},
	{DeepType, "a value with too many types within each other",
		"A tuple in a tuple, an object in an object and a function in a function have types within each other, up to 256 of them. A list of run-time length is one type however long it is, and so is a class that holds objects of itself.",
		"x = " + strings.Repeat("[", 150) + "1.0" + strings.Repeat("]", 150) + "\nx = " + strings.Repeat("[", 150) + "x" + strings.Repeat("]", 150) + "\nprint(len(x))\n",
		"x = [1.0]\nfor i in range(300):\n    x = x + [1.0]\nprint(len(x))\n"},
	{LongTuple, "a long tuple made of shorter ones",
		"A tuple that + or a star makes of others may have 1,024 elements. With more its length is known at run time only, as of one that a loop makes, so its elements have to be of one type. A tuple whose elements are written out may have any number.",
		"t = (1,) * 32 + (\"a\",)\nt = t + t + t + t + t + t + t + t\nt = t + t + t + t\nprint(len(t))\n",
		"t = (1,) * 32 + (2,)\nt = t + t + t + t + t + t + t + t\nt = t + t + t + t\nprint(len(t))\n"},
	{EarlyExit, "break or return in a loop over ints among floats",
		"A loop over elements of different types that may end early goes over a list of them, in which ints among floats would become floats; so it is refused. Make the elements alike, or leave break, return and else out.",
		"for x in (1, 2.5, 4):\n    if x > 2:\n        break\n    print(x)\n",
		"for x in (1.0, 2.5, 4.0):\n    if x > 2:\n        break\n    print(x)\n"},
	{IteratorReused, "an iterator that is read more than once",
		"What map, zip, filter, enumerate and reversed give is used up by the first loop over it; the second finds nothing in Python. Such programs are refused. Make a list of it, or call the function again.",
		"m = map(abs, [1, -2])\nprint(list(m))\nprint(list(m))\n",
		"m = list(map(abs, [1, -2]))\nprint(m)\nprint(m)\n"},
	{NotProvided, "a function that Myia does not have",
		"Myia has a part of the functions of math, NumPy and Python's built-ins; docs/ops.md lists them.",
		"import numpy as np\n\nprint(np.polyfit([0.0, 1.0], [1.0, 3.0], 1))\n",
		"import numpy as np\n\nx, y = np.array([0.0, 1.0]), np.array([1.0, 3.0])\nprint((y[1] - y[0]) / (x[1] - x[0]), y[0])\n"},
	{EndsIteration, "StopIteration out of the function of a map or a filter",
		"Python takes StopIteration for the end of the iteration, as if there were no more elements. Here an exception always ends the program. Write a loop that ends with break.",
		"def small(x):\n    if x > 2:\n        raise StopIteration\n    return x\n\nprint(list(map(small, [1, 2, 3, 4])))\n",
		"out = []\nfor x in [1, 2, 3, 4]:\n    if x > 2:\n        break\n    out = out + [x]\nprint(out)\n"},
	{PrintOption, "an option of print that Myia does not take",
		"print takes sep, end and flush, and writes to standard output.",
		"print(\"done\", file=\"log.txt\")\n",
		"print(\"done\", end=\"\")\n"},
	{NotPrintable, "a value that this version cannot print",
		"An iterator has no text. Make a list of it.",
		"print(zip([1, 2], [3, 4]))\n",
		"print(list(zip([1, 2], [3, 4])))\n"},
}
