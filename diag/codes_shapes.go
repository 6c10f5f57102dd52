package diag

import "github.com/myia-lang/myia/dtype"

// Shapes of arrays.
const (
	Broadcast      Code = "E0401"
	BadAxis        Code = "E0402"
	BadShape       Code = "E0403"
	BadReshape     Code = "E0404"
	BadSqueeze     Code = "E0405"
	UnlikeParts    Code = "E0406"
	ScalarProduct  Code = "E0407"
	InnerSizes     Code = "E0408"
	ManyIndices    Code = "E0409"
	BadArrayIndex  Code = "E0410"
	EmptyReduction Code = "E0412"
	NotOneElement  Code = "E0413"
	BadDType       Code = "E0414"
	RaggedArray    Code = "E0415"

	MaskIndex Code = "L0401"
)

// withNumPy is an example that prints an expression.
func withNumPy(expr string) string { return "import numpy as np\n\nprint(" + expr + ")\n" }

var shapeEntries = []Entry{
	{Broadcast, "shapes that do not broadcast",
		"Arrays are combined element by element. Their shapes are compared from the last axis on: two sizes must be equal, or one of them 1, which is then repeated. Add an axis with x[:, None], or transpose.",
		withNumPy("np.ones(3) + np.ones(4)"),
		withNumPy("np.ones(3)[:, None] + np.ones(4)")},
	{BadAxis, "an axis that the array does not have",
		"An array of n axes has the axes 0 to n-1, counted from the end as -1 to -n. A list of axes names each at most once, and all of them for np.transpose.",
		withNumPy("np.sum(np.ones((2, 3)), axis=2)"),
		withNumPy("np.sum(np.ones((2, 3)), axis=1)")},
	{BadShape, "a shape that is not one",
		"A shape is an int or a tuple of ints that are not negative. How many there are must be known when the program is compiled; the sizes themselves need not.",
		withNumPy("np.zeros((2, -3))"),
		withNumPy("np.zeros((2, 3))")},
	{BadReshape, "a shape of another number of elements",
		"reshape keeps the elements and their order, so the product of the sizes stays the same. One size may be -1, and is then computed.",
		withNumPy("np.ones((2, 3)).reshape(4, 2)"),
		withNumPy("np.ones((2, 3)).reshape(3, 2)")},
	{BadSqueeze, "an axis that cannot be squeezed out",
		"np.squeeze removes axes of the constant size 1.",
		withNumPy("np.squeeze(np.ones((2, 1)), axis=0)"),
		withNumPy("np.squeeze(np.ones((2, 1)), axis=1)")},
	{UnlikeParts, "arrays that cannot be joined",
		"np.concatenate joins arrays whose sizes agree on all axes but one, np.stack arrays of one shape. There is at least one array, and their number is known when the program is compiled.",
		withNumPy("np.concatenate([np.ones((2, 3)), np.ones((2, 4))])"),
		withNumPy("np.concatenate([np.ones((2, 3)), np.ones((2, 4))], axis=1)")},
	{ScalarProduct, "@ of a scalar",
		"@ is the product of vectors and matrices. Scalars are multiplied with *.",
		withNumPy("np.ones((2, 2)) @ np.float64(3.0)"),
		withNumPy("np.ones((2, 2)) * np.float64(3.0)")},
	{InnerSizes, "the inner sizes of a matrix product differ",
		"In a @ b the last axis of a is as long as the last but one of b (the only one, if b is a vector). Transpose one of them, b.T, if its axes are the other way round.",
		withNumPy("np.ones((2, 3)) @ np.ones((4, 3))"),
		withNumPy("np.ones((2, 3)) @ np.ones((4, 3)).T")},
	{ManyIndices, "more indices than axes",
		"x[i, j] needs an array of at least two axes. None adds an axis and needs none.",
		withNumPy("np.ones(3)[0, 1]"),
		withNumPy("np.ones((3, 2))[0, 1]")},
	{BadArrayIndex, "a value that cannot index an array",
		"Arrays are indexed by ints, slices, ..., None and arrays of ints. / always gives a float; divide with //.",
		withNumPy("np.ones(3)[3 / 2]"),
		withNumPy("np.ones(3)[3 // 2]")},
	{EmptyReduction, "the extreme of an empty array",
		"An array without elements has no largest or smallest one.",
		withNumPy("np.max(np.zeros(0))"),
		withNumPy("np.sum(np.zeros(0))")},
	{NotOneElement, "an array of several elements where one number is needed",
		"float(x), int(x) and x.item() take an array of one element.",
		withNumPy("float(np.ones(3))"),
		withNumPy("float(np.sum(np.ones(3)))")},
	{BadDType, "a dtype that Myia does not have",
		"The dtypes are " + dtype.Names(dtype.Type.NumPy, "and") + ", by NumPy's names, as np.int8, and by texts, as \"int8\" and \"i1\"; int, float and bool are int64, float64 and bool. bfloat16 is that of ml_dtypes.",
		withNumPy("np.zeros(3, dtype=str)"),
		withNumPy("np.zeros(3, dtype=np.float32)")},
	{RaggedArray, "rows of different lengths",
		"An array is made of numbers, or of lists of one shape.",
		withNumPy("np.array([[1, 2], [3]])"),
		withNumPy("np.array([[1, 2], [3, 0]])")},
	{MaskIndex, "an array is indexed by one bool",
		"A mask chooses elements. One bool as an index makes an axis of size 1 or 0, which is not taken: choose with a conditional expression.",
		"import numpy as np\n\nx = np.array([1.0, -1.0])\nprint(x[x[0] > 0])\n",
		"import numpy as np\n\nx = np.array([1.0, -1.0])\nprint(x[None] if x[0] > 0 else x[None][:0])\n"},
}
