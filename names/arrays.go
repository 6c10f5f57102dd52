package names

// arrayChanges declares what changes an array, which inference serves itself.
func arrayChanges() []Decl {
	return []Decl{
		{Name: ".array.fill", Kind: Form, Sig: "value, /", Doc: "Sets all elements."},
		{Name: ".array.sort", Kind: Form, Sig: "axis=-1", Doc: "Sorts along an axis, in place."},
		{Name: "np.copyto", Kind: Form, Sig: "dst, src", Doc: "Sets all elements of an array."},
		{Name: "np.fill_diagonal", Kind: Form, Sig: "a, val", Doc: "Sets the elements on the diagonal."},
		{Name: "np.put", Kind: Form, Sig: "a, ind, v", Doc: "Sets elements by their places in the flattened array."},
		{Name: "np.add.at", Kind: Form, Sig: "a, indices, b", Doc: "Adds to elements, again where an index stands again."},
		{Name: "np.subtract.at", Kind: Form, Sig: "a, indices, b", Doc: "Subtracts from elements, again where an index stands again."},
	}
}
