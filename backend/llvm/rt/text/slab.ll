; What a context holds of the pool: large buffers, chunks of nodes, and slabs of small buffers of one size. All are blocks
; in a list, and count against the budget.
;
; A slab follows the block's header with: 64 free (a list of buffers), 72 next, 80 prev (of the slabs with room), 88 held
; (buffers in use), 96 bump, 104 end (what was never used), 112 slot (of the context, heads the slabs with room), 120 full
; (1: it is not in that list). The first buffer stands at 128.

; A block with room for cap bytes behind its header, or null with the error set. Kind is 0 for a buffer, 4 for a slab, 8 for
; a chunk.
define ptr @rt_block(ptr %ctx, i64 %cap, i64 %kind) nounwind {
  %need = add i64 %cap, 64
  %ok = call i1 @budget(ptr %ctx, i64 %need)
  br i1 %ok, label %get, label %fail
get:
  %h = call ptr @pool_block(ptr %ctx, i64 %cap)
  %null = icmp eq ptr %h, null
  br i1 %null, label %give, label %have
give:
  call void @unbudget(ptr %ctx, i64 %need)
  br label %fail
have:
  %head_p = getelementptr i8, ptr %ctx, i64 $live_head
  %prev_p = getelementptr i8, ptr %h, i64 8
  %next_p = getelementptr i8, ptr %h, i64 16
  %slab_p = getelementptr i8, ptr %h, i64 32
  %kind_p = getelementptr i8, ptr %h, i64 40
  %mapped = load i64, ptr %kind_p
  %kind1 = or i64 %mapped, %kind
  %head = load ptr, ptr %head_p
  store i64 %cap, ptr %h
  store ptr null, ptr %prev_p
  store ptr %head, ptr %next_p
  store ptr null, ptr %slab_p
  store i64 %kind1, ptr %kind_p
  store ptr %h, ptr %head_p
  %first = icmp eq ptr %head, null
  br i1 %first, label %done, label %chain
chain:
  %back_p = getelementptr i8, ptr %head, i64 8
  store ptr %h, ptr %back_p
  br label %done
done:
  ret ptr %h
fail:
  %r = call ptr @rt_oom(ptr %ctx)
  ret ptr %r
}

; A block for a large buffer.
define ptr @rt_big(ptr %ctx, i64 %bytes) nounwind {
  %huge = icmp ugt i64 %bytes, 140737488355328
  br i1 %huge, label %toomuch, label %get
get:
  %up = add i64 %bytes, 63
  %cap = and i64 %up, -64
  %h = call ptr @rt_block(ptr %ctx, i64 %cap, i64 0)
  ret ptr %h
toomuch:
  %r = call ptr @rt_oom(ptr %ctx)
  ret ptr %r
}

; Gives a block back to the pool.
define void @rt_give(ptr %ctx, ptr %h) nounwind {
  %prev_p = getelementptr i8, ptr %h, i64 8
  %next_p = getelementptr i8, ptr %h, i64 16
  %prev = load ptr, ptr %prev_p
  %next = load ptr, ptr %next_p
  %first = icmp eq ptr %prev, null
  %head_p = getelementptr i8, ptr %ctx, i64 $live_head
  %prev_next = getelementptr i8, ptr %prev, i64 16
  %from = select i1 %first, ptr %head_p, ptr %prev_next
  store ptr %next, ptr %from
  %last = icmp eq ptr %next, null
  br i1 %last, label %free, label %back
back:
  %next_prev = getelementptr i8, ptr %next, i64 8
  store ptr %prev, ptr %next_prev
  br label %free
free:
  %cap = load i64, ptr %h
  %size = add i64 %cap, 64
  call void @unbudget(ptr %ctx, i64 %size)
  call void @pool_give(ptr %ctx, ptr %h)
  ret void
}

; The next slab of a slot with room; the first, if there is one, is full. Null with the error set.
define ptr @rt_slab(ptr %ctx, ptr %slot) nounwind {
  %old = load ptr, ptr %slot
  %none = icmp eq ptr %old, null
  br i1 %none, label %make, label %leave
leave:
  %full_p = getelementptr i8, ptr %old, i64 120
  %next_p = getelementptr i8, ptr %old, i64 72
  %next = load ptr, ptr %next_p
  store i64 1, ptr %full_p
  store ptr %next, ptr %slot
  %end = icmp eq ptr %next, null
  br i1 %end, label %make, label %follow
follow:
  %prev_p = getelementptr i8, ptr %next, i64 80
  store ptr null, ptr %prev_p
  ret ptr %next
make:
  %s = call ptr @rt_block(ptr %ctx, i64 65536, i64 4)
  %null = icmp eq ptr %s, null
  br i1 %null, label %done, label %fill
fill:
  %slot_p = getelementptr i8, ptr %s, i64 112
  store ptr %slot, ptr %slot_p
  call void @slab_clear(ptr %s)
  br label %done
done:
  ret ptr %s
}

; Makes all of a slab free and puts it first among those with room.
define hidden void @slab_clear(ptr %s) nounwind {
  %free_p = getelementptr i8, ptr %s, i64 64
  %held_p = getelementptr i8, ptr %s, i64 88
  %bump_p = getelementptr i8, ptr %s, i64 96
  %end_p = getelementptr i8, ptr %s, i64 104
  %start = getelementptr i8, ptr %s, i64 128
  %end = getelementptr i8, ptr %s, i64 65600
  store ptr null, ptr %free_p
  store i64 0, ptr %held_p
  store ptr %start, ptr %bump_p
  store ptr %end, ptr %end_p
  call void @slab_first(ptr %s)
  ret void
}

; Puts a slab first among those with room.
define hidden void @slab_first(ptr %s) nounwind {
  %slot_p = getelementptr i8, ptr %s, i64 112
  %next_p = getelementptr i8, ptr %s, i64 72
  %prev_p = getelementptr i8, ptr %s, i64 80
  %full_p = getelementptr i8, ptr %s, i64 120
  %slot = load ptr, ptr %slot_p
  %head = load ptr, ptr %slot
  store i64 0, ptr %full_p
  store ptr %head, ptr %next_p
  store ptr null, ptr %prev_p
  store ptr %s, ptr %slot
  %none = icmp eq ptr %head, null
  br i1 %none, label %done, label %back
back:
  %back_p = getelementptr i8, ptr %head, i64 80
  store ptr %s, ptr %back_p
  br label %done
done:
  ret void
}

; After a buffer of a slab was freed that is empty now or was full. The first slab stays if it is empty, so that one buffer
; that comes and goes costs little, until another comes before it.
define void @rt_slab_freed(ptr %ctx, ptr %s0) nounwind {
  %full_p = getelementptr i8, ptr %s0, i64 120
  %full = load i64, ptr %full_p
  %was = icmp ne i64 %full, 0
  br i1 %was, label %room, label %look
room:
  %slot_p = getelementptr i8, ptr %s0, i64 112
  %slot = load ptr, ptr %slot_p
  %second = load ptr, ptr %slot
  call void @slab_first(ptr %s0)
  %only = icmp eq ptr %second, null
  br i1 %only, label %done, label %compare
compare:
  %held_p = getelementptr i8, ptr %second, i64 88
  %held = load i64, ptr %held_p
  %used = icmp ne i64 %held, 0
  br i1 %used, label %done, label %look
look:
  %s = phi ptr [ %s0, %0 ], [ %second, %compare ]
  %prev_p = getelementptr i8, ptr %s, i64 80
  %prev = load ptr, ptr %prev_p
  %first = icmp eq ptr %prev, null
  br i1 %first, label %done, label %give
give:
  %next_p = getelementptr i8, ptr %s, i64 72
  %next = load ptr, ptr %next_p
  %prev_next = getelementptr i8, ptr %prev, i64 72
  store ptr %next, ptr %prev_next
  %last = icmp eq ptr %next, null
  br i1 %last, label %free, label %back
back:
  %next_prev = getelementptr i8, ptr %next, i64 80
  store ptr %prev, ptr %next_prev
  br label %free
free:
  call void @rt_give(ptr %ctx, ptr %s)
  br label %done
done:
  ret void
}
