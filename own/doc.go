// Package own says in the IR who owns what: it makes explicit which references are counted up, given on and given back.
//
// Insert rewrites a module of stage opt, the last one before a backend. Until then values are pure and nobody counts. After
// it every heap value is owned, borrowed or static:
//
//	owned     a result that is in memory of its own (ops.Fresh, ops.Sole), a parameter that its function consumes
//	          (ir.Func.Owned), a value that a loop carries. It holds one reference
//	borrowed  any other parameter, and what lives in an operand: a view of it (ops.Alias), or what a container holds
//	          (ops.Inside). It may be read while what it is borrowed from lives
//	static    what is in the program (ops.Static), and its views: it lives for ever and is never counted
//
// An operand that an operation consumes (ops.Consume, and the parameters of a call that are marked owned), the result of a
// region and that of a function take the reference of an owned value with them, which is used no further. The operations of
// this package do the rest:
//
//	own.retain x       one reference more to what x is
//	own.release x      gives the reference of x back
//	own.move x owner   x, a view of owner, with the reference of owner
//	own.reuse x { … }  a kernel that writes over x if x is the only reference, by a test as it runs; else it writes to
//	                   memory of its own and x is given back
//	own.ready x n …    an accumulator, vec or array made ready for updates ahead of a loop of n trips, if there is any
//	own.sole x         x, which is the only reference: what updates it does not test that
//	own.add acc …      acc.index of one element of an accumulator that nobody else sees: without a test
//	own.take v i       a leaf of row i with the reference that the vec has to it, until vec.set puts one back
//
// Operations that consume a container, such as vec.push, look for themselves whether it is the only reference, unless an
// own.sole says so.
//
// # Invariants
//
// Check proves them, by the traits of the operations and the marks of the functions alone; it knows nothing of how Insert
// decides. On each path through a function every owned value is consumed or given back exactly once, and neither it nor
// what is borrowed from it is used afterwards. What is borrowed is never consumed. What is written in place without a test
// is proved to be the only reference (unique.go); what is written over in a test's place is read by the kernel at the
// element that it makes, and nowhere else (reuse.go).
//
// As values all operations here do what their operands say: a virtual machine, which has no counts, gives x for own.retain x.
//
// Read ops.go first, then insert.go, then check.go.
package own
