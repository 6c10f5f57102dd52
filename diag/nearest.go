package diag

import "math/bits"

// longestName is the length of the longest name that others are compared with.
const longestName = 200

// Nearest returns the known name that is most like name, or "" if none is
// within a third of its letters or begins with the other. The known names are in order, those of the first list before
// those of the next, so ties go to the first.
func Nearest(name string, known ...[]string) string {
	if len(name) > longestName {
		return ""
	}
	best, limit := "", max(1, len(name)/3)+1
	letters := lettersOf(name)
	for _, list := range known {
		for _, k := range list {
			if len(k) > longestName || letters.apart(lettersOf(k)) >= limit {
				continue
			}
			if d := within(name, k, limit); d < limit && k != name && len(k) > d && !opposite(name, k) {
				best, limit = k, d
			}
		}
	}
	if best != "" {
		return best
	}
	for _, list := range known {
		for _, k := range list {
			if n := min(len(k), len(name)); n >= 3 && k != name && k[:n] == name[:n] {
				return k
			}
		}
	}
	return ""
}

// letters is the set of the letters of a name, of which some count as one.
type letters uint64

func lettersOf(name string) letters {
	var out letters
	for i := range len(name) {
		out |= 1 << (name[i] % 64)
	}
	return out
}

// apart is at most the distance of two names: each letter that one of them lacks is inserted, deleted or replaced.
func (a letters) apart(b letters) int {
	return max(bits.OnesCount64(uint64(a&^b)), bits.OnesCount64(uint64(b&^a)))
}

// opposite reports whether one name is the other with un, in or non before it:
// they are alike, but mean the contrary.
func opposite(a, b string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	for _, prefix := range []string{"un", "in", "non"} {
		if a == prefix+b {
			return true
		}
	}
	return false
}

// within counts insertions, deletions, replacements and swaps of neighbours
// (optimal string alignment) from a to b, if they are fewer than limit, which it gives otherwise. Of the table of the
// distances of their beginnings it fills in what can be below the limit (E. Ukkonen, Algorithms for approximate string
// matching, 1985). b has at most longestName letters.
func within(a, b string, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	var rows [3][longestName + 2]int
	above, row, next := rows[0][:], rows[1][:], rows[2][:] // of i-2, i-1 and i letters of a
	for j := range min(len(b), limit) + 1 {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		first, last := max(1, i-limit+1), min(len(b), i+limit-1)
		next[first-1] = limit
		if first == 1 {
			next[0] = i
		}
		least := next[first-1]
		for j := first; j <= last; j++ {
			d := min(row[j], next[j-1]) + 1
			if a[i-1] == b[j-1] {
				d = min(d, row[j-1])
			} else {
				d = min(d, row[j-1]+1)
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, above[j-2]+1)
			}
			next[j], least = d, min(least, d)
		}
		if least >= limit {
			return limit
		}
		next[last+1] = limit
		above, row, next = row, next, above
	}
	return min(row[len(b)], limit)
}
