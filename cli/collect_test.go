package cli

import (
	"runtime/debug"
	"strings"
	"testing"

	"github.com/myia-lang/myia/compiler"
)

// percent is how often Go collects now.
func percent() int {
	now := debug.SetGCPercent(100)
	debug.SetGCPercent(now)
	return now
}

// TestCollectRarely checks that garbage waits while a long program is compiled, and neither before nor afterwards.
func TestCollectRarely(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	short, long := compiler.FromText("a.py", "x = 1\n"), compiler.FromText("a.py", strings.Repeat("x = 1\n", longProgram/6+1))
	for _, c := range []struct {
		p           *compiler.Program
		was, during int
	}{{short, 100, 100}, {long, 100, compileGrowth}, {long, 1000, 1000}, {long, -1, -1}} {
		debug.SetGCPercent(c.was)
		back := collectRarely(c.p)
		if got := percent(); got != c.during {
			t.Errorf("%d bytes: %d while it compiles, not %d", len(c.p.File.Text), got, c.during)
		}
		back()
		if got := percent(); got != c.was {
			t.Errorf("%d bytes: %d afterwards, not %d", len(c.p.File.Text), got, c.was)
		}
	}
}
