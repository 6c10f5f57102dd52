package llvm

import "github.com/myia-lang/myia/backend/llvm/ins"

// inRegisters is the number of components up to which a function gives its results beside the status. More lie in
// 8-byte slots where the caller says: LLVM takes quadratic time to build and take apart a struct of many fields.
const inRegisters = 8

func inMemory(results []ins.Type) bool { return len(results) > inRegisters }

// formal are the first parameters of a function with such results, behind the context.
func (c *code) formal(results []ins.Type) (out ins.Value) {
	if inMemory(results) {
		out = c.Param("out", ins.Ptr)
	}
	return out
}

// retType is what a function returns: the status, then the results that are in registers.
func retType(results []ins.Type) ins.Type {
	if inMemory(results) {
		return ins.I32
	}
	return ins.Struct(append([]ins.Type{ins.I32}, results...)...)
}

// outcome is a status, beside it results that are not defined.
func outcome(results []ins.Type, status int64) ins.Value {
	if inMemory(results) {
		return ins.Int(ins.I32, status)
	}
	return ins.Partial(retType(results), status)
}

// ret returns results.
func (f *fn) ret(x val) {
	r := outcome(f.results, 0)
	for i, c := range x {
		if inMemory(f.results) {
			f.slotStore(f.out, i, c)
		} else {
			r = f.Insert(r, c, i+1)
		}
	}
	f.Ret(r)
}

// landing is where a call finds its results in memory. One place is enough: they are read at once.
func (f *fn) landing(results []ins.Type) ins.Value {
	if !inMemory(results) {
		return ins.Value{}
	}
	if f.landed == nil {
		f.landed = f.Later(8)
	}
	f.slots = max(f.slots, len(results))
	f.landed.Fits(ins.Array(f.slots, ins.I64))
	return f.landed.Value
}

// invoke calls a function of the module; to is where its results go if they are in memory.
func (c *code) invoke(callee *ins.Callee, results []ins.Type, to ins.Value, args val) ins.Value {
	first := val{c.ctx}
	if inMemory(results) {
		first = append(first, to)
	}
	return c.Call(callee, append(first, args...)...)
}

// status is that of a call which gave r.
func (c *code) status(results []ins.Type, r ins.Value) ins.Value {
	if inMemory(results) {
		return r
	}
	return c.Extract(r, 0)
}

// result is component i, of type ty, of a call which gave r.
func (c *code) result(results []ins.Type, r, from ins.Value, i int, ty ins.Type) ins.Value {
	if inMemory(results) {
		return c.slotLoad(from, i, ty)
	}
	return c.Extract(r, i+1)
}
