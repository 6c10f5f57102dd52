package infer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/ops/typed"
)

// Names puts together what inference serves, the primitives and what a library
// declares.
func Names(prims *typed.Table, library []names.Decl) *names.Table {
	var dtypes []names.Decl
	for _, d := range dtype.All() {
		for _, n := range d.Names() {
			dtypes = append(dtypes, names.Decl{Name: d.Module() + "." + n, Kind: names.DType})
		}
	}
	for _, n := range dtype.Abstract() {
		dtypes = append(dtypes, names.Decl{Name: "np." + n, Kind: names.Class})
	}
	t := names.NewTable(dtypes, library, prims.Decls())
	t.AddMethods(".array", "np")
	return t
}

// notProvided reports a built-in or a module's attribute that there is not.
func (f *frame) notProvided(name string) *val {
	mod, attr := "", name
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		mod, attr = name[:i], name[i+1:]
	}
	if mod == "" {
		return f.limit(diag.NotProvided, names.Instead(attr), "the built-in '%s' is not taken yet", attr)
	}
	module := names.Python(mod)
	if has, listed := names.PythonHas(module, attr); (listed || mod == "myia") && !has {
		d := diag.Errorf(diag.NoAttribute, f.span(), "module '%s' has no attribute '%s'", module, attr)
		if mod == "np" && slices.Contains(oldAliases, attr) {
			f.report(d.WithRepair("write %s", diag.Edit{Span: f.span(), Text: attr}))
			return errVal()
		}
		if other := dtype.DefinedBy(attr); other != "" && mod == "np" {
			f.report(d.WithHelp("%s has it", other))
			return errVal()
		}
		f.report(suggest(d, f.span(), attr, f.e.opts.Names.Of(mod)))
		return errVal()
	}
	return f.limit(diag.NotProvided, cmp.Or(names.Instead(module+"."+attr), diag.OpsHelp), "%s.%s is not taken yet", module, attr)
}

// oldAliases are built-in types that NumPy had names for before 1.24.
var oldAliases = []string{"int", "float", "object", "str"}
