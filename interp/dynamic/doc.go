// Package dynamic runs surface IR, as a check of inference, and the meaning of programs that change objects, which inference
// does not take yet.
//
// A value carries its own type (value.go), and control flow, calls, objects and
// containers are done on values as Python does them: a function runs on package
// vm with its own branches and loops, each other op is a step (step.go), and a
// step may ask the machine to call a function. So specialisation, joins,
// widening, narrowing and unrolling are left out, and a list holds elements of
// any types.
//
// What an operation does to numbers, strings and arrays is not written here
// again: inference resolves that one operation at the types of its operands,
// the first time it meets them, and it is lowered and run as core code
// (primitive.go). Built-ins that take functions or look into containers are
// written in Python, in prelude.py, and run as surface IR too (builtin.go).
//
// Values cross to core, and to the types that inference gave the program, in
// encode.go and decode.go; a result that does not conform to what was inferred
// is an error there.
//
// Lists, dicts, sets, objects and arrays are pointers, and change in place (containers.go, array.go); a class is made by its
// statement (class.go). A step that needs the result of a method of the program at once, as a key of a dict its hash, calls it
// while it runs (now.go); the body of a try is a function of its own (outline.go), and a generator runs beside what asks it
// (generator.go).
//
// Read value.go first, then surface.go, step.go and primitive.go.
package dynamic
