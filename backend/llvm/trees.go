package llvm

import (
	"fmt"
	"strings"

	"github.com/myia-lang/myia/tensor"
)

// Trees are compiled fast: they take a leaf at a time. carried is how many columns go up to the next level at once.
const carried = 32

// The tree of a run: a level has 16 lanes, and level 0 takes the values of leaves. %i is the place of a value among
// those of the level below, times 1024.
const treeText = `define internal @T @myia_tree_@K(ptr %levels, i64 %at, @T %leaf, i1 %last) nounwind noinline optnone {
entry:
  br label %level
level:
  %i = phi i64 [ %at, %entry ], [ %place, %next ]
  %x = phi @T [ %leaf, %entry ], [ %value, %next ]
  %lanes = phi ptr [ %levels, %entry ], [ %above, %next ]
  %place = lshr i64 %i, @BITS
  %low = and i64 %place, @MASK
  %first = icmp eq i64 %low, 0
  br i1 %first, label %clear, label %take
clear:
  store @VEC @IDENTITY, ptr %lanes, align 64
  br label %take
take:
  %k = and i64 %low, @LANEMASK
  %lane = getelementptr @T, ptr %lanes, i64 %k
  %old = load @T, ptr %lane
@STEP  store @T @NEW, ptr %lane
  %full = icmp eq i64 %low, @MASK
  %ends = or i1 %full, %last
  br i1 %ends, label %fold, label %wait
wait:
  ret @T %x
fold:
  %all = load @VEC, ptr %lanes, align 64
  %value = call @T @myia_lanes_@K(@VEC %all)
  %rest = lshr i64 %place, @BITS
  %top = icmp eq i64 %rest, 0
  %done = and i1 %top, %last
  br i1 %done, label %give, label %next
next:
  %above = getelementptr @VEC, ptr %lanes, i64 1
  br label %level
give:
  ret @T %value
}
`

// The tree of rows: a level has an accumulator for each column, and level 0 is the leaf. %i is the place of what a
// level has taken last.
const carryText = `define internal void @myia_carry_@K(ptr %levels, i64 %width, i64 %row, i1 %last, ptr %out) nounwind noinline optnone {
entry:
  br label %level
level:
  %i = phi i64 [ %row, %entry ], [ %up, %columns ]
  %from = phi ptr [ %levels, %entry ], [ %to, %columns ]
  %up = lshr i64 %i, @BITS
  %top = icmp eq i64 %up, 0
  %done = and i1 %top, %last
  br i1 %done, label %give, label %go
go:
  %low = and i64 %i, @MASK
  %full = icmp eq i64 %low, @MASK
  %ends = or i1 %full, %last
  br i1 %ends, label %move, label %return
move:
  %to = getelementptr @T, ptr %from, i64 @TILE
  %place = and i64 %up, @MASK
  %first = icmp eq i64 %place, 0
  br label %columns
columns:
  %j = phi i64 [ 0, %move ], [ %j1, %column ]
  %more = icmp slt i64 %j, %width
  br i1 %more, label %column, label %level
column:
  %fp = getelementptr @T, ptr %from, i64 %j
  %tp = getelementptr @T, ptr %to, i64 %j
  %x = load @WIDE, ptr %fp, align 64
  %there = load @WIDE, ptr %tp, align 64
  %old = select i1 %first, @WIDE @MANY, @WIDE %there
@STEP  store @WIDE @NEW, ptr %tp, align 64
  store @WIDE @MANY, ptr %fp, align 64
  %j1 = add i64 %j, @COLUMNS
  br label %columns
give:
  %bytes = mul i64 %width, @SIZE
  call void @llvm.memcpy.p0.p0.i64(ptr %out, ptr %from, i64 %bytes, i1 false)
  br label %return
return:
  ret void
}
`

func (f reduction) treeHelper() helper {
	h := f.fill(treeText, tensor.RunLeaf, 1)
	h.needs = append(h.needs, "myia_lanes_"+f.name())
	return h
}

func (f reduction) carryHelper() helper {
	h := f.fill(carryText, tensor.RowsLeaf, carried)
	h.decls = append(h.decls, "declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)")
	return h
}

// fill puts the kind, the step of w elements, the type and the size of a leaf into a text.
func (f reduction) fill(text string, leaf, w int) helper {
	bits := 0
	for 1<<bits < leaf {
		bits++
	}
	step := &code{}
	sum := f.step(step, "%old", "%x", w)
	text = strings.NewReplacer("@TILE", fmt.Sprint(rowTile), "@K", f.name(), "@T", elemType(f.d), "@VEC", f.vec(), "@STEP", step.body.String(), "@NEW", sum,
		"@IDENTITY", f.identity(tensor.Lanes), "@BITS", fmt.Sprint(bits), "@MASK", fmt.Sprint(leaf-1), "@COLUMNS", fmt.Sprint(carried),
		"@WIDE", vecType(elemType(f.d), carried), "@MANY", f.identity(carried), "@LANEMASK", fmt.Sprint(tensor.Lanes-1),
		"@SIZE", fmt.Sprint(f.d.Size())).Replace(text)
	return helper{text: text, needs: step.needs.helpers.list, decls: step.needs.decls.list}
}
