package emit

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/myia-lang/myia/backend/llvm/ins"
)

// A caller gives the operand and gets the result.
func ExampleWriter() {
	f := ins.New("f", ins.Vec(ins.Float, 4))
	w := NewWriter(f, Config{Prec: Single, Width: 4})
	f.Ret(Unary["trunc"].LLVM(w, f.Param("x", w.FloatType())))
	fmt.Print(f)
	// Output:
	// define internal <4 x float> @f(<4 x float> %x) nounwind {
	// start:
	//   %t1 = call <4 x float> @llvm.fabs.v4f32(<4 x float> %x)
	//   %t2 = call <4 x float> @llvm.floor.v4f32(<4 x float> %t1)
	//   %t3 = bitcast <4 x float> %x to <4 x i32>
	//   %t4 = shl <4 x i32> <i32 1, i32 1, i32 1, i32 1>, <i32 31, i32 31, i32 31, i32 31>
	//   %t5 = and <4 x i32> %t3, %t4
	//   %t6 = bitcast <4 x float> %t2 to <4 x i32>
	//   %t7 = xor <4 x i32> %t6, %t5
	//   %t8 = bitcast <4 x i32> %t7 to <4 x float>
	//   ret <4 x float> %t8
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

// Only where branches are asked for there are other blocks, and the function goes on in the last.
func TestRareBranchesOnlyWhenAsked(t *testing.T) {
	for _, branches := range []bool{false, true} {
		f := ins.New("f", ins.Double)
		first := f.At()
		w := NewWriter(f, Config{Branches: branches})
		f.Ret(Unary["sin"].LLVM(w, f.Param("x", ins.Double)))
		if strings.Contains(f.String(), "br ") != branches || (f.At() != first) != branches {
			t.Errorf("branches %v: the function ends in %s:\n%s", branches, f.At(), f)
		}
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
