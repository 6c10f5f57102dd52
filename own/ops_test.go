package own_test

import (
	"strings"
	"testing"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/source"
)

// TestTypeRules gives operations what they do not take.
func TestTypeRules(t *testing.T) {
	const text = `module opt

func @f(%0: i64, %1: str, %2: f64[n]?, %3: f64) -> () {
  NODE
  return
}
`
	for _, c := range []struct{ node, want string }{
		{"%4 = own.retain %0 : i64", "operands are [i64]"},
		{"%4, %5 = own.retain %1, %1 : str, str", "operands are [str str]"},
		{"own.release %0", "operands are [i64]"},
		{"%4 = own.move %1 : str", "operands are [str]"},
		{"%4 = own.move %1, %1 : i64", "own.move gives str, not i64"},
		{"%4 = own.ready %1, %0, %0 : str", "operands are [str i64 i64]"},
		{"%4 = own.ready %2, %0 : f64[n]?", "operands are [f64[n]? i64]"},
		{"%4 = own.add %1, %0, %0, %3 : str", "operands are [str i64 i64 f64]"},
		{"%4 = own.add %2, %0, %3 : f64[n]?", "own.add: has 3 operands, want 4"},
		{"%4 = own.add %2, %0, %0, %0 : f64[n]?", "own.add: adds i64"},
		{"%4 = own.reuse %1 {\n    yield\n  } : str", "needs one region, which gives one value"},
		{"%4 = own.reuse %1 { (%5: i64) ->\n    yield %5\n  } : i64", "needs one region, which gives one value"},
		{"%4 = own.reuse %0 {\n    yield %0\n  } : i64", "operands are [i64]"},
	} {
		m, err := ir.Parse(source.NewFile("in.ir", []byte(strings.Replace(text, "NODE", c.node, 1))), known.Known)
		if err == nil {
			err = ir.Verify(m)
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.node, err, c.want)
		}
	}
}
