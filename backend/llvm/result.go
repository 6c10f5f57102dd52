package llvm

import (
	"fmt"
	"strings"
)

// inRegisters is the number of components up to which a function gives its results beside the status. More lie in
// 8-byte slots where the caller says: LLVM takes quadratic time to build and take apart a struct of many fields.
const inRegisters = 8

func inMemory(results []string) bool { return len(results) > inRegisters }

// landed is where the calls in a function find their results in memory.
const landed = "%landed"

// formal are the first parameters of a function with such results.
func formal(results []string) []string {
	if inMemory(results) {
		return []string{"ptr %ctx", "ptr %out"}
	}
	return []string{"ptr %ctx"}
}

// retType is what a function returns: the status, then the results that are in registers.
func retType(results []string) string {
	if inMemory(results) {
		return "i32"
	}
	return "{ " + strings.Join(append([]string{"i32"}, results...), ", ") + " }"
}

// ret returns results.
func (f *fn) ret(x val) {
	if inMemory(f.results) {
		for i, c := range x {
			f.slotStore("%out", i, f.results[i], c)
		}
		f.do("ret i32 0")
		return
	}
	ty := retType(f.results)
	agg := fmt.Sprintf("{ i32 0%s }", strings.Join(prefixed(f.results, ", ", " undef"), ""))
	for i, c := range x {
		agg = f.ins("insertvalue %s %s, %s %s, %d", ty, agg, f.results[i], c, i+1)
	}
	f.do("ret %s %s", ty, agg)
}

// failValue is returned beside the status 2.
func failValue(results []string) string {
	if inMemory(results) {
		return "2"
	}
	parts := []string{"i32 2"}
	for _, r := range results {
		parts = append(parts, r+" undef")
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

func prefixed(xs []string, before, after string) []string {
	out := make([]string, len(xs))
	for i, x := range xs {
		out[i] = before + x + after
	}
	return out
}

// landing reserves the memory for the results of calls. One is enough: they are read at once.
func (f *fn) landing() string {
	if f.slots == 0 {
		return ""
	}
	return fmt.Sprintf("  %s = alloca [%d x i64], align 8\n", landed, f.slots)
}

// invoke calls a function of the module; to is where its results go if they are in memory.
func (c *code) invoke(name string, results []string, to string, args []string) string {
	first := []string{"ptr %ctx"}
	if inMemory(results) {
		first = append(first, "ptr "+to)
	}
	c.needs.helper(name)
	return c.ins("call fastcc %s %s(%s)", retType(results), name, strings.Join(append(first, args...), ", "))
}

// status is that of a call which gave r.
func (c *code) status(results []string, r string) string {
	if inMemory(results) {
		return r
	}
	return c.ins("extractvalue %s %s, 0", retType(results), r)
}

// result is component i, of type ty, of a call which gave r.
func (c *code) result(results []string, r, from string, i int, ty string) string {
	if inMemory(results) {
		return c.slotLoad(from, i, ty)
	}
	return c.ins("extractvalue %s %s, %d", retType(results), r, i+1)
}
