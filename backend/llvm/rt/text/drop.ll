; Dropping what holds owners.

define void @rt_retain(ptr %p) nounwind {
  %null = icmp eq ptr %p, null
  br i1 %null, label %done, label %some
some:
  %rc_p = getelementptr i8, ptr %p, i64 -16
  %rc = load i64, ptr %rc_p
  %immortal = icmp slt i64 %rc, 0
  br i1 %immortal, label %done, label %count
count:
  %rc1 = add i64 %rc, 1
  store i64 %rc1, ptr %rc_p
  br label %done
done:
  ret void
}

define i1 @rt_unique(ptr %p) nounwind {
  %null = icmp eq ptr %p, null
  br i1 %null, label %no, label %some
some:
  %rc_p = getelementptr i8, ptr %p, i64 -16
  %rc = load i64, ptr %rc_p
  %one = icmp eq i64 %rc, 1
  ret i1 %one
no:
  ret i1 false
}

; Frees a dead node or vec and all that dies with it. The dead wait in a chain through their refcount words.
define void @rt_drop(ptr %ctx, ptr %p) nounwind {
entry:
  %p_rc = getelementptr i8, ptr %p, i64 -16
  store ptr null, ptr %p_rc
  br label %object
object:
  %w = phi ptr [ %p, %entry ], [ %head, %freed ]
  %link = getelementptr i8, ptr %w, i64 -16
  %rest = load ptr, ptr %link
  %desc_p = getelementptr i8, ptr %w, i64 -8
  %desc = load ptr, ptr %desc_p
  %kind = load i32, ptr %desc
  %count_p = getelementptr i8, ptr %desc, i64 4
  %count32 = load i32, ptr %count_p
  %count = zext i32 %count32 to i64
  %size_p = getelementptr i8, ptr %desc, i64 8
  %size = load i64, ptr %size_p
  %offs = getelementptr i8, ptr %desc, i64 16
  %is_vec = icmp eq i32 %kind, 2
  br i1 %is_vec, label %vec, label %elems
vec:
  %len = load i64, ptr %w
  %first = getelementptr i8, ptr %w, i64 32
  br label %elems
elems:
  %n = phi i64 [ 1, %object ], [ %len, %vec ]
  %base0 = phi ptr [ %w, %object ], [ %first, %vec ]
  br label %elem
elem:
  %e = phi i64 [ 0, %elems ], [ %e1, %elem_end ]
  %base = phi ptr [ %base0, %elems ], [ %base1, %elem_end ]
  %h0 = phi ptr [ %rest, %elems ], [ %h1, %elem_end ]
  %more = icmp ult i64 %e, %n
  br i1 %more, label %field, label %free
field:
  %f = phi i64 [ 0, %elem ], [ %f1, %field_end ]
  %h1 = phi ptr [ %h0, %elem ], [ %h2, %field_end ]
  %any = icmp ult i64 %f, %count
  br i1 %any, label %slot, label %elem_end
slot:
  %off_p = getelementptr i32, ptr %offs, i64 %f
  %off32 = load i32, ptr %off_p
  %off = zext i32 %off32 to i64
  %q_p = getelementptr i8, ptr %base, i64 %off
  %q = load ptr, ptr %q_p
  %dead = call i1 @uncount(ptr %q)
  br i1 %dead, label %dies, label %field_end
dies:
  %q_desc_p = getelementptr i8, ptr %q, i64 -8
  %q_desc = load ptr, ptr %q_desc_p
  %plain = icmp eq ptr %q_desc, null
  br i1 %plain, label %buffer, label %push
buffer:
  call void @rt_free_buffer(ptr %ctx, ptr %q)
  br label %field_end
push:
  %q_rc = getelementptr i8, ptr %q, i64 -16
  store ptr %h1, ptr %q_rc
  br label %field_end
field_end:
  %h2 = phi ptr [ %h1, %slot ], [ %h1, %buffer ], [ %q, %push ]
  %f1 = add i64 %f, 1
  br label %field
elem_end:
  %e1 = add i64 %e, 1
  %base1 = getelementptr i8, ptr %base, i64 %size
  br label %elem
free:
  %head = phi ptr [ %h0, %elem ]
  %large = icmp ugt i64 %size, 496
  %from_libc = or i1 %is_vec, %large
  br i1 %from_libc, label %whole, label %small
whole:
  call void @rt_free_buffer(ptr %ctx, ptr %w)
  br i1 %large, label %count_node, label %freed
count_node:
  br i1 %is_vec, label %freed, label %uncounted
uncounted:
  call void @add_nodes(ptr %ctx, i64 -1)
  br label %freed
small:
  call void @node_left(ptr %w, i64 %size)
  %slot_p = call ptr @node_slot(ptr %ctx, i64 %size)
  %old = load ptr, ptr %slot_p
  store ptr %old, ptr %link
  store ptr %link, ptr %slot_p
  call void @add_nodes(ptr %ctx, i64 -1)
  br label %freed
freed:
  %end = icmp eq ptr %head, null
  br i1 %end, label %done, label %object
done:
  ret void
}
