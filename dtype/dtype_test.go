package dtype

import (
	"math"
	"strings"
	"testing"
)

// TestRows checks that a row is whole and that its names are its own.
func TestRows(t *testing.T) {
	seen := map[string]Type{}
	for _, d := range All() {
		r := rows[d]
		if r.name == "" || r.numpy == "" || r.descr == "" || r.bits%8 != 0 || r.bits == 0 || r.load == nil || r.store == nil {
			t.Errorf("%+v is not whole", r)
		}
		own := append([]string{"." + r.name, r.numpy}, append(strings.Split(r.codes, ""), r.other...)...)
		if r.foreign == "" { // others are not read from files
			own = append(own, "#"+r.descr)
		}
		for _, n := range own {
			if e, ok := seen[n]; ok {
				t.Errorf("%s is %s and %s", n, e, d)
			}
			seen[n] = d
		}
		if r.class == Float != (r.mantissa > 0) {
			t.Errorf("%s has %d bits behind the point", d, r.mantissa)
		}
	}
}

func TestNames(t *testing.T) {
	if got := Names(Type.NumPy, "and"); !strings.HasPrefix(got, "bool, int8, ") || !strings.HasSuffix(got, " and float64") || strings.Count(got, ",") != len(All())-2 {
		t.Errorf("the sentence is %s", got)
	}
	for name, want := range map[string]Type{"bool_": Bool, "int_": I64, "float32": F32, "double": F64, "half": F16, "uintp": U64} {
		if d, ok := InModule("np", name); !ok || d != want {
			t.Errorf("%s is %v", name, d)
		}
	}
	for descr, want := range map[string]Type{"?": Bool, "b1": Bool, "i8": I64} {
		if d, ok := ByDescr(descr); !ok || d != want {
			t.Errorf("%s is %v", descr, d)
		}
	}
	for text, want := range map[string]Type{"?": Bool, "<f2": F16, "i4": I32, "|u1": U8, "=f8": F64, "e": F16, "float": F64, "int": I64, "bfloat16": BF16, "long": I64} {
		if d, ok := ByDescription(text); !ok || d != want {
			t.Errorf("dtype=%q is %v", text, d)
		}
	}
	for _, text := range []string{"", "<", ">i4", "V2", "<<i4", "q", "f3", "<int8", "object", "U3"} {
		if d, ok := ByDescription(text); ok {
			t.Errorf("dtype=%q is %v", text, d)
		}
	}
	if Bool.Descr() != "|b1" || F64.Descr() != "<f8" {
		t.Errorf("%s and %s are written", Bool.Descr(), F64.Descr())
	}
}

// TestLimits checks the limits of floats with Go's, and with what rounding gives.
func TestLimits(t *testing.T) {
	if got, want := F64.Limits(), (Limits{math.MaxFloat64, 0x1p-1022, math.SmallestNonzeroFloat64, 0x1p-52}); got != want {
		t.Errorf("f64: %v, want %v", got, want)
	}
	if got, want := F32.Limits(), (Limits{math.MaxFloat32, 0x1p-126, math.SmallestNonzeroFloat32, 0x1p-23}); got != want {
		t.Errorf("f32: %v, want %v", got, want)
	}
	for _, d := range All() {
		if f := d.Small(); f != nil {
			l := d.Limits()
			for _, x := range []float64{l.Max, l.Tiny, l.Smallest, 1 + l.Eps} {
				if float64(f.Round(x)) != x {
					t.Errorf("%s lacks %v", d, x)
				}
			}
			if f.Round(l.Smallest/4) != 0 || f.Round(1+l.Eps/4) != 1 || !math.IsInf(float64(f.Round(l.Max*(1+l.Eps))), 1) {
				t.Errorf("%s: %v are not its limits", d, l)
			}
		}
	}
}

// TestClasses checks which of NumPy's classes a type of each kind is of.
func TestClasses(t *testing.T) {
	for d, want := range map[Type]string{
		Bool: "generic", I8: "generic integer number signedinteger", U64: "generic integer number unsignedinteger",
		F16: "floating generic inexact number", BF16: "generic", F64: "floating generic inexact number",
	} {
		var of []string
		for _, c := range Abstract() {
			if is, ok := d.Is(c); is && ok {
				of = append(of, c)
			}
		}
		if got := strings.Join(of, " "); got != want {
			t.Errorf("%s is of %s, want %s", d, got, want)
		}
	}
	if _, ok := F64.Is("complexfloating"); ok {
		t.Error("a class is known that no type is of")
	}
}
