// Package surface holds the operations of surface IR: Python's operations on
// values whose types are not known yet.
//
// Every value has the type types.Any. Variables are single-assignment values
// already, control flow is structured (ops.If and ops.While of package ops, and
// ForEach here), and a function value is a Closure over the present values of what
// it captures. An op's attributes are its exported fields; the comment of each
// op gives its operands in order and its results.
//
// No op name here is the name of an op of another stage, so one table can
// parse them all. To add an op: write its type in the file of its family and
// list it in All. Read value.go first, then call.go and control.go.
package surface
