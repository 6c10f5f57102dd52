package emit

// UnaryFunc is an elementary function of one argument in its three instances.
type UnaryFunc struct {
	Name string
	F64  func(float64) float64
	F32  func(float32) float32
	LLVM func(w *Writer, x Value) Value // appends to w; x has w's float type
}

// BinaryFunc is an elementary function of two arguments in its three instances.
type BinaryFunc struct {
	Name string
	F64  func(x, y float64) float64
	F32  func(x, y float32) float32
	LLVM func(w *Writer, x, y Value) Value
}

// Unary holds the functions of one argument by name. It is not to be changed.
var Unary = map[string]UnaryFunc{}

// Binary holds the functions of two arguments by name. It is not to be changed.
var Binary = map[string]BinaryFunc{}
