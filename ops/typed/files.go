package typed

import (
	"fmt"
	"path"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Headers reads the header of a data file at compile time. Kind is "npy" or
// "txt"; of a text, skip lines are left out and the columns are separated by
// delimiter.
type Headers interface {
	Header(kind, path, delimiter string, skip int) (dtype.Type, []int64, error)
}

// Files lists what reads and writes files. The header of a file that is read
// is known at compile time; the run stops if the file has changed since.
func Files(h Headers) []*Prim {
	return []*Prim{
		{Name: "np.load", Sig: "file!", Doc: "An array from a .npy file.", Effects: ir.IO,
			Type: func(c *CallInfo) (types.Type, error) { return headerType(c, h, "npy", "", 0) },
			Lower: func(l *Lowering) []*ir.Value {
				return []*ir.Value{l.One(ops.Load{Kind: "npy", Path: l.Args[0].Known.(string), Type: coreArray(l.Res)})}
			}},
		{Name: "np.loadtxt", Sig: "file!, *, delimiter!=None, skiprows!=0", Doc: "An f64 array from lines of text, .gz or not.", Effects: ir.IO,
			Type: func(c *CallInfo) (types.Type, error) {
				sep, isText := c.Args[1].Known.(string)
				skip, isInt := c.Args[2].Known.(int64)
				switch {
				case !isText && c.Args[1].Known != nil:
					return nil, Errorf(diag.BadOperand, 1, "the delimiter must be a str, not %s", c.Args[1].T)
				case !isInt || skip < 0:
					return nil, Errorf(diag.BadOperand, 2, "skiprows must be the number of lines to leave out")
				}
				return headerType(c, h, "txt", sep, int(skip))
			},
			Lower: func(l *Lowering) []*ir.Value {
				skip, _ := l.Args[2].Known.(int64)
				sep, _ := l.Args[1].Known.(string)
				return []*ir.Value{l.One(ops.Load{Kind: "txt", Path: l.Args[0].Known.(string), Delimiter: sep, Skip: int(skip), Type: coreArray(l.Res)})}
			}},
		{Name: "np.save", Sig: "file, x", Doc: "Writes an array to a .npy file.", Effects: ir.IO, Type: saveType,
			Lower: func(l *Lowering) []*ir.Value {
				l.B.Emit(ops.Save{}, l.Leaf(0), l.Leaf(1))
				return nil
			}},
		{Name: "os.path.join", Sig: "*parts!", Doc: "A path of its parts.", Type: pathType, Fold: func(c *CallInfo) (any, bool) {
			out := ""
			for _, a := range c.Args {
				s, ok := a.Known.(string)
				if !ok {
					return nil, false
				}
				if path.IsAbs(s) {
					out = s
				} else {
					out = path.Join(out, s)
				}
			}
			return out, true
		}},
		{Name: "os.path.dirname", Sig: "p!", Doc: "The folder of a path.", Type: pathType, Fold: func(c *CallInfo) (any, bool) {
			s, ok := c.Args[0].Known.(string)
			d := path.Dir(s)
			if d == "." {
				d = ""
			}
			return d, ok
		}},
		{Name: "os.path.abspath", Sig: "p!", Doc: "The path itself: paths of a program are taken as they are.", Type: pathType, Fold: func(c *CallInfo) (any, bool) {
			s, ok := c.Args[0].Known.(string)
			return s, ok
		}},
	}
}

// pathType takes known texts, which Fold joins.
func pathType(c *CallInfo) (types.Type, error) {
	for i, a := range c.Args {
		if _, ok := a.Known.(string); !ok {
			return nil, Errorf(diag.BadOperand, i, "a part of a path must be a str, not %s", a.T)
		}
	}
	return types.Str, nil
}

func coreArray(t types.Type) types.Type {
	if a, ok := t.(types.Array); ok && len(a.Dims) == 0 {
		return types.Scalar(a.DType)
	}
	return t
}

func headerType(c *CallInfo, h Headers, kind, sep string, skip int) (types.Type, error) {
	file, ok := c.Args[0].Known.(string)
	if !ok {
		return nil, Errorf(diag.BadOperand, 0, "the name of a file must be a str")
	}
	d, shape, err := h.Header(kind, file, sep, skip)
	if help := diag.Advice(err); help != "" {
		return nil, Errorf(diag.BadHeader, 0, "%v", err).WithHelp("%s", help)
	}
	if err != nil {
		return nil, Errorf(diag.BadHeader, 0, "%v", err).WithHelp("the file is looked at when the program is compiled, since its shape is part of its types")
	}
	dims := make([]types.Dim, len(shape))
	for i, n := range shape {
		dims[i] = types.C(n)
	}
	return types.Array{DType: d, Dims: dims}, nil
}

func saveType(c *CallInfo) (types.Type, error) {
	if c.Args[0].T != types.Str {
		return nil, Errorf(diag.BadOperand, 0, "the name of a file must be a str")
	}
	x, err := arrayArg(c, 1, "np.save")
	switch {
	case err != nil:
		return nil, err
	case x.DType.Foreign() != "":
		return nil, Limitf(diag.BadDType, 1, "np.save does not write %s, of which NumPy writes raw bytes", x.DType.NumPy()).
			WithHelp("%s", SaveHelp(x.DType))
	}
	return types.None, nil
}

// SaveHelp says how an array is saved whose element type .npy files do not have.
func SaveHelp(d dtype.Type) string {
	return fmt.Sprintf("save it as %s, which has all its numbers; astype makes %s of what is loaded", d.Compute().NumPy(), d.NumPy())
}
