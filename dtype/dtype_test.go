package dtype

import (
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
		own := append([]string{"." + r.name, r.numpy}, r.other...)
		if r.foreign == "" { // others are not read from files
			own = append(own, "#"+r.descr)
		}
		for _, n := range own {
			if e, ok := seen[n]; ok {
				t.Errorf("%s is %s and %s", n, e, d)
			}
			seen[n] = d
		}
	}
}

func TestNames(t *testing.T) {
	if got := Names(Type.NumPy, "and"); !strings.HasPrefix(got, "bool, int8, ") || !strings.HasSuffix(got, " and float64") || strings.Count(got, ",") != len(All())-2 {
		t.Errorf("the sentence is %s", got)
	}
	for name, want := range map[string]Type{"bool_": Bool, "int_": I64, "float32": F32, "double": F64} {
		if d, ok := InNumPy(name); !ok || d != want {
			t.Errorf("%s is %v", name, d)
		}
	}
	for descr, want := range map[string]Type{"?": Bool, "b1": Bool, "i8": I64} {
		if d, ok := ByDescr(descr); !ok || d != want {
			t.Errorf("%s is %v", descr, d)
		}
	}
	if Bool.Descr() != "|b1" || F64.Descr() != "<f8" {
		t.Errorf("%s and %s are written", Bool.Descr(), F64.Descr())
	}
}
