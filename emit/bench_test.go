package emit

import "testing"

var sink float64

func BenchmarkGo(b *testing.B) {
	for _, name := range UnaryNames() {
		f := Unary[name]
		b.Run(name+"_f64", func(b *testing.B) {
			x := 0.7
			for range b.N {
				sink += f.F64(x)
			}
		})
	}
	b.Run("pow_f64", func(b *testing.B) {
		for range b.N {
			sink += Binary["pow"].F64(1.3, 2.7)
		}
	})
}
