package diag

// Names and scopes, mutation, and the limits of the frontend.
const (
	UndefinedName      Code = "E0201"
	UnknownModule      Code = "E0202"
	UnknownImport      Code = "E0203"
	OutsideOfBlock     Code = "E0205"
	DuplicateParameter Code = "E0206"
	BadScope           Code = "E0207"
	NoSuchFunction     Code = "E0208"
	BadClass           Code = "E0209"
	Mutation           Code = "E0501"
	SharedObject       Code = "E0502"
	FrozenField        Code = "E0503"

	UnsupportedStatement  Code = "L0002"
	UnsupportedExpression Code = "L0003"
	UnsupportedClass      Code = "L0005"
	UnsupportedImport     Code = "L0006"
	UnsupportedGenerator  Code = "L0007"
	LargeInteger          Code = "L0008"
	UnsupportedDecorator  Code = "L0009"
	UnsupportedBuiltin    Code = "L0010"
)

var frontendEntries = []Entry{
	{UndefinedName, "a name that is not defined",
		"Nothing binds this name in the function, the functions around it, the module, or among the built-ins. The help names the import that is missing, or a name that is spelt alike, if there is one.",
		"count = 1\nprint(cuont)\n",
		"count = 1\nprint(count)\n"},
	{UnknownModule, "a module that cannot be found",
		"Myia knows math, numpy, dataclasses, functools, os, os.path, typing, ml_dtypes and myia, and the files beside the program. Other modules of Python's are limits (L0006).",
		"import numpi\n",
		"import numpy\n"},
	{UnknownImport, "a name that the module does not have",
		"The module was found, but binds no such name at its top level.",
		"from functools import reduse\n",
		"from functools import reduce\n"},
	{OutsideOfBlock, "a statement outside the block that it belongs to",
		"return belongs into a function, break and continue into a loop.",
		"break\n",
		"for i in range(3):\n    break\n"},
	{DuplicateParameter, "a parameter appears twice",
		"Each parameter of a function has a name of its own.",
		"def f(x, x):\n    return x\n",
		"def f(x, y):\n    return x\n"},
	{BadScope, "a global or nonlocal that contradicts the program",
		"nonlocal needs a variable of that name in a function around this one.",
		"def f():\n    nonlocal x\n    return 1\n",
		"def f():\n    x = 1\n    return x\n"},
	{NoSuchFunction, "the file has no such function",
		"The function that was asked for after the colon is not defined at the top level of the file.",
		"# myia run FILE.py:g\ndef f():\n    return 1\n",
		"# myia run FILE.py:f\ndef f():\n    return 1\n"},
	{BadClass, "a class that Python would refuse",
		"In a dataclass, a field without default cannot follow one with a default, and no two fields have one name.",
		"from dataclasses import dataclass\n\n@dataclass(frozen=True)\nclass P:\n    x: float = 0.0\n    y: float\n",
		"from dataclasses import dataclass\n\n@dataclass(frozen=True)\nclass P:\n    y: float\n    x: float = 0.0\n"},
	{Mutation, "mutation is not taken yet",
		"Lists, arrays, the fields of objects and the attributes of classes can be changed. Some out=, and del of a field, are not taken yet.",
		"class P:\n    def __init__(self, x):\n        self.x = x\n\np = P(1.0)\ndel p.x\n",
		"class P:\n    def __init__(self, x):\n        self.x = x\n\np = P(1.0)\np.x = None\n"},
	{SharedObject, "an object is read after it was changed through another name",
		"Two names may be of one object where which they are depends on a condition, on a place in a list that is known at run time only, or on a call. A change through one is seen by the other; where Myia cannot tell which changes a name has seen, it refuses to read through it. The places are those where the object came to have another name, where it was changed, and where the other name is read.",
		"def f(n):\n    a = [1]\n    b = [2]\n    x = a if n > 0 else b\n    x.append(3)\n    return a\nprint(f(1))\n",
		"def f(n):\n    a = [1]\n    b = [2]\n    if n > 0:\n        a.append(3)\n    else:\n        b.append(3)\n    return a\nprint(f(1))\n"},
	{FrozenField, "a field of a frozen class is assigned",
		"Objects of a dataclass with frozen=True do not change: Python raises FrozenInstanceError. dataclasses.replace makes another object of the fields; without frozen=True the fields can be assigned.",
		"from dataclasses import dataclass\n\n@dataclass(frozen=True)\nclass P:\n    x: float\n\np = P(1.0)\np.x = 3.0\n",
		"from dataclasses import dataclass, replace\n\n@dataclass(frozen=True)\nclass P:\n    x: float\n\np = P(1.0)\np = replace(p, x=3.0)\n"},
	{UnsupportedStatement, "a statement that Myia does not take yet",
		"The statement is valid Python, but this version of Myia does not compile it.",
		"try:\n    x = 1\nfinally:\n    x = 2\n",
		"x = 1\nx = 2\n"},
	{UnsupportedExpression, "an expression that Myia does not take yet",
		"The expression is valid Python, but this version of Myia does not compile it.",
		"def f():\n    yield 1\nprint(list(f()))\n",
		"def f():\n    return [1]\nprint(list(f()))\n"},
	{UnsupportedClass, "a class that Myia does not take yet",
		"Classes have fields, methods, properties with setters, attributes of their own, and bases that are classes of the program. Not taken yet are bases that are exceptions, metaclasses but ABCMeta, other decorators than @dataclass, __new__, __getattr__ and the like.",
		"class A:\n    def __getattr__(self, name):\n        return 0\n",
		"class A:\n    def get(self, name):\n        return 0\n"},
	{UnsupportedImport, "an import that Myia does not take yet",
		"Imports stand at the top level of a file, name what they import, and do not go in circles.",
		"from math import *\n",
		"from math import sin, cos\n"},
	{UnsupportedGenerator, "a generator expression that is not used up on the spot",
		"A generator expression is taken as the only argument of sum, any, all, max, min, tuple, list or join. Elsewhere write a list.",
		"g = (x for x in [1, 2])\n",
		"g = [x for x in [1, 2]]\n"},
	{LargeInteger, "an integer of more than 64 bits",
		"int has 64 bits in Myia, from -9223372036854775808 to 9223372036854775807. Write a float if the size matters more than the last digits; np.uint64 takes an int of 64 bits without a sign.",
		"x = 9223372036854775808\n",
		"x = 9223372036854775808.0\n"},
	{UnsupportedDecorator, "a decorator that Myia does not take yet",
		"Functions take the decorator @myia; classes @dataclass. Apply other functions by a call.",
		"def twice(f):\n    return f\n\n@twice\ndef g(x):\n    return x\n",
		"def twice(f):\n    return f\n\ndef g(x):\n    return x\n\nh = twice(g)\n"},
	{UnsupportedBuiltin, "a built-in that Myia does not take yet",
		"Python has this built-in; Myia does not compile it yet.",
		"x = eval(\"1\")\n",
		"x = 1\n"},
}
