; Buffers. Names with a dollar sign are offsets in the context, put in by Go.

; Up to 8192 bytes come from a slab with room, more from the pool.
define ptr @rt_alloc(ptr %ctx, i64 %bytes) nounwind {
entry:
  %few = icmp ule i64 %bytes, 8192
  br i1 %few, label %small, label %big
small:
  %least = call i64 @llvm.umax.i64(i64 %bytes, i64 1)
  %up = add i64 %least, 63
  %n = and i64 %up, -64
  %last = sub i64 %n, 1
  %k = call i64 @quarter(i64 %last)
  %i = lshr i64 %last, %k
  %i1 = add i64 %i, 1
  %size = shl i64 %i1, %k
  %k4 = shl i64 %k, 2
  %class = add i64 %k4, %i
  %index = sub i64 %class, 19
  %slots = getelementptr i8, ptr %ctx, i64 $slabs
  %slot = getelementptr ptr, ptr %slots, i64 %index
  %s0 = load ptr, ptr %slot
  %none = icmp eq ptr %s0, null
  br i1 %none, label %more, label %look
look:
  %s = phi ptr [ %s0, %small ], [ %s1, %more ]
  %free_p = getelementptr i8, ptr %s, i64 64
  %free = load ptr, ptr %free_p
  %unused = icmp eq ptr %free, null
  br i1 %unused, label %bump, label %pop
pop:
  %next_p = getelementptr i8, ptr %free, i64 16
  %next = load ptr, ptr %next_p
  store ptr %next, ptr %free_p
  br label %count
bump:
  %at_p = getelementptr i8, ptr %s, i64 96
  %end_p = getelementptr i8, ptr %s, i64 104
  %at = load ptr, ptr %at_p
  %end = load ptr, ptr %end_p
  %stride = add i64 %size, 64
  %after = getelementptr i8, ptr %at, i64 %stride
  %fits = icmp ule ptr %after, %end
  br i1 %fits, label %carve, label %more
carve:
  store ptr %after, ptr %at_p
  %slab_p = getelementptr i8, ptr %at, i64 32
  store i64 %size, ptr %at
  store ptr %s, ptr %slab_p
  br label %count
more:
  %s1 = call ptr @rt_slab(ptr %ctx, ptr %slot)
  %null = icmp eq ptr %s1, null
  br i1 %null, label %fail, label %look
count:
  %b = phi ptr [ %free, %pop ], [ %at, %carve ]
  %held_p = getelementptr i8, ptr %s, i64 88
  %held = load i64, ptr %held_p
  %held1 = add i64 %held, 1
  store i64 %held1, ptr %held_p
  br label %have
big:
  %h0 = call ptr @rt_big(ptr %ctx, i64 %bytes)
  %null2 = icmp eq ptr %h0, null
  br i1 %null2, label %fail, label %have
have:
  %h = phi ptr [ %b, %count ], [ %h0, %big ]
  %rc_p = getelementptr i8, ptr %h, i64 48
  %desc_p = getelementptr i8, ptr %h, i64 56
  %data = getelementptr i8, ptr %h, i64 64
  store i64 1, ptr %rc_p
  store ptr null, ptr %desc_p
  call void @add_live(ptr %ctx, i64 1)
  ret ptr %data
fail:
  ret ptr null
}

; Frees the buffer of an owner.
define void @rt_free_buffer(ptr %ctx, ptr %p) nounwind {
  %h = getelementptr i8, ptr %p, i64 -64
  call void @buffer_left(ptr %p)
  call void @add_live(ptr %ctx, i64 -1)
  %slab_p = getelementptr i8, ptr %h, i64 32
  %s = load ptr, ptr %slab_p
  %big = icmp eq ptr %s, null
  br i1 %big, label %block, label %small
small:
  %free_p = getelementptr i8, ptr %s, i64 64
  %held_p = getelementptr i8, ptr %s, i64 88
  %full_p = getelementptr i8, ptr %s, i64 120
  %next_p = getelementptr i8, ptr %h, i64 16
  %free = load ptr, ptr %free_p
  store ptr %free, ptr %next_p
  store ptr %h, ptr %free_p
  %held = load i64, ptr %held_p
  %held1 = sub i64 %held, 1
  store i64 %held1, ptr %held_p
  %full = load i64, ptr %full_p
  %empty = icmp eq i64 %held1, 0
  %room = icmp ne i64 %full, 0
  %changes = or i1 %empty, %room
  br i1 %changes, label %slab, label %done
slab:
  call void @rt_slab_freed(ptr %ctx, ptr %s)
  ret void
block:
  call void @rt_give(ptr %ctx, ptr %h)
  ret void
done:
  ret void
}
