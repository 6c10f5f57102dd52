; Small functions that every module of the library has inline.

; Takes one from the count of an owner; true if that was the last.
define internal i1 @uncount(ptr %p) nounwind alwaysinline {
  %null = icmp eq ptr %p, null
  br i1 %null, label %no, label %some
some:
  %rc_p = getelementptr i8, ptr %p, i64 -16
  %rc = load i64, ptr %rc_p
  %immortal = icmp slt i64 %rc, 0
  br i1 %immortal, label %no, label %count
count:
  %rc1 = sub i64 %rc, 1
  store i64 %rc1, ptr %rc_p
  %dead = icmp eq i64 %rc1, 0
  ret i1 %dead
no:
  ret i1 false
}

define internal void @add_nodes(ptr %ctx, i64 %d) nounwind alwaysinline {
  %p = getelementptr i8, ptr %ctx, i64 $nodes
  %n = load i64, ptr %p
  %n1 = add i64 %n, %d
  store i64 %n1, ptr %p
  ret void
}

; The free list of nodes with a payload of size bytes (at most 496).
define internal ptr @node_slot(ptr %ctx, i64 %size) nounwind alwaysinline {
  %up = add i64 %size, 15
  %class = lshr i64 %up, 4
  %off = shl i64 %class, 3
  %off1 = add i64 %off, $node_free
  %slot = getelementptr i8, ptr %ctx, i64 %off1
  ret ptr %slot
}

; The power of two below n > 8 is 2^(k+2): there are four classes for each, and the class of n has room for
; (n-1 >> k) + 1 << k bytes.
define internal i64 @quarter(i64 %last) nounwind alwaysinline {
  %lz = call i64 @llvm.ctlz.i64(i64 %last, i1 true)
  %k = sub i64 61, %lz
  ret i64 %k
}

define internal void @add_live(ptr %ctx, i64 %d) nounwind alwaysinline {
  %p = getelementptr i8, ptr %ctx, i64 $live
  %n = load i64, ptr %p
  %n1 = add i64 %n, %d
  store i64 %n1, ptr %p
  ret void
}

define internal void @unbudget(ptr %ctx, i64 %n) nounwind alwaysinline {
  %p = getelementptr i8, ptr %ctx, i64 $mem_used
  %used = load i64, ptr %p
  %less = sub i64 %used, %n
  store i64 %less, ptr %p
  ret void
}
