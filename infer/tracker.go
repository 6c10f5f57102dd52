package infer

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/source"
)

// tracker is what a frame knows of objects that are changed; see objects.go. What it maps from values that are out of scope
// is not looked at again.
type tracker struct {
	now       map[*ir.Value]version   // the present versions, by root; a map is never changed, so that they are taken back with the frame
	first     map[*ir.Value]*ir.Value // the root of a version
	memo      map[*ir.Value]*val      // what values are now
	following map[*ir.Value]bool      // values of which that is being found

	aliases map[*ir.Value][]alias     // of roots
	tangles map[*ir.Value]source.Span // roots of which parts may be one object, and where they came to be

	pulled map[*ir.Value]*ir.Value // of what was taken out of an object, the root of that
	gotAt  map[*ir.Value]spot      // of what is the value of a key of a dict, if that is there, the place

	partsAt map[*ir.Value][]*val  // what a Make put together
	readAt  map[*ir.Value]reading // the version of the list out of which an element was read
	shifted []shift               // by number; 0 is none
	resized int                   // counts changes of the number of elements

	loops     map[loopKey]*loopObjects // what loops do to objects
	tripStart int                      // the ID of the first value of this trip of the innermost loop
	gone      []span                   // of values that are out of scope, in order

	lives  map[*ir.Value]life // of the values of the function, once they are asked for
	walked map[*ir.Region]int // the node at hand of each region
	inner  *ir.Region         // the innermost

	graded map[int]bool // parameters of which a gradient is taken

	place position // of what the primitives at hand replace, see instead

	quiet    bool // parts that are lost are only noted, in lostPart
	lostPart *loss
}

// spot is a key of a dict.
type spot struct{ root, key *ir.Value }

func newTracker() tracker {
	return tracker{
		first: map[*ir.Value]*ir.Value{}, memo: map[*ir.Value]*val{}, walked: map[*ir.Region]int{}, graded: map[int]bool{}, following: map[*ir.Value]bool{},
		aliases: map[*ir.Value][]alias{}, tangles: map[*ir.Value]source.Span{},
		pulled: map[*ir.Value]*ir.Value{}, gotAt: map[*ir.Value]spot{},
		partsAt: map[*ir.Value][]*val{}, readAt: map[*ir.Value]reading{}, shifted: []shift{{}},
		loops: map[loopKey]*loopObjects{},
	}
}
