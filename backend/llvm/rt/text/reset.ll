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

define ptr @rt_oom(ptr %ctx) nounwind cold noinline {
  %s = call i32 @rt_fail(ptr %ctx, i32 2, i32 -1, i64 0, i64 0, i64 0, i64 0)
  ret ptr null
}

; Frees all buffers and all nodes, in time proportional to the blocks. Keeps up to room bytes of slabs and the newest chunk,
; so that small runs do without the pool.
define void @rt_reset(ptr %ctx, i64 %room0) nounwind {
entry:
  %free_p = getelementptr i8, ptr %ctx, i64 $node_free
  %r = call ptr @memset(ptr %free_p, i32 0, i64 256)
  %slabs_p = getelementptr i8, ptr %ctx, i64 $slabs
  %r1 = call ptr @memset(ptr %slabs_p, i32 0, i64 232)
  %nodes_p = getelementptr i8, ptr %ctx, i64 $nodes
  %live_p = getelementptr i8, ptr %ctx, i64 $live
  %chunk_p = getelementptr i8, ptr %ctx, i64 $chunk
  %bump_p = getelementptr i8, ptr %ctx, i64 $bump
  %end_p = getelementptr i8, ptr %ctx, i64 $bump_end
  %head_p = getelementptr i8, ptr %ctx, i64 $live_head
  store i64 0, ptr %nodes_p
  store i64 0, ptr %live_p
  store i64 0, ptr %bump_p
  store i64 0, ptr %end_p
  %chunk = load ptr, ptr %chunk_p
  store ptr null, ptr %chunk_p
  %head = load ptr, ptr %head_p
  br label %block
block:
  %h = phi ptr [ %head, %entry ], [ %next, %give ], [ %next, %slab ], [ %next, %nodes ]
  %room = phi i64 [ %room0, %entry ], [ %room, %give ], [ %left, %slab ], [ %left, %nodes ]
  %none = icmp eq ptr %h, null
  br i1 %none, label %done, label %one
one:
  %next_p = getelementptr i8, ptr %h, i64 16
  %kind_p = getelementptr i8, ptr %h, i64 40
  %next = load ptr, ptr %next_p
  %kind = load i64, ptr %kind_p
  %cap = load i64, ptr %h
  %need = add i64 %cap, 64
  %left = sub i64 %room, %need
  %fits = icmp ule i64 %need, %room
  %shared = icmp uge i64 %kind, 4
  %slabs = icmp ult i64 %kind, 8
  %newest = icmp eq ptr %h, %chunk
  %useful = or i1 %slabs, %newest
  %fits1 = and i1 %fits, %shared
  %keep = and i1 %fits1, %useful
  br i1 %keep, label %kept, label %give
kept:
  br i1 %newest, label %nodes, label %slab
slab:
  call void @slab_clear(ptr %h)
  br label %block
nodes:
  %at = ptrtoint ptr %h to i64
  %start = add i64 %at, 64
  %end = add i64 %start, %cap
  store ptr %h, ptr %chunk_p
  store i64 %start, ptr %bump_p
  store i64 %end, ptr %end_p
  br label %block
give:
  call void @rt_give(ptr %ctx, ptr %h)
  br label %block
done:
  ret void
}
