// Package leaf says how values of typed IR lie in the leaves of core IR (see
// ARCHITECTURE.md, "Core and opt: types"), for those who pass values between
// the two at run time. It follows package lower, and a test of package compiler
// checks the two against each other.
package leaf
