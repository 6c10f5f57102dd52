package compiler

import (
	"errors"
	"fmt"
	"math/big"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/syntax"
)

// argName is the file name in spans of an argument of the command line.
const argName = "<argument>"

// maxNesting is how deep the literals of an argument may nest.
const maxNesting = 200

// ParseArg reads an argument of the command line: a Python literal,
// @file.npy, @file.npz:key, or rand:f32[128,784], which seed fills.
func ParseArg(text string, seed uint64) (Value, *diag.Diagnostic) {
	switch {
	case strings.HasPrefix(text, "@"):
		return loadArg(text[1:])
	case strings.HasPrefix(text, "rand:"):
		return randomArg(text, seed)
	}
	f := source.NewFile(argName, []byte(strings.TrimLeft(text, " \t\n"))) // which would be an indentation
	e, errs := syntax.ParseExpr(f)
	if len(errs) > 0 {
		return nil, errs[0].WithHelp("%s", literalHelp)
	}
	return literal(e, maxNesting)
}

const literalHelp = "an argument is a Python literal (3, -0.5, '\"text\"', [1, 2], {'w': 1.0}),\n@file.npy, @file.npz:key or rand:f32[128,784]"

// literal evaluates an expression of constants.
func literal(e syntax.Expr, depth int) (Value, *diag.Diagnostic) {
	if depth == 0 {
		return nil, badLiteral(e, "an argument that nests too deep")
	}
	switch e := e.(type) {
	case *syntax.Constant:
		return constant(e)
	case *syntax.UnaryOp:
		return signed(e, depth)
	case *syntax.Tuple:
		vs, d := literals(e.Elts, depth)
		return Tuple(vs), d
	case *syntax.List:
		vs, d := literals(e.Elts, depth)
		return List(vs), d
	case *syntax.Dict:
		return dictLiteral(e, depth)
	case *syntax.Name:
		if x, ok := namedFloat[e.Id]; ok {
			return x, nil
		}
	}
	return nil, badLiteral(e, "an argument must be a literal")
}

func badLiteral(e syntax.Expr, format string, args ...any) *diag.Diagnostic {
	return diag.Errorf(diag.BadArgument, e.Span(), format, args...).WithHelp("%s", literalHelp)
}

// namedFloat holds what Python prints for floats that have no literal.
var namedFloat = map[string]float64{"inf": posInf, "nan": notANumber}

func constant(e *syntax.Constant) (Value, *diag.Diagnostic) {
	switch v := e.Value.(type) {
	case nil, bool, int64, float64, string:
		return v, nil
	case *big.Int:
		return nil, badLiteral(e, "an int has 64 bits in Myia; this has %d", v.BitLen()+1)
	}
	return nil, badLiteral(e, "a value of this type cannot be passed to a program")
}

// signed evaluates +x and -x of a number.
func signed(e *syntax.UnaryOp, depth int) (Value, *diag.Diagnostic) {
	if c, ok := e.Operand.(*syntax.Constant); ok && e.Op == syntax.USub {
		if b, ok := c.Value.(*big.Int); ok && new(big.Int).Neg(b).IsInt64() {
			return new(big.Int).Neg(b).Int64(), nil
		}
	}
	v, d := literal(e.Operand, depth-1)
	if d != nil {
		return nil, d
	}
	switch x := v.(type) {
	case int64:
		if e.Op == syntax.USub {
			return -x, nil
		} else if e.Op == syntax.UAdd {
			return x, nil
		}
	case float64:
		if e.Op == syntax.USub {
			return -x, nil
		} else if e.Op == syntax.UAdd {
			return x, nil
		}
	}
	return nil, badLiteral(e, "an argument must be a literal")
}

func literals(es []syntax.Expr, depth int) ([]Value, *diag.Diagnostic) {
	out := make([]Value, len(es))
	for i, e := range es {
		v, d := literal(e, depth-1)
		if d != nil {
			return nil, d
		}
		out[i] = v
	}
	return out, nil
}

func dictLiteral(e *syntax.Dict, depth int) (Value, *diag.Diagnostic) {
	out := Dict{}
	at := map[string]int{}
	for i, k := range e.Keys {
		c, ok := k.(*syntax.Constant)
		if !ok {
			return nil, badLiteral(e, "the keys of a dict must be str literals")
		}
		key, ok := c.Value.(string)
		if !ok {
			return nil, badLiteral(k, "the keys of a dict must be str literals")
		}
		v, d := literal(e.Values[i], depth-1)
		if d != nil {
			return nil, d
		}
		if j, again := at[key]; again {
			out.Values[j] = v
			continue
		}
		at[key] = len(out.Keys)
		out.Keys, out.Values = append(out.Keys, key), append(out.Values, v)
	}
	return out, nil
}

// loadArg reads file.npy or file.npz:key.
func loadArg(spec string) (Value, *diag.Diagnostic) {
	path, key, isZip := spec, "", false
	if i := strings.LastIndex(spec, ".npz"); i >= 0 && (len(spec) == i+4 || spec[i+4] == ':') {
		path, isZip = spec[:i+4], true
		key = strings.TrimPrefix(spec[i+4:], ":")
	}
	t, err := readArrayFile(path, key, isZip)
	if err == nil {
		return t, nil
	}
	code := diag.BadData
	if errors.Is(err, errUnreadable) {
		code = diag.UnreadableFile
	}
	d := diag.Errorf(code, source.Span{}, "cannot use @%s: %v", spec, err)
	if help := diag.Advice(err); help != "" {
		return nil, d.WithHelp("%s", help)
	}
	return nil, d.WithHelp("the argument names a .npy file, or an array of a .npz file as @file.npz:key")
}

// randomArg makes normal numbers (or integers 0 to 9, or bools) for "rand:f32[2,3]".
func randomArg(text string, seed uint64) (Value, *diag.Diagnostic) {
	t, err := parseRandomType(strings.TrimPrefix(text, "rand:"))
	if err != nil {
		return nil, diag.Errorf(diag.BadArgument, source.Span{}, "cannot use %s: %v", text, err).
			WithHelp("write rand:, an element type (%s) and the sizes: rand:f32[128,784]", dtype.Names(dtype.Type.String, "or"))
	}
	return random(t, seed), nil
}

var errUnreadable = fmt.Errorf("it cannot be read")
