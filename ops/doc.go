// Package ops holds the operations of core and opt IR: the structured ones
// (structured.go), which every stage uses, and the primitives.
//
// Each operation is one declaration: a Go type with its name, type rule,
// evaluation and derivative, and a line in its family's table that says its
// traits (traits.go): what passes and backends ask of it. Elementwise ones are
// rows (table.go). The registry joins the tables and refuses a declaration that
// lacks anything. What a family shares (elementwise, reductions, shape) is
// written once in the family's file. All primitives are total; what may fail is
// a Check before them.
package ops
