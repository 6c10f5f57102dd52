; Buffers. Names with a dollar sign are offsets in the context, put in by Go.

; A header is 64 bytes: 0 capacity, 8 prev, 16 next, 24 class, 48 refcount, 56 desc.
define ptr @rt_alloc(ptr %ctx, i64 %bytes) nounwind {
entry:
  %huge = icmp ugt i64 %bytes, 140737488355328
  br i1 %huge, label %toomuch, label %sized
sized:
  %least = call i64 @llvm.umax.i64(i64 %bytes, i64 64)
  %small = icmp ule i64 %least, 131072
  br i1 %small, label %cached, label %big
cached:
  %m1 = sub i64 %least, 1
  %lz = call i64 @llvm.ctlz.i64(i64 %m1, i1 false)
  %log = sub i64 64, %lz
  %class = sub i64 %log, 6
  %cap = shl i64 1, %log
  %off = shl i64 %class, 3
  %off1 = add i64 %off, $buf_free
  %slot = getelementptr i8, ptr %ctx, i64 %off1
  %h0 = load ptr, ptr %slot
  %none = icmp eq ptr %h0, null
  br i1 %none, label %fresh, label %reuse
reuse:
  %h0next = getelementptr i8, ptr %h0, i64 16
  %after = load ptr, ptr %h0next
  store ptr %after, ptr %slot
  %cached_p = getelementptr i8, ptr %ctx, i64 $cached
  %cached0 = load i64, ptr %cached_p
  %cached1 = sub i64 %cached0, %cap
  store i64 %cached1, ptr %cached_p
  br label %have
big:
  %up = add i64 %least, 63
  %cap64 = and i64 %up, -64
  br label %fresh
fresh:
  %capf = phi i64 [ %cap, %cached ], [ %cap64, %big ]
  %classf = phi i64 [ %class, %cached ], [ -1, %big ]
  %h1 = call ptr @rt_fresh(ptr %ctx, i64 %capf)
  %null = icmp eq ptr %h1, null
  br i1 %null, label %fail, label %have
have:
  %h = phi ptr [ %h0, %reuse ], [ %h1, %fresh ]
  %c = phi i64 [ %cap, %reuse ], [ %capf, %fresh ]
  %k = phi i64 [ %class, %reuse ], [ %classf, %fresh ]
  %head_p = getelementptr i8, ptr %ctx, i64 $live_head
  %live_p = getelementptr i8, ptr %ctx, i64 $live
  %prev_p = getelementptr i8, ptr %h, i64 8
  %next_p = getelementptr i8, ptr %h, i64 16
  %class_p = getelementptr i8, ptr %h, i64 24
  %rc_p = getelementptr i8, ptr %h, i64 48
  %desc_p = getelementptr i8, ptr %h, i64 56
  %data = getelementptr i8, ptr %h, i64 64
  %head = load ptr, ptr %head_p
  store i64 %c, ptr %h
  store ptr null, ptr %prev_p
  store ptr %head, ptr %next_p
  store i64 %k, ptr %class_p
  store i64 1, ptr %rc_p
  store ptr null, ptr %desc_p
  store ptr %h, ptr %head_p
  %live = load i64, ptr %live_p
  %live1 = add i64 %live, 1
  store i64 %live1, ptr %live_p
  %first = icmp eq ptr %head, null
  br i1 %first, label %done, label %chain
chain:
  %hp = getelementptr i8, ptr %head, i64 8
  store ptr %h, ptr %hp
  br label %done
done:
  ret ptr %data
toomuch:
  %r = call ptr @rt_oom(ptr %ctx)
  ret ptr %r
fail:
  ret ptr null
}

; Frees the buffer of an owner, into the cache if that holds less than 1 MiB.
define void @rt_free_buffer(ptr %ctx, ptr %p) nounwind {
  %h = getelementptr i8, ptr %p, i64 -64
  call void @unlink(ptr %ctx, ptr %h)
  %cap = load i64, ptr %h
  %class_p = getelementptr i8, ptr %h, i64 24
  %class = load i64, ptr %class_p
  %cached_p = getelementptr i8, ptr %ctx, i64 $cached
  %cached = load i64, ptr %cached_p
  %cached1 = add i64 %cached, %cap
  %room = icmp ule i64 %cached1, 1048576
  %classed = icmp sge i64 %class, 0
  %keep = and i1 %room, %classed
  br i1 %keep, label %cache, label %libc
cache:
  store i64 %cached1, ptr %cached_p
  %off = shl i64 %class, 3
  %off1 = add i64 %off, $buf_free
  %slot = getelementptr i8, ptr %ctx, i64 %off1
  %head = load ptr, ptr %slot
  %next_p = getelementptr i8, ptr %h, i64 16
  store ptr %head, ptr %next_p
  store ptr %h, ptr %slot
  ret void
libc:
  %size = add i64 %cap, 64
  call void @unbudget(ptr %ctx, i64 %size)
  call void @free(ptr %h)
  ret void
}
