package names

// asking declares built-ins that ask about objects, or set their attributes by name.
func asking() []Decl {
	return []Decl{
		{Name: "iter", Kind: Form, Sig: "object, /", Doc: "An iterator over an iterable, which a loop uses up."},
		{Name: "next", Kind: Form, Sig: "iterator, default='<absent>', /", Doc: "The next item of an iterator, or the default if there is none."},
		{Name: "hash", Kind: Form, Sig: "object, /", Doc: "A number that equal values have in common."},
		{Name: "getattr", Kind: Form, Sig: "object, name, default='<absent>', /", Doc: "An attribute, by a name that is known at compile time, or the default if there is none.", Alone: true},
		{Name: "setattr", Kind: Form, Sig: "object, name, value, /", Doc: "Sets an attribute, by a name that is known at compile time.", Alone: true},
		{Name: "hasattr", Kind: Form, Sig: "object, name, /", Doc: "Whether there is an attribute of a name that is known at compile time.", Alone: true},
	}
}
