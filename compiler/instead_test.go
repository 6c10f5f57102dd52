package compiler_test

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/names"
)

// refused is a program that names what Myia lacks, and the codes of which it
// gets one.
type refused struct {
	text  string
	codes []diag.Code
}

// refusalOf makes a program that names something of names/instead.txt.
func refusalOf(name string) refused {
	kind, rest, typed := strings.Cut(strings.TrimPrefix(name, "."), ".")
	module, attr := split(name)
	library := []diag.Code{diag.UnsupportedImport, diag.NotProvided}
	values := map[string]string{"str": `"a"`, "array": "x", "dict": `{"a": 1.0}`}
	switch {
	case name[0] == '.' && typed:
		return refused{"print((" + values[kind] + ")." + rest + "())", []diag.Code{diag.NotProvided, diag.Mutation}}
	case name[0] == '.':
		return refused{"print(x." + kind + ")", []diag.Code{diag.NoAttribute}}
	case module == "" && names.IsForeign(name):
		return refused{"import " + name, library}
	case module == "" && names.IsBuiltin(name):
		return refused{"print(" + name + ")", []diag.Code{diag.UnsupportedBuiltin}}
	case module == "":
		return refused{"print(" + name + ")", []diag.Code{diag.UndefinedName}}
	}
	return refused{"from " + module + " import " + attr, library}
}

// TestInstead checks each line of names/instead.txt: what it is for exists and
// Myia lacks it, a program that names it is refused with the line as its help,
// and code of NumPy, SciPy and math that it says to write runs.
func TestInstead(t *testing.T) {
	text, err := os.ReadFile("../names/instead.txt")
	if err != nil {
		t.Fatal(err)
	}
	const head = "import math\nimport numpy as np\nimport myia\n\nx = np.array([0.5, 0.25])\ny = np.array([1.0, 2.0])\na = 0.5\nb = 1.5\nn = 2\nxs = [1.0, 2.0]\n" +
		"d = {\"key\": 1.0}\nkey = \"key\"\n\n\ndef f(x):\n    return np.sum(x * x)\n\n\n"
	if *update {
		text = lacking(t, text)
	}
	rows := 0
	for line := range strings.Lines(string(text)) {
		name, help, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		rows++
		if len(help) > 100 {
			t.Errorf("%s: the help has %d columns", name, len(help))
		}
		if module, attr := split(name); compiler.Names().Has(module, attr) {
			t.Errorf("%s: Myia has it (make docs)", name)
		}
		if !exists(name) {
			t.Errorf("%s: nobody has it", name)
		}
		r := refusalOf(name)
		_, errs := compiler.FromText("main.py", head+r.text+"\n").Build(compiler.Call{}, compiler.Typed, compiler.Options{})
		if len(errs) == 0 || errs[0].Help != help || !slices.Contains(r.codes, errs[0].Code) {
			t.Errorf("%s: %s gives %v, want the help %q", name, r.text, errs, help)
		}
		root, _, _ := strings.Cut(name, ".")
		if code, ok := strings.CutPrefix(help, "write "); ok && slices.Contains([]string{"math", "numpy", "scipy"}, root) {
			if _, errs := compiler.FromText("main.py", head+"print("+code+")\n").Build(compiler.Call{}, compiler.Opt, compiler.Options{}); len(errs) > 0 {
				t.Errorf("%s: %s does not compile: %v", name, code, errs)
			}
		}
	}
	if rows < 60 {
		t.Errorf("only %d names", rows)
	}
}

// lacking drops the lines for names that Myia has.
func lacking(t *testing.T, text []byte) []byte {
	var out []byte
	for line := range bytes.Lines(text) {
		name, _, ok := strings.Cut(string(line), ": ")
		if module, attr := split(name); !ok || line[0] == '#' || !compiler.Names().Has(module, attr) {
			out = append(out, line...)
		}
	}
	if err := os.WriteFile("../names/instead.txt", out, 0o666); err != nil {
		t.Fatal(err)
	}
	return out
}

// split takes a full name apart.
func split(name string) (module, attr string) {
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		return name[:i], name[i+1:]
	}
	return "", name
}

// exists reports whether a name is one of Python, of a library, or one that
// programs come with from there.
func exists(name string) bool {
	module, attr := split(name)
	if module == "" {
		return true
	}
	if has, listed := names.PythonHas(module, attr); listed {
		return has
	}
	return slices.Contains(names.Others(module), attr) || slices.Contains(names.Others(module), "*") || slices.Contains(names.Others(name), "*")
}

// TestNearest checks that a nearest spelling is offered for a name that nobody
// has, and not for one that others have.
func TestNearest(t *testing.T) {
	for program, help := range map[string]string{
		"import numpy as np\nprint(np.summ(1.0))\n":           "did you mean `sum`?",
		"from numpy import arrange\n":                         "did you mean `arange`?",
		"import numpy as np\nprint(np.random.default_rng)\n":  "np.random.seed, normal and uniform draw from one stream",
		"from functools import reducee\n":                     "did you mean `reduce`?",
		"import numpy as np\nprint(np.longlong(1))\n":         "write np.int64",
		"import jax\n@jax.jit\ndef f(x):\n    return x\n":     "leave it out: a program is compiled as a whole",
		"import torch\nopt = torch.optim.SGD([])\nopt.step()": "write the step: w = w - rate * grad(loss)(w)",
	} {
		_, errs := compiler.FromText("main.py", program).Build(compiler.Call{}, compiler.Typed, compiler.Options{})
		if len(errs) == 0 || errs[len(errs)-1].Help != help {
			t.Errorf("%s gives %v", program, errs)
		}
	}
}
