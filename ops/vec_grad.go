package ops

// Reverse rules of vecs and nodes. The pass threads the accumulators; the
// rules say which row or field receives what.

// VJP: the leaves receive row n of the cotangent, which then moves on.
func (VecPush) VJP(g Reverse) {}

// VJP: row i of the vec's accumulator receives the leaves' cotangents.
func (VecGet) VJP(g Reverse) {}

// VJP: the leaves receive row i, which is then zeroed.
func (VecSet) VJP(g Reverse) {}

// VJP: each vec receives its rows.
func (VecConcat) VJP(g Reverse) {}

// VJP: the rows receive theirs.
func (VecSlice) VJP(g Reverse) {}

// VJP: the rows receive theirs.
func (VecToArray) VJP(g Reverse) {}

// VJP: the fields receive those of the accumulator.
func (NodeNew) VJP(g Reverse) {}

// VJP: the field of the accumulator receives the cotangent.
func (NodeGet) VJP(g Reverse) {}

// VJP: the field receives its cotangent, the rest moves on.
func (NodeSet) VJP(g Reverse) {}
