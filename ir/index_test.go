package ir_test

import (
	"testing"

	"github.com/myia-lang/myia/ir"
)

// TestNodeTypes checks that what is declared is found, by the first of its name, after the list has grown and in a module
// that goes on from another.
func TestNodeTypes(t *testing.T) {
	m := ir.NewModule(ir.Core)
	a, b, twice := &ir.NodeType{Name: "A"}, &ir.NodeType{Name: "B"}, &ir.NodeType{Name: "A"}
	m.Nodes = append(m.Nodes, a)
	if m.NodeType("A") != a || m.NodeType("B") != nil {
		t.Error("A is declared, B is not")
	}
	other := m.Like()
	m.Nodes = append(m.Nodes, b, twice)
	if m.NodeType("A") != a || m.NodeType("B") != b {
		t.Error("A and B are declared, A first as it was")
	}
	if other.NodeType("A") != a || other.NodeType("B") != nil {
		t.Error("B is declared in another module")
	}
}

// TestReplace checks that a function stands where that of its name stood.
func TestReplace(t *testing.T) {
	m := ir.NewModule(ir.Core)
	f, g, again := &ir.Func{Name: "f"}, &ir.Func{Name: "g"}, &ir.Func{Name: "g"}
	m.Add(f)
	m.Add(g)
	m.Replace(again)
	if m.Funcs[0] != f || m.Funcs[1] != again || m.Func("g") != again {
		t.Error("g is not replaced")
	}
}
