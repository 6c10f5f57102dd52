package names

// keyed declares dicts and sets, and their methods, which inference serves itself.
func keyed() []Decl {
	return []Decl{
		{Name: "sorted", Kind: Form, Sig: "iterable, /, *, key=None, reverse=False", Doc: "A sorted list of the elements; equal ones keep their order.", Alone: true, Consumes: true},
		{Name: "set", Kind: Form, Sig: "iterable=(), /", Doc: "A set of the elements.", Alone: true, Consumes: true, Type: true},
		{Name: "dict", Kind: Form, Sig: "values=(), /, **items", Doc: "A dict of a mapping or of pairs, and of keywords.", Alone: true, Consumes: true, Type: true},

		{Name: "collections.defaultdict", Kind: Form, Sig: "default_factory=None, values=(), /, **items", Doc: "A dict that makes the values of missing keys.", Alone: true, Type: true},
		{Name: "collections.Counter", Kind: Form, Sig: "iterable=(), /, **counts", Doc: "How often each element is there, or the numbers of a mapping; 0 for what is not.", Alone: true, Consumes: true, Type: true},
		{Name: ".Counter.most_common", Kind: Form, Sig: "n=None", Doc: "The elements and their counts, from the most common on."},
		{Name: ".Counter.elements", Kind: Form, Doc: "Each element as often as it counts."},
		{Name: ".Counter.total", Kind: Form, Doc: "Sum of the counts."},
		{Name: ".Counter.update", Kind: Form, Sig: "iterable=(), /", Doc: "Adds counts."},
		{Name: ".Counter.subtract", Kind: Form, Sig: "iterable=(), /", Doc: "Subtracts counts."},

		{Name: ".dict.items", Kind: Form, Doc: "The pairs of a key and its value, as they are at each time."},
		{Name: ".dict.keys", Kind: Form, Doc: "The keys, as they are at each time."},
		{Name: ".dict.values", Kind: Form, Doc: "The values, as they are at each time."},
		{Name: ".dict.get", Kind: Form, Sig: "key, default=None, /", Doc: "The value of a key, or the default."},
		{Name: ".dict.__getitem__", Kind: Form, Sig: "key, /", Doc: "The value of a key."},
		{Name: ".dict.setdefault", Kind: Form, Sig: "key, default=None, /", Doc: "The value of a key, which is set to the default if it is not there."},
		{Name: ".dict.pop", Kind: Form, Sig: "key, default='<absent>', /", Doc: "Takes a key away and gives its value."},
		{Name: ".dict.popitem", Kind: Form, Doc: "Takes the last key away and gives it with its value."},
		{Name: ".dict.update", Kind: Form, Sig: "other=(), /, **values", Doc: "Sets the keys of a mapping, or of pairs."},
		{Name: ".dict.clear", Kind: Form, Doc: "Takes all keys away."},
		{Name: ".dict.copy", Kind: Form, Doc: "A dict of the same keys and values."},
		{Name: ".set.add", Kind: Form, Sig: "object, /", Doc: "Adds an element."},
		{Name: ".set.discard", Kind: Form, Sig: "object, /", Doc: "Takes an element away, if it is there."},
		{Name: ".set.remove", Kind: Form, Sig: "object, /", Doc: "Takes an element away."},
		{Name: ".set.pop", Kind: Form, Doc: "Takes an element away and gives it."},
		{Name: ".set.clear", Kind: Form, Doc: "Takes all elements away."},
		{Name: ".set.copy", Kind: Form, Doc: "A set of the same elements."},
		{Name: ".set.update", Kind: Form, Sig: "*others", Doc: "Adds the elements of iterables."},
		{Name: ".set.union", Kind: Form, Sig: "*others", Doc: "The set of all elements."},
		{Name: ".set.intersection", Kind: Form, Sig: "*others", Doc: "The set of the elements that all have."},
		{Name: ".set.difference", Kind: Form, Sig: "*others", Doc: "The set of the elements that no other has."},
		{Name: ".set.symmetric_difference", Kind: Form, Sig: "other, /", Doc: "The set of the elements that one of two has."},
		{Name: ".set.intersection_update", Kind: Form, Sig: "*others", Doc: "Takes the elements away that not all have."},
		{Name: ".set.difference_update", Kind: Form, Sig: "*others", Doc: "Takes the elements of the others away."},
		{Name: ".set.symmetric_difference_update", Kind: Form, Sig: "other, /", Doc: "Takes what is in both away and adds the rest of the other."},
		{Name: ".set.issubset", Kind: Form, Sig: "other, /", Doc: "Whether the other has all elements."},
		{Name: ".set.issuperset", Kind: Form, Sig: "other, /", Doc: "Whether it has all elements of the other."},
		{Name: ".set.isdisjoint", Kind: Form, Sig: "other, /", Doc: "Whether no element is in both."},
	}
}
