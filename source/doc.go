// Package source holds source files and spans: the places that diagnostics,
// tracebacks and IR nodes point to.
//
// A File is immutable once made. A Span is a half-open range of byte offsets
// into one File; the zero Span means "no place". Lines are numbered from 1;
// columns count bytes from 0, as CPython's ast does.
package source
