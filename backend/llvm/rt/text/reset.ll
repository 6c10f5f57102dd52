; What is rarely called: giving up buffers, new chunks, the end of a run.

define ptr @rt_alloc_zero(ptr %ctx, i64 %bytes) nounwind {
  %p = call ptr @rt_alloc(ptr %ctx, i64 %bytes)
  %null = icmp eq ptr %p, null
  br i1 %null, label %done, label %fill
fill:
  %r = call ptr @memset(ptr %p, i32 0, i64 %bytes)
  br label %done
done:
  ret ptr %p
}

define void @rt_detach(ptr %ctx, ptr %p) nounwind {
  %h = getelementptr i8, ptr %p, i64 -64
  call void @unlink(ptr %ctx, ptr %h)
  %cap = load i64, ptr %h
  %size = add i64 %cap, 64
  call void @unbudget(ptr %ctx, i64 %size)
  ret void
}

define void @rt_free_detached(ptr %p) nounwind {
  %h = getelementptr i8, ptr %p, i64 -64
  call void @free(ptr %h)
  ret void
}

; Retains the owners in n elements at base; a null descriptor has none.
define void @rt_retain_inside(ptr %desc, ptr %base0, i64 %n) nounwind {
entry:
  %plain = icmp eq ptr %desc, null
  br i1 %plain, label %done, label %some
some:
  %count_p = getelementptr i8, ptr %desc, i64 4
  %count32 = load i32, ptr %count_p
  %count = zext i32 %count32 to i64
  %size_p = getelementptr i8, ptr %desc, i64 8
  %size = load i64, ptr %size_p
  %offs = getelementptr i8, ptr %desc, i64 16
  br label %elem
elem:
  %e = phi i64 [ 0, %some ], [ %e1, %elem_end ]
  %base = phi ptr [ %base0, %some ], [ %base1, %elem_end ]
  %more = icmp ult i64 %e, %n
  br i1 %more, label %field, label %done
field:
  %f = phi i64 [ 0, %elem ], [ %f1, %slot ]
  %any = icmp ult i64 %f, %count
  br i1 %any, label %slot, label %elem_end
slot:
  %off_p = getelementptr i32, ptr %offs, i64 %f
  %off32 = load i32, ptr %off_p
  %off = zext i32 %off32 to i64
  %q_p = getelementptr i8, ptr %base, i64 %off
  %q = load ptr, ptr %q_p
  call void @rt_retain(ptr %q)
  %f1 = add i64 %f, 1
  br label %field
elem_end:
  %e1 = add i64 %e, 1
  %base1 = getelementptr i8, ptr %base, i64 %size
  br label %elem
done:
  ret void
}

; A chunk of the arena: 0 next, 8 size; nodes from 16. The first has 32 KiB, each next one twice as much, up to 1 MiB.
define i64 @rt_chunk(ptr %ctx) nounwind {
entry:
  %chunks_p = getelementptr i8, ptr %ctx, i64 $chunks
  %head = load ptr, ptr %chunks_p
  %first = icmp eq ptr %head, null
  br i1 %first, label %get, label %grow
grow:
  %old_p = getelementptr i8, ptr %head, i64 8
  %old = load i64, ptr %old_p
  %twice = shl i64 %old, 1
  %capped = call i64 @llvm.umin.i64(i64 %twice, i64 1048576)
  br label %get
get:
  %size = phi i64 [ 32768, %entry ], [ %capped, %grow ]
  %ok = call i1 @budget(ptr %ctx, i64 %size)
  br i1 %ok, label %alloc, label %fail
alloc:
  %c = call ptr @malloc(i64 %size)
  %null = icmp eq ptr %c, null
  br i1 %null, label %give, label %chain
give:
  call void @unbudget(ptr %ctx, i64 %size)
  br label %fail
chain:
  store ptr %head, ptr %c
  %size_p = getelementptr i8, ptr %c, i64 8
  store i64 %size, ptr %size_p
  store ptr %c, ptr %chunks_p
  %addr = ptrtoint ptr %c to i64
  %end = add i64 %addr, %size
  %end_p = getelementptr i8, ptr %ctx, i64 $bump_end
  store i64 %end, ptr %end_p
  %start = add i64 %addr, 16
  ret i64 %start
fail:
  %r = call ptr @rt_oom(ptr %ctx)
  ret i64 0
}

; A buffer from libc with room for a header and cap bytes, or null with the error set. It may cost the cache.
define ptr @rt_fresh(ptr %ctx, i64 %cap) nounwind {
  %need = add i64 %cap, 64
  %ok = call i1 @budget(ptr %ctx, i64 %need)
  br i1 %ok, label %get, label %again
again:
  call void @flush_cache(ptr %ctx)
  %ok2 = call i1 @budget(ptr %ctx, i64 %need)
  br i1 %ok2, label %get, label %fail
get:
  %h = call ptr @aligned_alloc(i64 64, i64 %need)
  %null = icmp eq ptr %h, null
  br i1 %null, label %give, label %done
give:
  call void @unbudget(ptr %ctx, i64 %need)
  br label %fail
done:
  ret ptr %h
fail:
  %r = call ptr @rt_oom(ptr %ctx)
  ret ptr %r
}

; Gives the cached buffers back to libc.
define hidden void @flush_cache(ptr %ctx) nounwind {
entry:
  br label %class
class:
  %i = phi i64 [ 0, %entry ], [ %i1, %next ]
  %off = shl i64 %i, 3
  %off1 = add i64 %off, $buf_free
  %slot = getelementptr i8, ptr %ctx, i64 %off1
  br label %pop
pop:
  %h = load ptr, ptr %slot
  %end = icmp eq ptr %h, null
  br i1 %end, label %next, label %one
one:
  %cap = load i64, ptr %h
  %next_p = getelementptr i8, ptr %h, i64 16
  %after = load ptr, ptr %next_p
  store ptr %after, ptr %slot
  %size = add i64 %cap, 64
  call void @unbudget(ptr %ctx, i64 %size)
  call void @free(ptr %h)
  br label %pop
next:
  %i1 = add i64 %i, 1
  %more = icmp ult i64 %i1, 12
  br i1 %more, label %class, label %done
done:
  %cached_p = getelementptr i8, ptr %ctx, i64 $cached
  store i64 0, ptr %cached_p
  ret void
}

define ptr @rt_oom(ptr %ctx) nounwind cold noinline {
  %s = call i32 @rt_fail(ptr %ctx, i32 2, i32 -1, i64 0, i64 0, i64 0, i64 0)
  ret ptr null
}

; Frees all buffers and all nodes, in time proportional to the buffers; keeps the newest chunk and the cache.
define void @rt_reset(ptr %ctx) nounwind {
entry:
  %head_p = getelementptr i8, ptr %ctx, i64 $live_head
  br label %buffers
buffers:
  %h = load ptr, ptr %head_p
  %none = icmp eq ptr %h, null
  br i1 %none, label %arena, label %one
one:
  %p = getelementptr i8, ptr %h, i64 64
  call void @rt_free_buffer(ptr %ctx, ptr %p)
  br label %buffers
arena:
  %free_p = getelementptr i8, ptr %ctx, i64 $node_free
  %r = call ptr @memset(ptr %free_p, i32 0, i64 256)
  %nodes_p = getelementptr i8, ptr %ctx, i64 $nodes
  store i64 0, ptr %nodes_p
  %chunks_p = getelementptr i8, ptr %ctx, i64 $chunks
  %keep = load ptr, ptr %chunks_p
  %empty = icmp eq ptr %keep, null
  br i1 %empty, label %done, label %rewind
rewind:
  %keep_a = ptrtoint ptr %keep to i64
  %start = add i64 %keep_a, 16
  %bump_p = getelementptr i8, ptr %ctx, i64 $bump
  store i64 %start, ptr %bump_p
  br label %chunk
chunk:
  %c = load ptr, ptr %keep
  %last = icmp eq ptr %c, null
  br i1 %last, label %done, label %drop
drop:
  %next = load ptr, ptr %c
  store ptr %next, ptr %keep
  %size_p = getelementptr i8, ptr %c, i64 8
  %size = load i64, ptr %size_p
  call void @unbudget(ptr %ctx, i64 %size)
  call void @free(ptr %c)
  br label %chunk
done:
  ret void
}

; Gives back everything, the cache and the arena too; the context is done.
define void @rt_close(ptr %ctx) nounwind {
  call void @rt_reset(ptr %ctx)
  call void @flush_cache(ptr %ctx)
  %chunks_p = getelementptr i8, ptr %ctx, i64 $chunks
  %c = load ptr, ptr %chunks_p
  call void @free(ptr %c)
  store ptr null, ptr %chunks_p
  ret void
}
