package ins

// Callee is a function as those know it who call it.
type Callee struct {
	Name   string // without the @
	Result Type
	Params []Type
	Fast   bool // the calling convention fastcc
	Link   Link
	Loops  bool // it repeats something

	// Outlined, if there is one, does the same where a call is to be a call rather than a copy of the function.
	Outlined *Callee

	// Define gives the definition of a function that each module which calls it holds.
	Define func(Host) Definition
}

// Link says where a function comes from.
type Link uint8

const (
	Intrinsic Link = iota // LLVM's own
	Library               // a library declares it, or has its text for modules that call it
	Linked                // another module of the program, if not the same
	Held                  // each module that calls it has a copy
)

// Host is what definitions depend on.
type Host struct {
	VectorBytes int  // width of a vector register
	Half        bool // instructions that convert binary16 to binary32 and back
}

// Definition is a function as a module holds it.
type Definition interface {
	// Needs tells of the functions and constants that the function refers to.
	Needs(calls func(*Callee), addresses func(*Global))
	// Append writes the function.
	Append(b []byte) []byte
}

// Text is a function that was written by hand.
type Text struct {
	Body  string
	Calls []*Callee
}

// Needs is described at Definition.
func (t Text) Needs(calls func(*Callee), _ func(*Global)) {
	for _, c := range t.Calls {
		calls(c)
	}
}

// Append is described at Definition.
func (t Text) Append(b []byte) []byte { return append(b, t.Body...) }

// Global is a constant in memory.
type Global struct {
	Name string // without the @
	Def  string // what follows the = sign
}

// At is the address of a byte of the constant.
func (g *Global) At(offset int) Value {
	return Value{kind: address, typ: Ptr, n: int64(offset), global: g}
}

// LLVM is the intrinsic of a name with the types that stand in it.
func LLVM(name string, in []Type, result Type, params ...Type) *Callee {
	full := "llvm." + name
	for _, t := range in {
		full += "." + t.Mangled()
	}
	return &Callee{Name: full, Result: result, Params: params}
}

// Extern is a function of a library.
func Extern(name string, result Type, params ...Type) *Callee {
	return &Callee{Name: name, Result: result, Params: params, Link: Library}
}

// appendSymbol writes the name of a function or constant, in quotes where it holds more than letters, digits, _ and dots.
func appendSymbol(b []byte, name string) []byte {
	b = append(b, '@')
	if plain(name) {
		return append(b, name...)
	}
	const hex = "0123456789ABCDEF"
	b = append(b, '"')
	for i := range len(name) {
		if c := name[i]; c < 32 || c > 126 || c == '"' || c == '\\' {
			b = append(b, '\\', hex[c>>4], hex[c&15])
		} else {
			b = append(b, c)
		}
	}
	return append(b, '"')
}

func plain(name string) bool {
	for i := range len(name) {
		c := name[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '.' || i > 0 && c >= '0' && c <= '9') {
			return false
		}
	}
	return name != ""
}
