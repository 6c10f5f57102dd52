package myia_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/names"
)

var update = flag.Bool("update", false, "rewrite the generated documents")

const opsHead = `# Functions and operators

Generated from the table of package names; ` + "`make docs`" + ` writes it.

The names and the arguments are Python's and NumPy's. *Derivative* is found by differentiating a call: yes; 0, a result that
holds floats but does not change with them; or empty, where there is nothing to differentiate or no derivative. A parameter
in italics must be known at compile time.
`

// TestOpsDocument checks that docs/ops.md is what the registries give.
func TestOpsDocument(t *testing.T) {
	path, err := filepath.Abs("docs/ops.md")
	if err != nil {
		t.Fatal(err)
	}
	enterScratch(t, filepath.Dir(filepath.Dir(path)))
	want := opsDocument(compiler.Names())
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(want, "\n"), strings.Split(string(got), "\n")); d != "" {
		t.Errorf("docs/ops.md is stale (make docs):\n%s", d)
	}
}

// opsSections are the tables of docs/ops.md: a title and the prefix of the
// names in it. Names without a dot are built-ins.
var opsSections = []struct{ title, prefix string }{
	{"Operators", "op."}, {"Built-ins", ""}, {"math", "math."}, {"numpy", "np."}, {"numpy.random", "np.random."}, {"numpy.linalg", "np.linalg."}, {"numpy.testing", "np.testing."}, {"scipy.special", "scipy.special."},
	{"Arrays", ".array."}, {"Methods of str", ".str."}, {"Methods of dict", ".dict."}, {"Methods of Counter", ".Counter."}, {"Methods of set", ".set."}, {"Methods of list", ".list."}, {"Methods of tuple", ".tuple."}, {"Methods of named tuples", ".namedtuple."},
	{"myia", "myia."}, {"collections", "collections."}, {"functools", "functools."}, {"dataclasses", "dataclasses."}, {"sys", "sys."}, {"os.path", "os.path."},
}

// letters stand for the values whose methods are shown.
var letters = map[string]string{"array": "x", "str": "s", "dict": "d", "Counter": "c", "set": "s", "list": "xs", "tuple": "xs", "namedtuple": "p"}

// opsRow is one line of docs/ops.md.
type opsRow struct {
	section, name, sig, doc, call string
	plain                         bool // is not called
}

func opsDocument(table *names.Table) string {
	rows := opsRows(table)
	var sb strings.Builder
	sb.WriteString(opsHead)
	for _, s := range opsSections {
		head := fmt.Sprintf("\n## %s\n\n| | | derivative |\n| --- | --- | --- |\n", s.title)
		for _, r := range rows {
			if r.section == s.title {
				fmt.Fprintf(&sb, "%s| %s | %s | %s |\n", head, strings.ReplaceAll(shown(r), "|", "\\|"), strings.ReplaceAll(r.doc, "|", "\\|"), derivativeOf(r))
				head = ""
			}
		}
	}
	return sb.String()
}

// sectionOf finds the table that a name belongs to: that with the longest
// prefix; "" for what only the language itself uses, such as list.at.
func sectionOf(name string) string {
	title, longest := "", -1
	for _, s := range opsSections {
		if strings.HasPrefix(name, s.prefix) && len(s.prefix) > longest && !strings.Contains(strings.TrimPrefix(name, s.prefix), ".") {
			title, longest = s.title, len(s.prefix)
		}
	}
	return title
}

// opsRows gives a row for each name that a program may write.
func opsRows(table *names.Table) []opsRow {
	var rows []opsRow
	for _, d := range table.All(names.Primitive, names.Form, names.Library, names.Class, names.Attribute) {
		section := sectionOf(d.Name)
		if section == "" || section == "Built-ins" && !table.Has("", d.Name) || d.Doc == "" {
			continue
		}
		name := d.Name
		if kind, attr, ok := strings.Cut(strings.TrimPrefix(name, "."), "."); ok && name[0] == '.' {
			name = letters[kind] + "." + attr
		}
		rows = append(rows, opsRow{section, name, d.Sig, d.Doc, name, d.Kind == names.Attribute})
	}
	return rows
}

// TestOpsComplete checks that the document leaves out no name of a module or of a type.
func TestOpsComplete(t *testing.T) {
	for _, d := range compiler.Names().All(names.Primitive, names.Form, names.Library, names.Attribute) {
		module, _ := d.Owner()
		if public := strings.HasPrefix(module, ".") || names.IsModule(names.Python(module)); public && (sectionOf(d.Name) == "" || d.Doc == "") {
			t.Errorf("docs/ops.md has no section for %s, or nothing to say of it", d.Name)
		}
	}
}

// shown is what a user writes.
func shown(r opsRow) string {
	if op, ok := strings.CutPrefix(r.name, "op."); ok {
		switch {
		case strings.Contains(r.sig, "b"):
			return "`a " + op + " b`"
		case op == "neg":
			return "`-a`"
		case op == "pos":
			return "`+a`"
		}
		return "`~a`"
	}
	var params []string
	for _, p := range strings.Split(r.sig, ", ") {
		p = strings.ReplaceAll(p, "*", "\\*")
		if name, rest, static := strings.Cut(p, "!"); static {
			p = "*" + name + "*" + rest
		}
		params = append(params, p)
	}
	if r.plain {
		return r.name
	}
	return r.name + "(" + strings.Join(params, ", ") + ")"
}

// runText runs a program on the VM.
func runText(program string) string {
	if err := os.WriteFile("main.py", []byte(program), 0o666); err != nil {
		return err.Error()
	}
	return runCommand([]string{"run", "main.py"}, "vm")
}

// derivativeOf differentiates a call of the function: "yes", "0" or "".
func derivativeOf(r opsRow) string {
	call := sampleCall(r)
	if call == "" {
		return ""
	}
	start := "np.array([0.5, 0.25])"
	if strings.HasPrefix(call, "math.") || r.section == "Built-ins" {
		start = "0.5"
	}
	out := runText("import math\nimport os.path\nimport numpy as np\nimport scipy.special\nimport myia\n\n" +
		"def f(x):\n    return np.sum(1.0 * " + call + " * " + call + ")\n\nprint(np.any(myia.grad(f)(" + start + ") != 0))\n")
	switch out {
	case "True\n":
		return "yes"
	case "False\n":
		if integral(call, start) {
			return ""
		}
		return "0"
	}
	return ""
}

// integral reports whether a call gives no float.
func integral(call, start string) bool {
	out := runText("import math\nimport numpy as np\nimport scipy.special\nimport myia\n\nx = " + start + "\nprint(isinstance(np.sum(" + call + "), float))\n")
	return out != "True\n"
}

// samples are the arguments of sample calls by the names of parameters. A
// parameter with a default is left out.
var samples = map[string]string{
	"x": "x", "a": "x", "z": "x", "ary": "x", "*coordinates": "x", "seq": "(x, x)", "b": "np.array([0.125, 2.0])", "y": "2.0", "xs": "(x, x)", "c": "x > 0.3", "shape": "(2,)", "*shape": "2, 1", "value": "x[0]",
	"0.0": "0.0", "axis!": "0", "dtype": "np.float64", "indices": "np.array([0])", "i": "np.array([0])", "n": "2",
}

// sampleCall is a call of a function with x as its argument, or "".
func sampleCall(r opsRow) string {
	switch {
	case r.section == "os.path" || r.plain:
		return ""
	case r.section == "Operators":
		text := strings.Trim(shown(r), "`")
		return "(" + strings.ReplaceAll(strings.ReplaceAll(text, "a", "x"), "b", samples["b"]) + ")"
	case r.name == "np.swapaxes":
		return "np.swapaxes(np.stack((x, x)), 0, 1)"
	case r.name == "np.arange" || r.name == "np.linspace":
		return r.name + "(x[0], x[1] + 2.0)"
	case r.section == "Built-ins" && (strings.HasPrefix(r.sig, "a, b") || strings.HasPrefix(r.sig, "base, exp")):
		return r.name + "(x, 2.0)"
	case r.section == "Built-ins" && strings.HasPrefix(r.sig, "iterable"):
		return r.name + "((x, 2.0 * x))"
	case r.section == "Built-ins":
		return r.name + "(x)"
	}
	if strings.HasPrefix(r.name, "x.") {
		r.sig = strings.Replace(r.sig, "a, b", "0.0, b", 1)
	}
	var args []string
	for _, p := range strings.Split(r.sig, ", ") {
		name, _, optional := strings.Cut(p, "=")
		if s := samples[name]; s != "" && (!optional || r.section == "numpy.random") {
			args = append(args, s)
		}
	}
	if r.section == "numpy.random" && r.name != "np.random.permutation" {
		args = []string{"x[0]", "x[1]"}
	}
	return r.call + "(" + strings.Join(args, ", ") + ")"
}
