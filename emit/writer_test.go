package emit

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// A caller gives the operand and gets the name of the result; declarations collect in the module.
func ExampleWriter() {
	var m Module
	w := NewWriter(&m, Config{Prec: Single, Width: 4})
	y := Unary["trunc"].LLVM(w, "%x")
	w.Line("ret %s %s", w.FloatType(), y)
	fmt.Print(m.Text(), "define <4 x float> @f(<4 x float> %x) {\n", w.String(), "}\n")
	// Output:
	// declare <4 x float> @llvm.fabs.v4f32(<4 x float>)
	// declare <4 x float> @llvm.floor.v4f32(<4 x float>)
	// define <4 x float> @f(<4 x float> %x) {
	//   %m1 = call <4 x float> @llvm.fabs.v4f32(<4 x float> %x)
	//   %m2 = call <4 x float> @llvm.floor.v4f32(<4 x float> %m1)
	//   %m3 = bitcast <4 x float> %x to <4 x i32>
	//   %m4 = shl <4 x i32> <i32 1, i32 1, i32 1, i32 1>, <i32 31, i32 31, i32 31, i32 31>
	//   %m5 = and <4 x i32> %m3, %m4
	//   %m6 = bitcast <4 x float> %m2 to <4 x i32>
	//   %m7 = xor <4 x i32> %m6, %m5
	//   %m8 = bitcast <4 x i32> %m7 to <4 x float>
	//   ret <4 x float> %m8
	// }
}

// Two emissions give the same bytes.
func TestTextIsDeterministic(t *testing.T) {
	one, _ := SelfTestModule(4)
	two, _ := SelfTestModule(4)
	if one != two {
		t.Error("the texts differ")
	}
}

// NVPTX aborts on llvm.exp and the like, and flags such as nsw or fast would allow poison or other bits.
func TestTextUsesOnlyExactIntrinsics(t *testing.T) {
	text, _ := SelfTestModule(2)
	allowed := map[string]bool{"fabs": true, "sqrt": true, "floor": true, "fma": true, "masked": true}
	for _, m := range regexp.MustCompile(`@llvm\.(\w+)`).FindAllStringSubmatch(text, -1) {
		if !allowed[m[1]] {
			t.Fatalf("llvm.%s is emitted", m[1])
		}
	}
	for _, flag := range []string{" nsw", " nuw", " exact", " fast", " contract", " nnan", "poison", "undef"} {
		if strings.Contains(text, flag) {
			t.Errorf("%q is emitted", flag)
		}
	}
}

// In straight-line mode there are no blocks; with branches the block of the end is known.
func TestRareBranchesOnlyWhenAsked(t *testing.T) {
	var m Module
	straight := NewWriter(&m, Config{})
	Unary["sin"].LLVM(straight, "%x")
	if strings.Contains(straight.String(), "br ") || straight.Block() != "" {
		t.Error("a branch in straight-line mode")
	}
	branching := NewWriter(&m, Config{Block: "entry"})
	Unary["sin"].LLVM(branching, "%x")
	if !strings.Contains(branching.String(), "\n"+branching.Block()+":\n") {
		t.Errorf("block %q is not in the text", branching.Block())
	}
}

// A table must hold what the largest number needs: an index is clamped, so a short table would give wrong values.
func TestTablesReachTheLargestNumber(t *testing.T) {
	for p, rx := range radices {
		e := int(Prec(p).Bias()) - Prec(p).Mantissa() + rx.pad
		if need := e/rx.bits - 1 + fractionLimbs + 3; need > len(rx.table.Data) {
			t.Errorf("%s: %d limbs needed, %d there", Prec(p), need, len(rx.table.Data))
		}
	}
}
