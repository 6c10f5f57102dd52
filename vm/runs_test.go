package vm_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/golden"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
	"github.com/myia-lang/myia/vm"
)

// TestRuns runs the entry of each module and writes the numbers that it gives, or the exception.
func TestRuns(t *testing.T) {
	golden.Run(t, 8, func(t *testing.T, in map[string]string) string {
		m := golden.Read(t, in["in"])
		got, err := vm.New(m, &ops.Env{}).Call(context.Background(), m.Entry, nil)
		var raised *ops.Raised
		switch {
		case errors.As(err, &raised):
			return fmt.Sprintf("%s: %s\n", raised.Class, raised.Msg)
		case err != nil:
			t.Fatal(err)
		}
		var sb strings.Builder
		for i, v := range got {
			fmt.Fprintln(&sb, number(m.Func(m.Entry).Results[i], v))
		}
		return sb.String()
	})
}

func number(t types.Type, v ops.Value) any {
	if t == types.Scalar(dtype.F64) {
		return math.Float64frombits(v.Bits)
	}
	return int64(v.Bits)
}
