package cli

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
)

// TestExamples runs the examples that take a second or two: they end as they say they do, and print the same on both backends.
func TestExamples(t *testing.T) {
	for name, end := range map[string]string{
		"newton":        "every derivative is within 1e-12 of 1 / (2 sqrt(a))\n",
		"adam":          "the sine is learned to 0.001\n",
		"edit_distance": "recovered to 0.001\n",
		"lanes":         "recovered to 0.0001\n",
	} {
		t.Run(name, func(t *testing.T) {
			var outs [2]string
			for i, backend := range []string{"native", "vm"} {
				var out strings.Builder
				args := []string{"run", "--backend", backend, filepath.Join("..", "examples", name+".py")}
				if status := Main(context.Background(), args, world(&out)); status != 0 {
					t.Fatalf("status %d of %s:\n%s", status, backend, out.String())
				}
				outs[i] = out.String()
			}
			if !strings.HasSuffix(outs[0], end) {
				t.Errorf("it does not end with %q:\n%s", end, outs[0])
			}
			if outs[0] != outs[1] {
				t.Errorf("native:\n%s\nvm:\n%s", outs[0], outs[1])
			}
		})
	}
}
