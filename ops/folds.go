package ops

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/myia-lang/myia/emit"
	"github.com/myia-lang/myia/ir"
)

// Reduction declares a kind of reduction, from which the loops of the virtual machine and of compiled code are made, and
// its derivative.
type Reduction struct {
	emit.Fold
	Bools   bool   // takes bools
	Empty   bool   // gives the identity where there are no elements, which is an error else
	NumPy   string // name of the function of two numbers, which that error tells
	weights weights
}

// weights says by what the cotangent of a reduction is multiplied for each element: 1, or values by place.
type weights struct {
	ones bool
	at   func(o Reduce, r Residuals) *ir.Value
}

// kinds lists the reductions.
func kinds() []Reduction {
	return []Reduction{
		{emit.Ordered("sum", 0, plusStep[byte, bool], plusStep[int64, bool], plusStep[float32, bool], plusStep[float64, bool], plusStep[emit.Value, emit.Cond]).With(sumLoops()),
			false, true, "add", weights{ones: true}},
		{emit.Ordered("prod", 1, timesStep[byte, bool], timesStep[int64, bool], timesStep[float32, bool], timesStep[float64, bool], timesStep[emit.Value, emit.Cond]).With(prodLoops()),
			false, true, "multiply", weights{at: Reduce.others}},
		{emit.Extreme("max", math.Inf(-1), above[byte, bool], above[int64, bool], above[float32, bool], above[float64, bool], above[emit.Value, emit.Cond]).With(maxLoops()),
			true, false, "maximum", weights{at: Reduce.shares}},
		{emit.Extreme("min", math.Inf(1), below[byte, bool], below[int64, bool], below[float32, bool], below[float64, bool], below[emit.Value, emit.Cond]).With(minLoops()),
			true, false, "minimum", weights{at: Reduce.shares}},
	}
}

func plusStep[T, B any](a emit.Elements[T, B], acc, x T) T  { return a.Add(acc, x) }
func timesStep[T, B any](a emit.Elements[T, B], acc, x T) T { return a.Mul(acc, x) }
func above[T, B any](a emit.Elements[T, B], x, acc T) B     { return a.Lt(acc, x) }
func below[T, B any](a emit.Elements[T, B], x, acc T) B     { return a.Lt(x, acc) }

// Reductions gives the kinds of reductions by name.
var Reductions = sync.OnceValue(func() map[string]*Reduction {
	out, err := newReductions(kinds())
	if err != nil {
		panic(err)
	}
	return out
})

// newReductions checks declarations and joins them.
func newReductions(kinds []Reduction) (map[string]*Reduction, error) {
	out := map[string]*Reduction{}
	var errs []error
	for i := range kinds {
		k := &kinds[i]
		if err := k.complete(); err != nil {
			errs = append(errs, fmt.Errorf("ops: the reduction %q %w", k.Name, err))
		}
		if out[k.Name] != nil {
			errs = append(errs, fmt.Errorf("ops: there are two reductions %q", k.Name))
		}
		out[k.Name] = k
	}
	return out, errors.Join(errs...)
}

// complete reports what a declaration lacks.
func (k *Reduction) complete() error {
	switch {
	case k.Name == "" || strings.Contains(k.Name, "_") || strings.HasPrefix(k.Name, "arg"):
		return errors.New("has no name, or one that other names are made with")
	case k.F64.Into == nil || k.F32.Into == nil || k.I64.Into == nil || k.Lanes.Step == nil:
		return errors.New("has no step")
	case k.Bools && k.Bool.Into == nil:
		return errors.New("takes bools without a step for them")
	case k.Extreme && (k.Lanes.Better == nil || k.F64.Place == nil || k.F32.Place == nil || k.I64.Place == nil):
		return errors.New("does not say which element is better")
	case !k.Empty && k.NumPy == "":
		return errors.New("does not say what the error of no elements tells")
	case k.weights.ones == (k.weights.at != nil):
		return errors.New("does not say how it is differentiated")
	case k.Identity != k.F64.Identity || !starts(k.F64, -2.5, 0.5, 3, math.Inf(-1), math.Inf(1)) || !starts(k.F32, -2.5, 0.5, 3, float32(math.Inf(-1)), float32(math.Inf(1))) ||
		!starts(k.I64, -2, 0, 3, math.MinInt64, math.MaxInt64) || k.Bools && !starts(k.Bool, 0, 1):
		return errors.New("has an identity that changes elements, which it starts from and is filled up with")
	}
	return nil
}

// starts reports whether a step from the identity gives the element, and one that takes the identity keeps it: where there
// are no elements left to take, loops take the identity.
func starts[T emit.Element](l emit.Loops[T], xs ...T) bool {
	from, kept := slices.Repeat([]T{l.Identity}, len(xs)), slices.Clone(xs)
	l.Into(from, xs)
	l.Into(kept, slices.Repeat([]T{l.Identity}, len(xs)))
	return slices.Equal(from, xs) && slices.Equal(kept, xs)
}

// reduction is the declaration of the kind.
func (o Reduce) reduction() *Reduction { return Reductions()[o.Kind] }

// Extreme is the declaration of the extreme that is looked for.
func (o ArgMax) Extreme() *Reduction {
	if o.Low {
		return Reductions()["min"]
	}
	return Reductions()["max"]
}
