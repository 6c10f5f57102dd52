package names

// listMethods declares the methods of lists and tuples, which inference serves itself.
func listMethods() []Decl {
	return []Decl{
		{Name: ".list.append", Kind: Form, Sig: "object, /", Doc: "Adds an element at the end."},
		{Name: ".list.extend", Kind: Form, Sig: "iterable, /", Doc: "Adds the elements of an iterable at the end."},
		{Name: ".list.insert", Kind: Form, Sig: "index, object, /", Doc: "Adds an element before an index."},
		{Name: ".list.pop", Kind: Form, Sig: "index=-1, /", Doc: "Takes an element away and gives it."},
		{Name: ".list.remove", Kind: Form, Sig: "value, /", Doc: "Takes the first equal element away."},
		{Name: ".list.clear", Kind: Form, Doc: "Takes all elements away."},
		{Name: ".list.reverse", Kind: Form, Doc: "Turns the order around."},
		{Name: ".list.sort", Kind: Form, Sig: "*, key=None, reverse=False", Doc: "Sorts; equal elements keep their order."},
		{Name: ".list.copy", Kind: Form, Doc: "A list of the same elements."},
		{Name: ".list.index", Kind: Form, Sig: "value, start=0, stop=9223372036854775807, /", Doc: "The place of the first equal element."},
		{Name: ".list.count", Kind: Form, Sig: "value, /", Doc: "Number of equal elements."},
		{Name: ".tuple.index", Kind: Form, Sig: "value, start=0, stop=9223372036854775807, /", Doc: "The place of the first equal element."},
		{Name: ".tuple.count", Kind: Form, Sig: "value, /", Doc: "Number of equal elements."},
		{Name: ".namedtuple._asdict", Kind: Form, Doc: "A dict of the fields."},
		{Name: ".namedtuple._make", Kind: Form, Sig: "iterable, /", Doc: "One of the elements of an iterable; a method of the class."},
		{Name: ".namedtuple._replace", Kind: Form, Sig: "**changes", Doc: "A copy with other values of some fields."},
	}
}
