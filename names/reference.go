package names

import (
	"slices"
	"sync"
)

// References declares what changes objects, or asks about them as objects: names that the interpreter of surface IR serves
// and inference does not take yet. A program that has them is refused where it is compiled.
func References() []Decl {
	return []Decl{
		{Name: "delattr", Sig: "object, name, /", Doc: "Deletes an attribute by its name."},
		{Name: "type", Sig: "object, /", Doc: "The class of an object."},
		{Name: "id", Sig: "object, /", Doc: "A number that no other object has."},
		{Name: "callable", Sig: "object, /", Doc: "Whether a value can be called."},
		{Name: "issubclass", Sig: "class, of, /", Doc: "Whether a class derives from another."},
		{Name: "super", Sig: "class, object, /", Doc: "The attributes that come after a class in the order of an object's class."},
		{Name: "property", Sig: "getter, setter=None, /", Doc: "An attribute that a function computes.", Type: true},
		{Name: "classmethod", Sig: "function, /", Doc: "A method of the class.", Type: true},
		{Name: "staticmethod", Sig: "function, /", Doc: "A function that is found as an attribute.", Type: true},
		{Name: "NotImplemented", Kind: Constant, Doc: "What an operator's method returns for operands that it does not take."},

		{Name: "copy.copy", Sig: "x, /", Doc: "An object of the same parts."},
		{Name: "copy.deepcopy", Sig: "x, /", Doc: "An object of copies of the parts."},
		{Name: "typing.Generic", Kind: Syntax}, {Name: "typing.Protocol", Kind: Syntax},
		{Name: "typing.Any", Kind: Syntax}, {Name: "typing.Optional", Kind: Syntax}, {Name: "typing.List", Kind: Syntax},
		{Name: "typing.Dict", Kind: Syntax}, {Name: "typing.ClassVar", Kind: Syntax}, {Name: "typing.Callable", Kind: Syntax},
	}
}

var references = sync.OnceValue(func() map[string]*Decl {
	out := map[string]*Decl{}
	for _, d := range slices.Concat(References(), listMethods(), arrayChanges(), keyed(), asking()) {
		if d.Kind == 0 {
			d.Kind = Served
		}
		out[d.Name] = &d
	}
	return out
})

// Reference finds one of References, or gives nil.
func Reference(name string) *Decl { return references()[name] }

// OfReferences reports whether a program with references may name what a module has; "" are the built-ins.
func OfReferences(module, name string) bool {
	if module == "" {
		return Reference(name) != nil
	}
	return Reference(Canonical(module)+"."+name) != nil
}

// IsReferenceModule reports whether programs with references may import a module that others may not.
func IsReferenceModule(name string) bool {
	return name == "copy"
}
