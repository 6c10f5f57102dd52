// Package opt holds the passes that make core and opt IR smaller and faster:
// inline, simplify (folding, rewrite rules, common subexpressions) and dce.
// Each is a pass as data; Passes lists them.
package opt
