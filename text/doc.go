// Package text prints values as Python and NumPy print them: repr and str of
// numbers, strings and arrays, and the format mini-language. One
// implementation serves all backends.
package text
