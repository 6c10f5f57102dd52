package llvm

import (
	"fmt"
	"slices"
	"strings"

	"github.com/myia-lang/myia/ir"
)

// assemble distributes the units over modules: what runs once, and the rest in one or two of about equal size.
func (p *emitter) assemble() error {
	for _, n := range p.out.Hosts {
		p.export(ir.Types(n.Results))
	}
	for i, part := range p.parts() {
		slices.Sort(part)
		kind := Straight
		for _, u := range part {
			kind = max(kind, p.units[u].kind)
		}
		text, err := p.module(part)
		if err != nil {
			return err
		}
		if i == 0 {
			text += strings.Join(p.exports, "")
		}
		p.out.Texts = append(p.out.Texts, Text{kind, text})
	}
	return nil
}

// parts groups the units.
func (p *emitter) parts() [][]int {
	var straight, rest []int
	total := 0
	for i, u := range p.units {
		if u.with != "" {
			continue
		}
		if u.kind == Straight {
			straight = append(straight, i)
			continue
		}
		rest = append(rest, i)
		total += len(u.text)
	}
	parts := [][]int{straight, nil, nil}
	slices.SortStableFunc(rest, func(a, b int) int { return len(p.units[b].text) - len(p.units[a].text) })
	sizes := [3]int{}
	for _, i := range rest {
		k := 1
		if total >= p.o.Split && sizes[2] < sizes[1] {
			k = 2
		}
		parts[k] = append(parts[k], i)
		sizes[k] += len(p.units[i].text)
	}
	for i, u := range p.units {
		for k := range parts {
			if u.with != "" && slices.Contains(parts[k], p.byName[u.with]) {
				parts[k] = append(parts[k], i)
				break
			}
		}
	}
	return slices.DeleteFunc(parts, func(x []int) bool { return len(x) == 0 })
}

// module writes one module of some units, with what they need.
func (p *emitter) module(part []int) (string, error) {
	var b strings.Builder
	var all needs
	here := map[string]bool{}
	for _, i := range part {
		u := p.units[i]
		here[u.name] = true
		linkage, attrs := "hidden ", ""
		switch {
		case u.exported:
			linkage = ""
		case u.inlined:
			linkage, attrs = "internal ", " alwaysinline"
		}
		fmt.Fprintf(&b, "\ndefine %s%s nounwind%s {\n%s}\n", linkage, u.head, attrs, u.text)
		for _, d := range u.needs.decls.list {
			all.decl(d)
		}
		for _, h := range u.needs.helpers.list {
			all.helper(h)
		}
	}
	var head strings.Builder
	for i := 0; i < len(all.helpers.list); i++ { // grows while helpers need others
		name := all.helpers.list[i]
		if here[name] {
			continue
		}
		if k, ok := p.byName[name]; ok {
			all.decl("declare hidden " + p.units[k].head + " nounwind")
			continue
		}
		if text, ok := p.globals[name]; ok {
			all.decl(name + " = " + text)
			continue
		}
		h, ok := helpers[name]
		if !ok {
			h, ok = smallHelper(name, p.o.Half)
		}
		if !ok {
			h, ok = reductionHelper(name, p.o.VectorBytes)
		}
		if !ok {
			var err error
			if h, err = elementaryHelper(name); err != nil {
				return "", err
			}
		}
		for _, d := range h.decls {
			all.decl(d)
		}
		for _, d := range h.needs {
			all.helper(d)
		}
		b.WriteString("\n" + h.text)
	}
	slices.Sort(all.decls.list)
	for _, d := range all.decls.list {
		if !strings.Contains(p.o.Runtime.Prelude, d+"\n") {
			head.WriteString(d + "\n")
		}
	}
	body := b.String()
	return prelude(p.o.Runtime.Prelude, body) + head.String() + body, nil
}

// prelude leaves out the inline functions that a module does not call.
func prelude(text, body string) string {
	var b strings.Builder
	for i, part := range strings.SplitAfter(text, "\n}\n") {
		_, name, found := strings.Cut(part, "define internal ")
		if found {
			_, name, _ = strings.Cut(name, "@")
			name, _, _ = strings.Cut(name, "(")
		}
		if found && !strings.Contains(body, "@"+name+"(") {
			if i == 0 { // the declarations stand before the first
				head, _, _ := strings.Cut(part, "define internal ")
				b.WriteString(head)
			}
			continue
		}
		b.WriteString(part)
	}
	return b.String()
}
