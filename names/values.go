package names

import (
	"math"
	"strings"
)

// Values declares what is not called, or called by what has its name.
func Values() []Decl {
	out := []Decl{
		{Name: "math.pi", Kind: Constant, Value: math.Pi}, {Name: "math.e", Kind: Constant, Value: math.E},
		{Name: "math.tau", Kind: Constant, Value: 2 * math.Pi},
		{Name: "math.inf", Kind: Constant, Value: math.Inf(1)}, {Name: "math.nan", Kind: Constant, Value: math.NaN()},
		{Name: "np.pi", Kind: Constant, Value: math.Pi}, {Name: "np.e", Kind: Constant, Value: math.E},
		{Name: "np.inf", Kind: Constant, Value: math.Inf(1)}, {Name: "np.nan", Kind: Constant, Value: math.NaN()},
		{Name: "np.newaxis", Kind: Constant}, {Name: "__name__", Kind: Constant, Value: "__main__"},
		{Name: "np.s_", Kind: Attribute, Doc: "np.s_[...] is the index between the brackets."},
		{Name: "np.mgrid", Kind: Attribute, Doc: "np.mgrid[a:b, c:d] are the coordinates of the points of a grid."},
		{Name: "np.ogrid", Kind: Attribute, Doc: "np.ogrid[a:b, c:d] are the coordinates along each axis of a grid."},
		{Name: "sys.argv", Kind: Attribute, Doc: "The program's arguments."},
		{Name: ".array.shape", Kind: Attribute, Doc: "The sizes."},
		{Name: ".array.ndim", Kind: Attribute, Doc: "The number of axes."},
		{Name: ".array.size", Kind: Attribute, Doc: "The number of elements."},
		{Name: ".array.dtype", Kind: Attribute, Doc: "The type of the elements."},
		{Name: ".array.itemsize", Kind: Attribute, Doc: "The bytes of an element."},
		{Name: ".array.nbytes", Kind: Attribute, Doc: "The bytes of all elements."},
		{Name: ".array.T", Kind: Attribute, Doc: "The transpose."},
		{Name: "dataclasses.dataclass", Kind: Syntax}, {Name: "dataclasses.field", Kind: Syntax}, {Name: "dataclasses.InitVar", Kind: Syntax},
		{Name: "abc.ABC", Kind: Syntax}, {Name: "abc.ABCMeta", Kind: Syntax}, {Name: "abc.abstractmethod", Kind: Syntax},
		{Name: "collections.namedtuple", Kind: Syntax}, {Name: "typing.NamedTuple", Kind: Syntax},
		{Name: "Ellipsis", Kind: Syntax},
	}
	list := func(k Kind, names string) {
		for _, n := range strings.Fields(names) {
			out = append(out, Decl{Name: n, Kind: k})
		}
	}
	list(Class, "int float dict object np.ndarray")
	list(Module, "np.random np.linalg np.testing os.path scipy.special")
	list(Exception, "Exception ArithmeticError AssertionError AttributeError EOFError FileNotFoundError FloatingPointError "+
		"IndexError IOError KeyError LookupError MemoryError NameError NotImplementedError OSError OverflowError "+
		"RecursionError RuntimeError StopIteration TypeError UnboundLocalError ValueError ZeroDivisionError np.linalg.LinAlgError")
	return out
}

// IsClass reports whether a name is that of a type; those of element types are
// not among them.
func IsClass(name string) bool {
	d := Base().Lookup(name)
	return d != nil && (d.Kind == Class || d.Type)
}

// untaken are the methods that change an array and are not taken.
var untaken = map[string]bool{"resize": true, "partition": true, "put": true, "itemset": true, "setflags": true}

// ChangesArray reports whether a method that is not taken changes an array.
func ChangesArray(method string) bool { return untaken[method] }
