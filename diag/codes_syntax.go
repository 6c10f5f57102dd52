package diag

import "strings"

// Syntax errors, and the limits of the lexer.
const (
	InvalidSyntax      Code = "E0101"
	InvalidEncoding    Code = "E0102"
	UnclosedBracket    Code = "E0103"
	MismatchedBracket  Code = "E0104"
	UnterminatedString Code = "E0105"
	InvalidCharacter   Code = "E0106"
	InvalidNumber      Code = "E0107"
	BadIndentation     Code = "E0108"
	TabsAndSpaces      Code = "E0109"
	MissingColon       Code = "E0110"
	InvalidTarget      Code = "E0111"
	AssignInExpression Code = "E0112"
	InvalidEscape      Code = "E0113"
	InvalidFString     Code = "E0114"
	ArgumentOrder      Code = "E0115"
	TooDeep            Code = "E0116"
	InvalidPattern     Code = "E0117"
	NamedEscape        Code = "L0001"
)

var syntaxEntries = []Entry{
	{InvalidSyntax, "invalid syntax",
		"The text does not follow Python's grammar. The message says what was expected at the marked place; the mistake is there or just before it.",
		"x = 3 4\n",
		"x = 3 + 4\n"},
	{InvalidEncoding, "the file is not UTF-8 text",
		"A source file must be UTF-8 text without NUL bytes. An editor can usually save it again as UTF-8.",
		"x = \"caf\xe9\"\n",
		"x = \"café\"\n"},
	{UnclosedBracket, "a bracket is never closed",
		"Inside (, [ and { a line end means nothing, so the statement goes on until the bracket is closed. The message points at the bracket that is open at the end of the file, or at a line that can only begin a new statement.",
		"x = (1 +\ndef f(): pass\n",
		"x = (1 + 2)\ndef f(): pass\n"},
	{MismatchedBracket, "a closing bracket does not match",
		"A ), ] or } closes a bracket of another kind, or none.",
		"x = [1, 2)\n",
		"x = [1, 2]\n"},
	{UnterminatedString, "a string is never closed",
		"A string in single quotes must end on the line where it begins; one in triple quotes must end before the end of the file.",
		"x = \"hello\n",
		"x = \"hello\"\n"},
	{InvalidCharacter, "a character that begins nothing",
		"The character has no meaning outside strings and comments. Often it came with text copied from a document: a curly quote, a no-break space, a Unicode operator.",
		"x = 1 ? 2\n",
		"x = 1 if True else 2\n"},
	{InvalidNumber, "an invalid number",
		"Numbers are written as in Python: 12, 1_000, 0xff, 0o17, 0b11, 1.5, 1e-3, 2j. Decimal numbers do not begin with 0, and a name does not begin with a digit.",
		"x = 0123\n",
		"x = 123\n"},
	{BadIndentation, "wrong indentation",
		"After a line that ends in a colon comes an indented block; elsewhere a line is indented like the one before it, or like an outer block.",
		"def f(x):\nreturn x\n",
		"def f(x):\n    return x\n"},
	{TabsAndSpaces, "tabs and spaces are mixed",
		"Whether these lines are in the same block depends on how wide a tab is. Indent with spaces only.",
		"if 1:\n        x = 1\n\ty = 2\n",
		"if 1:\n    x = 1\n    y = 2\n"},
	{MissingColon, "a missing colon",
		"The first line of if, for, while, def, class, with, try, match and their other clauses ends in a colon.",
		"if 1\n    x = 2\n",
		"if 1:\n    x = 2\n"},
	{InvalidTarget, "this cannot be assigned to",
		"The left side of =, the target of for, as, := and del must be a name, an attribute, a subscript, or a tuple or list of these.",
		"3 = x\n",
		"x = 3\n"},
	{AssignInExpression, "= inside an expression",
		"= is a statement. Inside an expression == compares and := assigns.",
		"x = 1\nif x = 2:\n    pass\n",
		"x = 1\nif x == 2:\n    pass\n"},
	{InvalidEscape, "an invalid escape in a string",
		"The escapes are \\\\ \\' \\\" \\a \\b \\f \\n \\r \\t \\v, \\ooo (octal), \\xhh, \\uhhhh, \\Uhhhhhhhh. Write r\"...\" for a string in which a backslash means nothing.",
		"x = \"\\x4\"\n",
		"x = \"\\x41\"\n"},
	{InvalidFString, "an invalid f-string",
		"In an f-string, {expression}, {expression!r} and {expression:format} are replaced by a value. Write {{ and }} for braces. As in Python 3.11, the expression contains no backslash, no comment, and not the quotes of the string itself.",
		"x = f\"{}\"\n",
		"x = f\"{1}\"\n"},
	{ArgumentOrder, "arguments or parameters in the wrong order",
		"In a call, positional arguments come before keyword arguments. In a definition, parameters without default come before those with one, and / * ** appear at most once and in this order.",
		"def f(a=1, b): return a\n",
		"def f(b, a=1): return a\n"},
	{TooDeep, "the program is nested too deeply",
		"There are fixed limits for brackets inside brackets (200), blocks inside blocks (99), expressions inside expressions, and for the size of a file (two million names, numbers and operators), so that no input can exhaust the compiler's memory.",
		"x = " + strings.Repeat("(", 201) + strings.Repeat(")", 201) + "\n",
		"x = ()\n"},
	{InvalidPattern, "an invalid pattern in case",
		"A pattern is a literal, a dotted name, a name to bind, _, or a sequence, mapping, class or alternatives of patterns. It is not an expression.",
		"match 1:\n    case 1 + 1:\n        pass\n",
		"if 1 == 1 + 1:\n    pass\n"},
	{NamedEscape, "\\N{...} in a string",
		"Myia does not carry the table of the names of all Unicode characters. Write the character itself, or \\u and its code.",
		"x = \"\\N{BULLET}\"\n",
		"x = \"\\u2022\"\n"},
}
