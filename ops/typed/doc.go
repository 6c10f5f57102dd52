// Package typed holds the operations of typed IR.
//
// The structural ones (structural.go) make and take apart values of the
// Python-level types: all product types (tuples, exact lists, dicts, objects,
// iterators, function values with captures) have parts, and one Make and one
// Part serve them all. Apply applies a primitive.
//
// A primitive (Prim) is one Go value: the names Python and NumPy give it, its
// signature, its type rule, and Lower, which emits checks and core ops. To
// add one, write its row in the family's file; table.go lists the families.
package typed
