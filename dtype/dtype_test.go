package dtype

import "testing"

// TestRows checks that a row is whole and that its names are its own.
func TestRows(t *testing.T) {
	seen := map[string]Type{}
	for _, d := range All() {
		r := rows[d]
		if r.name == "" || r.numpy == "" || r.descr == "" || r.bits%8 != 0 || r.bits == 0 || r.load == nil || r.store == nil {
			t.Errorf("%+v is not whole", r)
		}
		for _, n := range append([]string{"." + r.name, r.numpy, "#" + r.descr}, r.other...) {
			if e, ok := seen[n]; ok {
				t.Errorf("%s is %s and %s", n, e, d)
			}
			seen[n] = d
		}
	}
}

func TestNames(t *testing.T) {
	if got, want := Names(Type.NumPy, "and"), "bool, int8, int16, int32, int64, uint8, uint16, uint32, uint64, float16, bfloat16, float32 and float64"; got != want {
		t.Errorf("%s, want %s", got, want)
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
