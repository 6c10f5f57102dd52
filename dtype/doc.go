// Package dtype is the table of element types: what every layer needs to know
// of one stands in its row.
package dtype
