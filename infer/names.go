package infer

import (
	"maps"
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/ops/typed"
)

// Names lists what Myia has of a module, sorted: functions, constants and
// dtypes. The module is "" for the built-ins; library holds the names of the
// library.
func Names(prims *typed.Table, library []string, module string) []string {
	prefix := ""
	if module != "" {
		prefix = canonical(module) + "."
	}
	found := map[string]bool{}
	add := func(name string) {
		if attr, ok := strings.CutPrefix(name, prefix); ok && !strings.Contains(attr, ".") {
			found[attr] = true
		}
	}
	for _, names := range [][]string{
		prims.Names(), slices.Collect(maps.Keys(constants)), slices.Collect(maps.Keys(dtypeNames)),
		slices.Collect(maps.Keys(specials)), slices.Collect(maps.Keys(modules)), {"np.ndarray"},
	} {
		for _, n := range names {
			add(n)
		}
	}
	for _, n := range library {
		add(n)
	}
	return slices.Sorted(maps.Keys(found))
}

// notProvided reports a built-in or a module's attribute that there is not.
func (f *frame) notProvided(name string) *val {
	mod, attr := "", name
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		mod, attr = name[:i], name[i+1:]
	}
	if mod == "" {
		return f.limit(diag.NotProvided, "", "the built-in '%s' is not taken yet", attr)
	}
	module := pythonModule(mod)
	if has, listed := frontend.PythonHas(module, attr); listed && !has {
		d := diag.Errorf(diag.NoAttribute, f.span(), "module '%s' has no attribute '%s'", module, attr)
		if mod == "np" && slices.Contains(oldAliases, attr) {
			f.report(d.WithRepair("write %s", diag.Edit{Span: f.span(), Text: attr}))
			return errVal()
		}
		f.report(suggest(d, f.span(), attr, Names(f.e.opts.Prims, f.e.src.Imported(), mod)))
		return errVal()
	}
	return f.limit(diag.NotProvided, diag.OpsHelp, "%s.%s is not taken yet", module, attr)
}

// oldAliases are built-in types that NumPy had names for before 1.24.
var oldAliases = []string{"int", "float", "object", "str"}

// pythonModule is the inverse of canonical.
func pythonModule(name string) string {
	if name == "np" || strings.HasPrefix(name, "np.") {
		return "numpy" + name[2:]
	}
	return name
}
