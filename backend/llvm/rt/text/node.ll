; Nodes.

define ptr @rt_node_new(ptr %ctx, ptr %desc) nounwind {
  %size_p = getelementptr i8, ptr %desc, i64 8
  %size = load i64, ptr %size_p
  %large = icmp ugt i64 %size, 496
  br i1 %large, label %libc, label %small
small:
  %slot = call ptr @node_slot(ptr %ctx, i64 %size)
  %free = load ptr, ptr %slot
  %none = icmp eq ptr %free, null
  br i1 %none, label %fresh, label %reuse
reuse:
  %next = load ptr, ptr %free
  store ptr %next, ptr %slot
  br label %have
fresh:
  %up = add i64 %size, 31
  %total = and i64 %up, -16
  %bump_p = getelementptr i8, ptr %ctx, i64 $bump
  %end_p = getelementptr i8, ptr %ctx, i64 $bump_end
  %bump = load i64, ptr %bump_p
  %end = load i64, ptr %end_p
  %after = add i64 %bump, %total
  %fits = icmp ule i64 %after, %end
  br i1 %fits, label %take, label %chunk
take:
  store i64 %after, ptr %bump_p
  %at = inttoptr i64 %bump to ptr
  br label %have
chunk:
  %start = call i64 @chunk(ptr %ctx)
  %failed = icmp eq i64 %start, 0
  br i1 %failed, label %fail, label %take_new
take_new:
  %after1 = add i64 %start, %total
  store i64 %after1, ptr %bump_p
  %at1 = inttoptr i64 %start to ptr
  br label %have
have:
  %h = phi ptr [ %free, %reuse ], [ %at, %take ], [ %at1, %take_new ]
  %p = getelementptr i8, ptr %h, i64 16
  br label %fill
libc:
  %b = call ptr @rt_alloc(ptr %ctx, i64 %size)
  %null = icmp eq ptr %b, null
  br i1 %null, label %fail, label %fill
fill:
  %q = phi ptr [ %p, %have ], [ %b, %libc ]
  %rc_p = getelementptr i8, ptr %q, i64 -16
  %desc_p = getelementptr i8, ptr %q, i64 -8
  store i64 1, ptr %rc_p
  store ptr %desc, ptr %desc_p
  call void @add_nodes(ptr %ctx, i64 1)
  ret ptr %q
fail:
  ret ptr null
}

define ptr @rt_node_own(ptr %ctx, ptr %p) nounwind {
  %one = call i1 @rt_unique(ptr %p)
  br i1 %one, label %same, label %copy
same:
  ret ptr %p
copy:
  %desc_p = getelementptr i8, ptr %p, i64 -8
  %desc = load ptr, ptr %desc_p
  %size_p = getelementptr i8, ptr %desc, i64 8
  %size = load i64, ptr %size_p
  %q = call ptr @rt_node_new(ptr %ctx, ptr %desc)
  %null = icmp eq ptr %q, null
  br i1 %null, label %fail, label %fill
fill:
  %r = call ptr @memcpy(ptr %q, ptr %p, i64 %size)
  call void @rt_retain_inside(ptr %desc, ptr %q, i64 1)
  call void @rt_release(ptr %ctx, ptr %p)
  ret ptr %q
fail:
  ret ptr null
}

; A chunk of the arena: a block with nodes. The first has 32 KiB, each next one twice as much, up to 1 MiB.
define internal i64 @chunk(ptr %ctx) nounwind {
entry:
  %chunk_p = getelementptr i8, ptr %ctx, i64 $chunk
  %last = load ptr, ptr %chunk_p
  %first = icmp eq ptr %last, null
  br i1 %first, label %get, label %grow
grow:
  %old = load i64, ptr %last
  %twice = shl i64 %old, 1
  %capped = call i64 @llvm.umin.i64(i64 %twice, i64 1048576)
  br label %get
get:
  %size = phi i64 [ 32768, %entry ], [ %capped, %grow ]
  %c = call ptr @rt_block(ptr %ctx, i64 %size, i64 8)
  %null = icmp eq ptr %c, null
  br i1 %null, label %fail, label %have
have:
  store ptr %c, ptr %chunk_p
  %addr = ptrtoint ptr %c to i64
  %start = add i64 %addr, 64
  %end = add i64 %start, %size
  %end_p = getelementptr i8, ptr %ctx, i64 $bump_end
  store i64 %end, ptr %end_p
  ret i64 %start
fail:
  ret i64 0
}
