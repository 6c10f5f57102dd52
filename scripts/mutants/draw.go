package main

import (
	"math/rand/v2"
	"strings"
)

// draw picks up to n mutants whose change Go's type checker takes: one of each pair of an operator and a package in turn, so
// that each kind of mistake is made everywhere it can be. A longer draw of the same seed begins with the shorter one.
func draw(ps []*pkg, n int, seed uint64, only string) []*mutant {
	var out []*mutant
	r := rand.New(rand.NewPCG(seed, 0))
	urns := urnsOf(ps, r)
	for len(urns) > 0 && len(out) < n {
		left := urns[:0]
		for _, u := range urns {
			m := u.next(only)
			if m == nil {
				continue
			}
			left = append(left, u)
			if len(out) < n {
				out = append(out, m)
			}
		}
		urns = left
	}
	return out
}

// urn holds the mutants of one operator in one package, shuffled.
type urn struct {
	p       *pkg
	mutants []*mutant
}

func urnsOf(ps []*pkg, r *rand.Rand) []*urn {
	var out []*urn
	for _, p := range ps {
		all := p.mutants()
		for _, op := range operators {
			u := &urn{p: p}
			for _, m := range all {
				if m.Operator == op.name {
					u.mutants = append(u.mutants, m)
				}
			}
			r.Shuffle(len(u.mutants), func(i, j int) { u.mutants[i], u.mutants[j] = u.mutants[j], u.mutants[i] })
			out = append(out, u)
		}
	}
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// next takes out the next one that was asked for and compiles, nil if there is none.
func (u *urn) next(only string) *mutant {
	for len(u.mutants) > 0 {
		m := u.mutants[0]
		u.mutants = u.mutants[1:]
		if m.matches(only) && u.p.check(m.file, m.mutated(), nil) == nil {
			return m
		}
	}
	return nil
}

// matches reports whether a text is in what names the mutant: "infer/call.go skip-check 1a2b3c4d".
func (m *mutant) matches(only string) bool {
	return strings.Contains(m.File+" "+m.Operator+" "+m.ID, only)
}
