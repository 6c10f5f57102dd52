; Counting down.

define void @rt_release(ptr %ctx, ptr %p) nounwind {
  %dead = call i1 @uncount(ptr %p)
  br i1 %dead, label %free, label %done
free:
  %desc_p = getelementptr i8, ptr %p, i64 -8
  %desc = load ptr, ptr %desc_p
  %plain = icmp eq ptr %desc, null
  br i1 %plain, label %buffer, label %deep
buffer:
  call void @rt_free_buffer(ptr %ctx, ptr %p)
  ret void
deep:
  call void @rt_drop(ptr %ctx, ptr %p)
  ret void
done:
  ret void
}
