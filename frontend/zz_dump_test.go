package frontend_test

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"testing"

	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/source"
)

func regJ(r *ir.Region) map[string]any {
	ids := func(vs []*ir.Value) []int {
		o := []int{}
		for _, v := range vs { o = append(o, v.ID) }
		return o
	}
	ns := []any{}
	for _, n := range r.Nodes {
		at := map[string]any{}
		v := reflect.ValueOf(n.Op)
		for i := 0; i < v.NumField(); i++ {
			if f := v.Type().Field(i); f.IsExported() {
				at[f.Name] = v.Field(i).Interface()
				if fl, ok := v.Field(i).Interface().(float64); ok { at["F"] = fmt.Sprint(fl) }
				if f.Name == "Value" { if fl, ok := v.Field(i).Interface().(any).(float64); ok { at["F"] = fmt.Sprint(fl) } }
			}
		}
		rs := []any{}
		for _, s := range n.Regions { rs = append(rs, regJ(s)) }
		ns = append(ns, map[string]any{"op": n.Op.OpName(), "at": at, "args": ids(n.Args), "res": ids(n.Results), "regs": rs})
	}
	return map[string]any{"params": ids(r.Params), "nodes": ns, "results": ids(r.Results)}
}

func TestDump(t *testing.T) {
	name := os.Getenv("DUMP")
	if name == "" { return }
	text, _ := os.ReadFile(name)
	m, ds := frontend.Build(&frontend.Program{File: source.NewFile(name, text)})
	if m == nil { fmt.Println("DIAG", ds); return }
	fs := map[string]any{}
	for _, f := range m.Funcs {
		fs[f.Name] = map[string]any{"sig": f.Sig, "body": regJ(f.Body)}
	}
	b, _ := json.Marshal(map[string]any{"funcs": fs, "classes": m.Classes})
	os.WriteFile(name+".json", b, 0o644)
}
