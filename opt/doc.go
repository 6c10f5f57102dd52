// Package opt holds the passes that make core and opt IR smaller and faster:
// inline, simplify (folding, rewrite rules as data, the few of local.go, common
// subexpressions) and dce; of derivatives also arguments and fields, without
// which each order of derivatives would have several times the code of the one
// before; and after differentiation sizes and rows, by which loops over lists
// of lists neither count references nor look for sizes in their trips. What
// ints may be (interval.go) decides tests and checks.
// Each is a pass as data; Passes lists them.
package opt
