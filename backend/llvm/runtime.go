package llvm

import "github.com/myia-lang/myia/backend/llvm/ins"

// Functions of the run-time library (package rt), which declares them.
var (
	rtAlloc       = ins.Extern("rt_alloc", ins.Ptr, ins.Ptr, ins.I64)
	rtAllocZero   = ins.Extern("rt_alloc_zero", ins.Ptr, ins.Ptr, ins.I64)
	rtRelease     = ins.Extern("rt_release", ins.Void, ins.Ptr, ins.Ptr)
	rtVecNew      = ins.Extern("rt_vec_new", ins.Ptr, ins.Ptr, ins.I64, ins.I64, ins.Ptr)
	rtVecConcat   = ins.Extern("rt_vec_concat", ins.Ptr, ins.Ptr, ins.Ptr, ins.Ptr)
	rtVecSlice    = ins.Extern("rt_vec_slice", ins.Ptr, ins.Ptr, ins.Ptr, ins.I64, ins.I64, ins.I64)
	rtNodeNew     = ins.Extern("rt_node_new", ins.Ptr, ins.Ptr, ins.Ptr)
	rtNodeOwn     = ins.Extern("rt_node_own", ins.Ptr, ins.Ptr, ins.Ptr)
	rtStrConcat   = ins.Extern("rt_str_concat", ins.Ptr, ins.Ptr, ins.Ptr, ins.Ptr)
	rtStrInt      = ins.Extern("rt_str_int", ins.Ptr, ins.Ptr, ins.I64)
	rtStrRepeat   = ins.Extern("rt_str_repeat", ins.Ptr, ins.Ptr, ins.Ptr, ins.I64)
	rtStrIndex    = ins.Extern("rt_str_index", ins.Ptr, ins.Ptr, ins.Ptr, ins.I64)
	rtStrSlice    = ins.Extern("rt_str_slice", ins.Ptr, ins.Ptr, ins.Ptr, ins.I64, ins.I64, ins.I64)
	rtStrCmp      = ins.Extern("rt_str_cmp", ins.I32, ins.Ptr, ins.Ptr)
	rtStrHash     = ins.Extern("rt_str_hash", ins.I64, ins.Ptr)
	rtStrContains = ins.Extern("rt_str_contains", ins.I1, ins.Ptr, ins.Ptr)
	rtFail        = ins.Extern("rt_fail", ins.I32, ins.Ptr, ins.I32, ins.I32, ins.I64, ins.I64, ins.I64, ins.I64)
	rtTrace       = ins.Extern("rt_trace", ins.I32, ins.Ptr, ins.I32)
	rtInterrupted = ins.Extern("rt_interrupted", ins.I32, ins.Ptr)
	rtOverflow    = ins.Extern("rt_overflow", ins.I32, ins.Ptr, ins.I32)
	rtRequest     = ins.Extern("rt_request", ins.I32, ins.Ptr, ins.I32, ins.Ptr)
)

// Functions of which programs have copies, inline; of those that have a call in them or several blocks large functions
// call an outlined one.
var (
	rtiTrips = ins.Extern("rti_trips", ins.I64, ins.Ptr, ins.I64, ins.I64)
	rtiVecAt = ins.Extern("rti_vec_at", ins.Ptr, ins.Ptr, ins.I64, ins.I64)
	rtiSPLow = ins.Extern("rti_sp_low", ins.I1, ins.Ptr)

	rtiRetain      = inlined("retain", ins.Void, ins.Ptr)
	rtiRelease     = inlined("release", ins.Void, ins.Ptr, ins.Ptr)
	rtiUnique      = inlined("unique", ins.I1, ins.Ptr)
	rtiVecPushSlot = inlined("vec_push_slot", ins.Ptr, ins.Ptr, ins.Ptr)
	rtiVecOwn      = inlined("vec_own", ins.Ptr, ins.Ptr, ins.Ptr)
	rtiStrEq       = inlined("str_eq", ins.I1, ins.Ptr, ins.Ptr)
)

// inlined is a function that has an outlined variant.
func inlined(name string, result ins.Type, params ...ins.Type) *ins.Callee {
	c := ins.Extern("rti_"+name, result, params...)
	c.Outlined = ins.Extern("rtc_"+name, result, params...)
	return c
}

// LibraryFuncs lists what programs may call of the run-time library.
func LibraryFuncs() []*ins.Callee {
	return []*ins.Callee{rtAlloc, rtAllocZero, rtRelease, rtVecNew, rtVecConcat, rtVecSlice, rtNodeNew, rtNodeOwn,
		rtStrConcat, rtStrInt, rtStrRepeat, rtStrIndex, rtStrSlice, rtStrCmp, rtStrHash, rtStrContains, rtFail, rtTrace, rtInterrupted,
		rtOverflow, rtRequest, rtiTrips, rtiVecAt, rtiSPLow, rtiRetain, rtiRelease, rtiUnique, rtiVecPushSlot, rtiVecOwn, rtiStrEq}
}

// Intrinsics on memory.
var (
	memcpy = ins.LLVM("memcpy", []ins.Type{ins.Ptr, ins.Ptr, ins.I64}, ins.Void, ins.Ptr, ins.Ptr, ins.I64, ins.I1)
	memset = ins.LLVM("memset", []ins.Type{ins.Ptr, ins.I64}, ins.Void, ins.Ptr, ins.I8, ins.I64, ins.I1)
)
