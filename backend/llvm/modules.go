package llvm

import (
	"slices"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/ir"
)

// assemble distributes the units over modules: what runs once, and the rest in one or two of about equal size.
func (p *emitter) assemble() {
	for _, n := range p.out.Hosts {
		p.export(ir.Types(n.Results))
	}
	for i, part := range p.parts() {
		slices.Sort(part)
		m := ins.Module{Host: ins.Host{VectorBytes: p.o.VectorBytes, Half: p.o.Half},
			Head: p.o.Runtime.Declarations, Inline: p.o.Runtime.Inline}
		if i == 0 {
			m.Data = p.exports
		}
		kind := Straight
		for _, u := range part {
			kind = max(kind, p.units[u].kind)
			m.Add(p.units[u].fn)
		}
		p.out.Texts = append(p.out.Texts, Text{kind, m.Text()})
	}
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
		total += u.fn.Len()
	}
	parts := [][]int{straight, nil, nil}
	slices.SortStableFunc(rest, func(a, b int) int { return p.units[b].fn.Len() - p.units[a].fn.Len() })
	sizes := [3]int{}
	for _, i := range rest {
		k := 1
		if total >= p.o.Split && sizes[2] < sizes[1] {
			k = 2
		}
		parts[k] = append(parts[k], i)
		sizes[k] += p.units[i].fn.Len()
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
