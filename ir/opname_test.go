package ir

import (
	"testing"

	"github.com/myia-lang/myia/types"
)

// VecLen is an operation of any name.
type VecLen struct{ name string }

func (o VecLen) OpName() string                           { return o.name }
func (VecLen) Infer(*Module, *Node) ([]types.Type, error) { return nil, nil }
func (VecLen) Effects() Effects                           { return 0 }

func TestCheckName(t *testing.T) {
	for name, ok := range map[string]bool{"vec.len": true, "veclen": true, "vec.l_en": true, "vec_len": false, "len": false, "Vec.len": false, "vec.": false} {
		if err := CheckName(VecLen{name}); (err == nil) != ok {
			t.Errorf("%q: %v", name, err)
		}
	}
}
