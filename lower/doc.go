// Package lower turns typed IR into core: values become lists of leaves
// (layout.go), conversions and unions become tags and slots (coerce.go),
// primitives are replaced by their lowering, which splits what may fail into
// a check and a total operation (lower.go), and grad becomes ops.VJP on the
// leaves that hold floats (gradient.go).
//
// Read layout.go first.
package lower
