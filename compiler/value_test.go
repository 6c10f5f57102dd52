package compiler

import (
	"bytes"
	"compress/gzip"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/infer"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/lower"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// TestParseArg checks what arguments of the command line stand for, and that
// what is printed of them is Python's.
func TestParseArg(t *testing.T) {
	for text, want := range map[string]string{
		"3": "int 3", "-3": "int -3", "-0.5": "float -0.5", "1e3": "float 1000.0", "-inf": "float -inf",
		"True": "bool True", "None": "None None", `"a"`: "str 'a'", `'it''s'`: "str 'its'",
		"-9223372036854775808": "int -9223372036854775808", "- 2": "int -2",
		"[1, 2]": "list[int] [1, 2]", "[1, 2.5]": "list[=int, float] [1, 2.5]", "[]": "list[=] []",
		"(1,)": "tuple[int] (1,)", "1, -2.0": "tuple[int, float] (1, -2.0)",
		"[(1, [2.0])]":        "list[tuple[int, list[float]]] [(1, [2.0])]",
		"{'w': 1, 'b': 2.0}":  `dict["w": int, "b": float] {'w': 1, 'b': 2.0}`,
		"9223372036854775808": "E0703", "hello": "E0703", "f(1)": "E0703", "1 +": "E0101", "-True": "E0703",
		"{1: 2}": "E0703", "2j": "E0703", "rand:f32[n]": "E0703", "rand:str": "E0703", "@no.npy": "E0702", "@no.npz:a": "E0702",
		"rand:f32[99999999,99999999]": "E0703",
	} {
		v, d := ParseArg(text, 1)
		got := ""
		if d != nil {
			got = string(d.Code)
		} else {
			ty, err := TypeOf(v)
			if err != nil {
				t.Fatal(err)
			}
			got = ty.String() + " " + Repr(v)
		}
		if got != want {
			t.Errorf("%s gives %q, want %q", text, got, want)
		}
	}
}

// TestRandom checks that a random argument depends on the seed alone.
func TestRandom(t *testing.T) {
	a, _ := ParseArg("rand:f32[3,4]", 1)
	b, _ := ParseArg("rand:f32[3,4]", 1)
	c, _ := ParseArg("rand:f32[3,4]", 2)
	whole := cmp.AllowUnexported(tensor.Tensor{})
	if !cmp.Equal(a, b, whole) || cmp.Equal(a, c, whole) || len(tensor.Of[float32](a.(*tensor.Tensor))) != 12 {
		t.Errorf("got %v, %v and %v", a, b, c)
	}
}

// TestLayout checks the leaves of values against lowering, and that values
// survive the way there and back.
func TestLayout(t *testing.T) {
	vec := tensor.FromF64([]float64{1, 2}, 2)
	scalar := tensor.FromF32([]float32{3})
	for _, v := range []Value{
		nil, true, int64(3), 2.5, "s", vec, scalar, Tuple{int64(1), nil, "x"}, List{1.0, 2.0}, List{int64(1), "x"}, List{},
		Dict{[]string{"a", "b"}, []Value{vec, List{Tuple{int64(1), 2.0}}}}, List{List{1.0}, List{}}[:1],
	} {
		ty, err := TypeOf(v)
		if err != nil {
			t.Fatal(err)
		}
		l := layout{}
		leaves, err := l.encode(nil, v, ty)
		if err != nil {
			t.Fatal(err)
		}
		if back := l.decode(leaves, ty); Repr(v) != Repr(back) {
			t.Errorf("%s comes back as %s", Repr(v), Repr(back))
		}
		if got, want := cmp.Diff(keysOf(l.Leaves(ty)), keysOf(lowered(t, ty))), ""; got != want {
			t.Errorf("the leaves of %s differ from lowering's: %s", ty, got)
		}
	}
	union := types.UnionOf([]types.Type{types.Int, types.Float, types.Tuple{Elems: []types.Type{types.Int, types.Int}}, types.None})
	if got := cmp.Diff(keysOf(layout{}.Leaves(union)), keysOf(lowered(t, union))); got != "" {
		t.Errorf("the leaves of %s differ from lowering's: %s", union, got)
	}
}

// lowered gives the leaves that package lower makes of a parameter.
func lowered(t *testing.T, ty types.Type) []types.Type {
	t.Helper()
	p := FromText("m.py", "def f(x):\n    return x\n")
	m, errs := frontend.Build(&frontend.Program{File: p.File, Name: "m", Entry: &frontend.Entry{Func: "f", Args: 1}})
	if m == nil {
		t.Fatal(errs)
	}
	tm, errs := infer.Infer(m, m.Entry, []types.Type{ty}, infer.Options{Prims: typed.All(headers{})})
	if failed(errs) {
		t.Fatal(errs)
	}
	core := lower.Lower(tm)
	return ir.Types(core.Func(core.Entry).Params)
}

func keysOf(ts []types.Type) []string {
	out := []string{}
	for _, x := range ts {
		out = append(out, types.Unnamed(x)[0].String())
	}
	return out
}

func readNpyText(text []byte) (*tensor.Tensor, error) {
	return readNpy(bytes.NewReader(text), int64(len(text)))
}

// TestNpy checks that arrays survive a .npy file, and that malformed ones are
// refused.
func TestNpy(t *testing.T) {
	good := tensor.FromF64([]float64{1, 2, 3, 4, 5, 6}, 2, 3)
	for _, x := range []*tensor.Tensor{good, tensor.FromI64([]int64{7}), tensor.FromF32(nil, 0, 2), tensor.FromBool([]byte{0, 1}, 2)} {
		back, err := readNpyText(writeNpy(x))
		if err != nil || !bytes.Equal(back.Bytes(), x.Bytes()) || len(back.Shape) != len(x.Shape) {
			t.Errorf("%v comes back as %v, %v", x, back, err)
		}
	}
	columns := bytes.Replace(writeNpy(good), []byte("False"), []byte("True "), 1)
	columns = bytes.Replace(columns, []byte("(2, 3)"), []byte("(3, 2)"), 1)
	back, err := readNpyText(columns)
	if err != nil || !cmp.Equal(back.Shape, []int{3, 2}) || !cmp.Equal(tensor.Of[float64](back), []float64{1, 4, 2, 5, 3, 6}) {
		t.Errorf("column-major comes back as %v, %v", back, err)
	}
	text := writeNpy(good)
	for n := range text {
		if _, err := readNpyText(text[:n]); err == nil {
			t.Errorf("the first %d bytes are taken", n)
		}
	}
	for _, bad := range []string{"(2, 99999999999999999999)", "(9223372036854775807, 9)", "(2, 4)", "x"} {
		if _, err := readNpyText(bytes.Replace(text, []byte("(2, 3)"), []byte(bad), 1)); err == nil {
			t.Errorf("shape %s is taken", bad)
		}
	}
}

// TestNpyTypes checks that files of all element types are read, in both byte
// orders and in Fortran order, and that those without a type are refused with
// what to do about it.
func TestNpyTypes(t *testing.T) {
	for _, d := range dtype.All() {
		x := random(types.Array{DType: d, Dims: []types.Dim{types.C(3), types.C(2)}}, 7)
		if d.Class() == dtype.Int {
			x.SetBits(0, ^uint64(0))
		}
		text := writeNpy(x)
		at := len(text) - len(x.Bytes())
		for _, order := range []string{"False", "True "} {
			head := bytes.Replace(text[:at], []byte("False"), []byte(order), 1)
			little := append(bytes.Clone(head), x.Bytes()...)
			big := bytes.Replace(head, []byte("'<"), []byte("'>"), 1)
			for i := range x.Len() {
				cell := bytes.Clone(x.Bytes()[i*d.Size() : (i+1)*d.Size()])
				slices.Reverse(cell)
				big = append(big, cell...)
			}
			want := x
			if order != "False" {
				want = tensor.Transpose(x.Reshape(2, 3), []int{1, 0})
			}
			for _, file := range [][]byte{little, big} {
				back, err := readNpyText(file)
				var a diag.Advised
				switch {
				case d.Foreign() != "":
					if !errors.As(err, &a) || !strings.Contains(a.Help, "save it as float32") {
						t.Errorf("%s is refused by %v", d, err)
					}
				case err != nil || back.DType != d || !cmp.Equal(back.Shape, want.Shape) || !bytes.Equal(back.Bytes(), want.Bytes()):
					t.Errorf("%s of order %s comes back as %v, %v, want %v", d, order, back, err, want)
				}
			}
		}
	}
}

// TestTextFiles checks np.loadtxt's shapes, and its errors.
func TestTextFiles(t *testing.T) {
	for text, want := range map[string]string{
		"1,2\n3,4\n": "[2 2]", "1\n2\n": "[2]", "1,2,3": "[3]", "7": "[]", "# c\n\n1,2 # d\n": "[2]", "1e999,nan": "[2]",
		"1,2\n3\n": "line 2 has 1 columns, the lines before 2", "1,x": `line 1: "x" is not a number`, "": "it holds no numbers",
		"1,2\r\n3,4\r\n": "[2 2]", "1,2\r3,4\r\r": "[2 2]", "1\r\n\r\n2": "[2]",
		"1,0x1p3": `line 1: "0x1p3" is not a number`, "1_0,2": `line 1: "1_0" is not a number`,
	} {
		var z bytes.Buffer
		w := gzip.NewWriter(&z)
		w.Write([]byte(text))
		w.Close()
		for name, data := range map[string][]byte{"a.csv": []byte(text), "a.csv.gz": z.Bytes()} {
			path := filepath.Join(t.TempDir(), name)
			if err := os.WriteFile(path, data, 0o666); err != nil {
				t.Fatal(err)
			}
			got := ""
			if x, err := (files{}).Load(ops.Load{Kind: "txt", Path: path, Delimiter: ","}); err != nil {
				got = err.Error()
			} else {
				got = shapeText(x.Shape)
			}
			if !strings.HasSuffix(got, want) {
				t.Errorf("%s of %q gives %q, want %q", name, text, got, want)
			}
		}
	}
}

// TestTruncatedText checks that a compressed text without its end is called so, wherever the cut is, and not blamed on a
// line.
func TestTruncatedText(t *testing.T) {
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	w.Write([]byte(strings.Repeat("1,2\n3,4\n", 50)))
	w.Close()
	path := filepath.Join(t.TempDir(), "a.csv.gz")
	for n := range z.Len() {
		if err := os.WriteFile(path, z.Bytes()[:n], 0o666); err != nil {
			t.Fatal(err)
		}
		_, _, err := headers{}.Header("txt", path, ",", 0)
		if err == nil || !strings.Contains(err.Error(), "cut off") {
			t.Errorf("the first %d bytes give %v", n, err)
		}
	}
}

func shapeText(shape []int) string {
	parts := make([]string, len(shape))
	for i, n := range shape {
		parts[i] = Repr(int64(n))
	}
	return "[" + strings.Join(parts, " ") + "]"
}

// TestParseTypes checks the text of --types.
func TestParseTypes(t *testing.T) {
	ts, d := ParseTypes("float, f32[n,784], tuple[int, list[f64[3]]], None, i64")
	if d != nil {
		t.Fatal(d)
	}
	got := types.Tuple{Elems: ts}.String()
	if want := "tuple[float, f32[n,784], tuple[int, list[f64[3]]], None, i64[]]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for _, d := range dtype.All() {
		scalar, want := types.Type(types.A(d)), types.Array{DType: d, Dims: []types.Dim{types.N("n"), types.C(2)}}
		if d == dtype.Bool {
			scalar = types.Bool
		}
		ts, bad := ParseTypes(d.String() + ", " + d.String() + "[n,2]")
		if bad != nil || !types.Equal(ts[0], scalar) || !types.Equal(ts[1], want) {
			t.Errorf("%s is read as %v, %v", d, ts, bad)
		}
	}
	for _, bad := range []string{"flaot", "f32[-1]", "f32[1.5]", "list[int, int]", "3", "f(x)", "f32[", "int)", "a.b[3]"} {
		if _, d := ParseTypes(bad); d == nil {
			t.Errorf("%s is taken", bad)
		}
	}
}
