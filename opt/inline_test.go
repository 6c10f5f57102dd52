package opt_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/myia-lang/myia/golden"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
)

// function is one of n nodes that then calls each of callees.
func function(name string, n int, callees ...string) string {
	var sb strings.Builder
	fmt.Fprintf(&sb, "func @%s(%%0: f64) -> (f64) {\n", name)
	for i := range n {
		fmt.Fprintf(&sb, "  %%%d = sin %%%d : f64\n", i+1, i)
	}
	for i, f := range callees {
		fmt.Fprintf(&sb, "  %%%d = call{Fn=%q, Results=[f64]} %%%d : f64\n", n+i+1, f, n+i)
	}
	fmt.Fprintf(&sb, "  return %%%d\n}\n\n", n+len(callees))
	return sb.String()
}

func times(n int, name string) []string { return strings.Fields(strings.Repeat(name+" ", n)) }

// callsLeft inlines, and counts the calls of a function that stay.
func callsLeft(t *testing.T, text, name string) int {
	m := golden.Read(t, "module opt entry @main\n\n"+text)
	left := 0
	for _, f := range golden.Pass(t, passes(m.Stage), "inline", m).Funcs {
		f.Body.Each(func(n *ir.Node) {
			if c, ok := n.Op.(ops.Call); ok && c.Fn == name {
				left++
			}
		})
	}
	return left
}

// TestInlineLimits tries each limit of what is inlined, and one node more.
func TestInlineLimits(t *testing.T) {
	main := function("main", 0, "a", "b", "c")
	exhausted := function("f", 25) + function("a", 0, times(30, "f")...) + function("b", 0, times(30, "f")...)
	for _, c := range []struct {
		what, text, name string
		left             int
	}{
		{"thirty nodes, wherever they are called", function("f", 30) + function("main", 0, "f", "f"), "f", 0},
		{"one more", function("f", 31) + function("main", 0, "f", "f"), "f", 2},
		{"any number, called once", function("f", 31) + function("main", 0, "f"), "f", 0},
		{"thirty with what is inlined for its call", function("g", 4) + function("f", 26, "g") + function("main", 0, "f", "f"), "f", 0},
		{"one more", function("g", 4) + function("f", 27, "g") + function("main", 0, "f", "f"), "f", 2},
		{"a function of two thousand", function("f", 999) + function("main", 1000, "f"), "f", 0},
		{"one more", function("f", 1000) + function("main", 1000, "f"), "f", 1},
		{"two thousand in several places", exhausted + function("c", 0, times(20, "f")...) + main, "f", 0},
		{"one more", exhausted + function("c", 0, times(21, "f")...) + main, "f", 1},
		{"what is as short as a call, after those", exhausted + function("g", 4) + function("c", 0, append(times(20, "f"), "g", "g")...) + main, "g", 0},
		{"one node more", exhausted + function("g", 5) + function("c", 0, append(times(20, "f"), "g", "g")...) + main, "g", 2},
	} {
		if left := callsLeft(t, c.text, c.name); left != c.left {
			t.Errorf("%s: %d calls are left, want %d", c.what, left, c.left)
		}
	}
}
