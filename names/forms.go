package names

// Forms declares what inference serves itself.
func Forms() []Decl {
	return []Decl{
		{Name: "isinstance", Kind: Form, Sig: "object, class, /", Doc: "Whether a value is of a type, or of one of a tuple of types."},
		{Name: "len", Kind: Form, Sig: "object, /", Doc: "Number of elements."},
		{Name: "range", Kind: Form, Sig: "start, stop=None, step=None, /", Doc: "The ints from start to stop.", Alone: true, Type: true},
		{Name: "print", Kind: Form, Sig: "*objects, **options", Doc: "Writes values and a line end; sep, end and flush are options."},
		{Name: "str", Kind: Form, Sig: "object='', /", Doc: "Text of a value as print shows it.", Type: true},
		{Name: "repr", Kind: Form, Sig: "object, /", Doc: "Text of a value as the interpreter shows it."},
		{Name: "tuple", Kind: Form, Sig: "iterable=(), /", Doc: "A tuple of as many elements as are known.", Consumes: true, Type: true},
		{Name: "list", Kind: Form, Sig: "iterable=(), /", Doc: "A list of the elements.", Consumes: true, Type: true},
		{Name: "zip", Kind: Form, Sig: "*iterables, strict=False", Doc: "Tuples of elements side by side.", Type: true},
		{Name: "enumerate", Kind: Form, Sig: "iterable, /, start=0", Doc: "Pairs of a counter and an element.", Type: true},
		{Name: "map", Kind: Form, Sig: "function, iterable, /, *iterables", Doc: "Results of a function of each element.", Type: true},
		{Name: "filter", Kind: Form, Sig: "function, iterable, /", Doc: "The elements of which a function is true.", Type: true},
		{Name: "reversed", Kind: Form, Sig: "sequence, /", Doc: "The elements from the last to the first.", Type: true},
		{Name: "sum", Kind: Form, Sig: "iterable, /, start=0", Doc: "Sum of the elements.", Consumes: true},
		{Name: "max", Kind: Form, Sig: "iterable, /, *more, key=None, default=None", Doc: "The largest element, or argument.", Consumes: true},
		{Name: "min", Kind: Form, Sig: "iterable, /, *more, key=None, default=None", Doc: "The smallest element, or argument.", Consumes: true},
		{Name: "any", Kind: Form, Sig: "iterable, /", Doc: "Whether an element is true.", Consumes: true},
		{Name: "all", Kind: Form, Sig: "iterable, /", Doc: "Whether all elements are true.", Consumes: true},
		{Name: "bool", Kind: Form, Sig: "object=False, /", Doc: "Truth value.", Type: true},
		{Name: "divmod", Kind: Form, Sig: "a, b, /", Doc: "The pair (a // b, a % b)."},
		{Name: "pow", Kind: Form, Sig: "base, exp, mod=None", Doc: "base ** exp, or its remainder by mod.", Alone: true},
		{Name: "NotImplemented", Kind: Form, Doc: "What an operator's method returns for operands that it does not take.", Alone: true},
		{Name: "super", Kind: Form, Sig: "class, object, /", Doc: "The attributes that come after a class in the order of an object's class; without arguments those of the class and the object of the method.", Alone: true},
		{Name: "type", Kind: Form, Sig: "object, /", Doc: "The class of an object.", Type: true, Alone: true},
		{Name: "issubclass", Kind: Form, Sig: "class, of, /", Doc: "Whether a class derives from another, or from one of a tuple.", Alone: true},
		{Name: "round", Kind: Form, Sig: "number, ndigits=None", Doc: "Rounding half to even.", Alone: true},

		{Name: "np.dtype", Kind: Form, Sig: "dtype, /", Doc: "The element type of a name or a class, with name, kind, itemsize and type.", Alone: true, Type: true},
		{Name: "np.issubdtype", Kind: Form, Sig: "arg1, arg2, /", Doc: "Whether an element type is of a class such as np.integer, its second argument.", Alone: true},
		{Name: "np.iinfo", Kind: Form, Sig: "dtype, /", Doc: "The limits of an int type: min, max, bits.", Alone: true, Type: true},
		{Name: "np.finfo", Kind: Form, Sig: "dtype, /", Doc: "The limits of a float type: min, max, tiny, eps, bits.", Alone: true, Type: true},

		{Name: "functools.partial", Kind: Form, Sig: "function, /, *arguments, **keywords", Doc: "The function with its first arguments given."},
		{Name: "functools.reduce", Kind: Form, Sig: "function, iterable, initial=None, /", Doc: "Folds the elements from the left."},
		{Name: "dataclasses.replace", Kind: Form, Sig: "object, /, **changes", Doc: "A copy with other values of some fields."},
		{Name: "dataclasses.asdict", Kind: Form, Sig: "obj, /", Doc: "A dict of the fields, also of those of objects in them."},
		{Name: "dataclasses.astuple", Kind: Form, Sig: "obj, /", Doc: "A tuple of the fields, also of those of objects in them."},
		{Name: "dataclasses.fields", Kind: Form, Sig: "class_or_instance, /", Doc: "The fields, which have names."},

		{Name: "myia.grad", Kind: Form, Sig: "function, /, *wrt, return_value=False, argnums=0, has_aux=False", Doc: "The function that gives the gradient.", Alone: true},
		{Name: "myia.value_and_grad", Kind: Form, Sig: "function, /, *wrt, return_value=False, argnums=0, has_aux=False", Doc: "The function that gives the value and the gradient.", Alone: true},
		{Name: "myia.stop_gradient", Kind: Form, Sig: "x, /", Doc: "x, a value of any type, with derivative 0."},
		{Name: "myia.myia", Kind: Form, Sig: "function, /", Doc: "The function itself; @myia marks one for CPython."},
	}
}
