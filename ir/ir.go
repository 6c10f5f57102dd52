package ir

import (
	"cmp"
	"slices"

	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/types"
)

// Effects is a set of effects. The order of effects is never changed.
type Effects uint8

const (
	IO    Effects = 1 << iota // prints, loads, saves
	RNG                       // advances the random state
	Check                     // may end the run
	Mut                       // changes an object that others may hold
)

// Op is an operation: a name, attributes (its exported fields) and a type
// rule. Implementations live in package ops.
type Op interface {
	// OpName is the name in IR text, such as "add"; a dot separates families.
	OpName() string
	// Infer gives the result types from the operands' types, or says why the
	// operands do not fit. Structured ops look at n.Regions; calls at m.
	Infer(m *Module, n *Node) ([]types.Type, error)
	// Effects of the operation itself, not of its regions or callee.
	Effects() Effects
}

// Structured is an op with regions; other ops have none.
type Structured interface {
	Op
	NumRegions() int
}

// Linked is an op that refers to a declaration of the module, such as the
// function it calls, which may be made after the node.
type Linked interface {
	Op
	// Link says why the declaration is missing, or does not fit the node.
	Link(m *Module, n *Node) error
}

// Value is what a Node or a Region parameter defines, once.
type Value struct {
	ID   int        // unique in its Func
	Type types.Type // types.Any in surface IR
	Name string     // the user's name for it, or ""
	Def  *Node      // nil for a region's parameter
}

// Mode says in which code a node runs, for tracebacks and dumps.
type Mode uint8

// The modes: as written, forward derivatives, backward derivatives.
const (
	Primal Mode = iota
	Tangent
	Backward
)

// Loc is a node's place in the source: where it was written, through which
// calls it was inlined, and the mode of the code it belongs to.
type Loc struct {
	Span    source.Span
	Func    string // name of the source function, for tracebacks
	Inlined *Loc   // the call that was inlined, or nil
	Mode    Mode
}

// Node applies Op to Args.
type Node struct {
	Op      Op
	Args    []*Value
	Regions []*Region
	Results []*Value
	Loc     Loc
}

// Region is an ordered list of nodes with parameters and results.
type Region struct {
	Params  []*Value
	Nodes   []*Node
	Results []*Value
}

// Func is a function. Captured variables come first among Params, then the
// declared parameters.
type Func struct {
	Name    string // unique in the module
	Params  []*Value
	Owned   []bool  // the parameters whose references the function takes; nil where none are, or nothing is counted (package own)
	Body    *Region // Body.Params == Params
	Results []types.Type
	Loc     Loc
	Sig     *Signature // surface and typed functions; nil in core
	NextID  int
}

// Signature is what a Python call needs to bind arguments.
type Signature struct {
	Captures   []string          // names of the captured variables, first in Params
	PosOnly    int               // the first PosOnly of Names are positional only
	Names      []string          // parameters by position
	KwOnly     []string          // then keyword-only ones
	VarArgs    string            // name of *args, its Param stands last but for that of **kwargs, or ""
	KwArgs     string            // name of **kwargs, its Param stands last, or ""
	Generator  bool              // calling it makes a generator, which runs it; of surface IR with references
	NumDefault int               // defaults of the last NumDefault positional ones
	KwDefault  []string          // keyword-only parameters that have a default
	ArgTypes   map[string]string // annotation text by parameter name, "return" included
}

// Field is a field of a class.
type Field struct {
	Name       string
	Annotation string // source text, or ""
	Span       source.Span
	Default    string // function of no arguments that makes the default, or ""
	NoInit     bool
	// Of a class that is made where its statement stands: whether an attribute of the class, or its factory, is the default.
	HasDefault bool
	// Whether only a keyword gives it; whether comparisons and repr leave it out.
	KwOnly, NoCompare, NoRepr bool
	Factory                   bool // each object gets a default of its own
	InitOnly                  bool // __post_init__ gets its value, the object does not
	Assigned                  bool // no field of a dataclass, but an attribute that methods assign
}

// Class is a user's class.
type Class struct {
	Name              string // unique in the module
	Display           string // as Python prints it
	Qual              string // with the classes and functions in which it stands, if it stands in one
	Fields            []Field
	Methods           map[string]string // method name to function name
	Kinds             map[string]string // "property", "static" or "class" of a method that has such a decorator, "constant" of what a method gives that is none
	After             []string          // the classes whose attributes it has, too, in C3 order; of one that is made once
	Order             []string          // method names in order
	Own               map[string]string // of attributes of the class itself that lie in objects, their classes, which name them
	Dataclass         bool
	Eq, Ordered, Repr bool
	Frozen, Hash      bool     // the options frozen and unsafe_hash
	Local             bool     // what its methods read belongs to a run of the function in which it is made
	NoInit            bool     // a dataclass that makes no __init__
	NamedTuple        bool     // its base is typing.NamedTuple
	Abstract          []string // its abstract methods
	ABC, Protocol     bool     // it has the metaclass ABCMeta; it is a protocol
	Recursive         bool     // mentions itself in a field's annotation
	Span              source.Span
}

// Qualified is the name of the class in a repr.
func (c *Class) Qualified() string { return cmp.Or(c.Qual, c.Display) }

// Changes reports whether fields of the objects can be assigned.
func (c *Class) Changes() bool { return !c.Frozen && !c.NamedTuple }

// Makes reports whether the class makes a special method of its fields, as dataclasses and named tuples do.
func (c *Class) Makes(name string) bool {
	if c.NamedTuple {
		return slices.Contains(namedTupleMakes, name)
	}
	switch name {
	case "__init__":
		return c.Dataclass && !c.NoInit
	case "__eq__":
		return c.Dataclass && c.Eq
	case "__lt__", "__le__", "__gt__", "__ge__":
		return c.Dataclass && c.Ordered
	case "__repr__":
		return c.Dataclass && c.Repr
	}
	return false
}

// namedTupleMakes are the special methods that a class of tuples with names makes of its fields.
var namedTupleMakes = []string{"__init__", "__eq__", "__lt__", "__le__", "__gt__", "__ge__", "__repr__"}

// Taken lists the fields that the constructor takes.
func (c *Class) Taken() []int {
	var out []int
	for i, f := range c.Fields {
		if !f.NoInit && !f.Assigned {
			out = append(out, i)
		}
	}
	return out
}

// NodeType declares a heap record of core IR. Tag and fields are core leaves.
type NodeType struct {
	Name   string
	Fields []types.Type
}

// NamedType gives the parts of a recursive class or closure of typed IR.
type NamedType struct {
	Type  types.Named
	Parts []types.Type
}

// Module is a program at one stage.
type Module struct {
	Stage   Stage
	Funcs   []*Func
	Classes []*Class
	Nodes   []*NodeType
	Named   []*NamedType // typed IR
	Pool    *Pool
	Entry   string  // the function to run
	Imports Imports // of surface IR: the library, or nil
	Changes bool    // typed IR: the program changes objects
	byName  map[string]*Func
	place   map[string]int // in Funcs
	classes index[string, *Class]
	nodes   index[string, *NodeType]
	named   index[types.Named, *NamedType]
}

// Imports holds functions that modules share by reference. They never change.
type Imports interface {
	// Func finds a function by name, or gives nil.
	Func(name string) *Func
}

// Stage says what a module may hold.
type Stage uint8

// The stages, in order.
const (
	Surface Stage = iota
	Typed
	Core
	Opt
)

var stageNames = [...]string{"surface", "typed", "core", "opt"}

func (s Stage) String() string { return stageNames[s] }

// NewModule makes an empty module.
func NewModule(s Stage) *Module {
	return &Module{Stage: s, Pool: NewPool(), byName: map[string]*Func{}, place: map[string]int{}}
}

// Add appends f; its name must be new.
func (m *Module) Add(f *Func) {
	if m.byName[f.Name] != nil {
		panic("ir: function " + f.Name + " added twice")
	}
	m.byName[f.Name], m.place[f.Name] = f, len(m.Funcs)
	m.Funcs = append(m.Funcs, f)
}

// Replace puts f in the place of the function of the same name.
func (m *Module) Replace(f *Func) {
	if at, ok := m.place[f.Name]; ok {
		m.Funcs[at] = f
	}
	m.byName[f.Name] = f
}

// Func finds a function by name, in the module or in what it imports, or gives
// nil.
func (m *Module) Func(name string) *Func {
	if f := m.byName[name]; f != nil || m.Imports == nil {
		return f
	}
	return m.Imports.Func(name)
}

// Class finds a class by name, or nil.
func (m *Module) Class(name string) *Class {
	return m.classes.find(m.Classes, name, func(c *Class) string { return c.Name })
}

// NodeType finds a heap record type by name, or nil.
func (m *Module) NodeType(name string) *NodeType {
	return m.nodes.find(m.Nodes, name, func(n *NodeType) string { return n.Name })
}

// NamedParts returns the types of the parts of a recursive type.
func (m *Module) NamedParts(t types.Named) []types.Type {
	if n := m.named.find(m.Named, t, func(n *NamedType) types.Named { return n.Type }); n != nil {
		return n.Parts
	}
	return nil
}

// Types returns the types of vs.
func Types(vs []*Value) []types.Type {
	ts := make([]types.Type, len(vs))
	for i, v := range vs {
		ts[i] = v.Type
	}
	return ts
}
