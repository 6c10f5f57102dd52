package diag

// longestName is the length of the longest name that others are compared with.
const longestName = 200

// Nearest returns the known name that is most like name, or "" if none is
// within a third of its letters or begins with the other. The known names are in order, so ties go to
// the first.
func Nearest(name string, known []string) string {
	if len(name) > longestName {
		return ""
	}
	best, limit := "", max(1, len(name)/3)+1
	for _, k := range known {
		if len(k) > longestName {
			continue
		}
		if d := distance(name, k); d < limit && k != name && len(k) > d && !opposite(name, k) {
			best, limit = k, d
		}
	}
	if best != "" {
		return best
	}
	for _, k := range known {
		if n := min(len(k), len(name)); n >= 3 && k != name && k[:n] == name[:n] {
			return k
		}
	}
	return ""
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

// distance counts insertions, deletions, replacements and swaps of neighbours
// (optimal string alignment) from a to b.
func distance(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}
