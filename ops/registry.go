package ops

import "github.com/myia-lang/myia/ir"

// All gives one op of each name, for the IR parser and the conformance test.
func All() []ir.Op {
	out := []ir.Op{
		If{}, For{}, While{}, Call{}, VJP{},
		Const{}, Pool{}, Poison{}, Null{}, IsNull{}, Cast{}, StopGradient{}, Select, RoundTo{},
		Broadcast{}, Reshape{}, Transpose{}, Index{}, Gather{}, Concat{}, Dim{}, Iota{}, MakeArray{},
		Reduce{}, ArgMax{}, Matmul{}, ProdOthers{},
		VecNew{}, VecPush{}, VecGet{}, VecSet{}, VecLen{}, VecConcat{}, VecSlice{}, VecToArray{},
		NodeNew{}, NodeGet{}, NodeSet{}, OptSome{}, OptGet{},
		AccAdd{}, AccMerge{}, AccIndex{}, AccGather{}, AccGet{},
		AccRow{}, RowGet{}, RowTake{}, RowTrunc{}, RowShift{}, RowUnshift{}, AccDup{}, AccField{}, FieldGet{}, FieldTake{},
		StrConcat{}, StrEq{}, StrLt{}, StrLen{}, StrIndex{}, StrSlice{}, StrRepeat{}, StrContains{}, StrJoin{},
		StrIsNumber{}, StrToNumber{}, Format{}, FormatOK{}, FormatSpec{},
		Check{}, Raise{}, Print{}, RNGSeed{}, RNGNext{}, Load{}, Save{},
		PhiloxUniform{}, PhiloxNormal{}, PhiloxPermutation{},
	}
	for _, e := range elementwise {
		out = append(out, e)
	}
	return out
}

// ByName gives the op of each name, without attributes, or nil; ir.Parse takes
// it.
func ByName() func(name string) ir.Op {
	all := map[string]ir.Op{}
	for _, op := range All() {
		all[op.OpName()] = op
	}
	return func(name string) ir.Op { return all[name] }
}
