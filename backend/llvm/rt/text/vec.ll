; Growable vectors: 0 len, 8 cap, 16 elem_size, 32 elements.

define ptr @rt_vec_new(ptr %ctx, i64 %size, i64 %cap, ptr %desc) nounwind {
  %mul = call {i64, i1} @llvm.umul.with.overflow.i64(i64 %size, i64 %cap)
  %body = extractvalue {i64, i1} %mul, 0
  %over = extractvalue {i64, i1} %mul, 1
  %bytes = add i64 %body, 32
  %bytes1 = select i1 %over, i64 -1, i64 %bytes
  %v = call ptr @rt_alloc(ptr %ctx, i64 %bytes1)
  %null = icmp eq ptr %v, null
  br i1 %null, label %fail, label %fill
fill:
  %h = getelementptr i8, ptr %v, i64 -64
  %room = load i64, ptr %h
  %room1 = sub i64 %room, 32
  %div = call i64 @llvm.umax.i64(i64 %size, i64 1)
  %cap1 = udiv i64 %room1, %div
  %cap_p = getelementptr i8, ptr %v, i64 8
  %size_p = getelementptr i8, ptr %v, i64 16
  %desc_p = getelementptr i8, ptr %v, i64 -8
  store i64 0, ptr %v
  store i64 %cap1, ptr %cap_p
  store i64 %size, ptr %size_p
  store ptr %desc, ptr %desc_p
  ret ptr %v
fail:
  ret ptr null
}

; A vec with room for cap elements that holds the first n of v, whose owners are not counted yet.
define hidden ptr @vec_move(ptr %ctx, ptr %v, i64 %n, i64 %cap) nounwind {
  %size_p = getelementptr i8, ptr %v, i64 16
  %size = load i64, ptr %size_p
  %desc_p = getelementptr i8, ptr %v, i64 -8
  %desc = load ptr, ptr %desc_p
  %w = call ptr @rt_vec_new(ptr %ctx, i64 %size, i64 %cap, ptr %desc)
  %null = icmp eq ptr %w, null
  br i1 %null, label %fail, label %fill
fill:
  store i64 %n, ptr %w
  %from = getelementptr i8, ptr %v, i64 32
  %to = getelementptr i8, ptr %w, i64 32
  %bytes = mul i64 %n, %size
  %r = call ptr @memcpy(ptr %to, ptr %from, i64 %bytes)
  ret ptr %w
fail:
  ret ptr null
}

; An own vec with room for cap elements: v itself, v moved to a larger buffer, or a copy.
define hidden ptr @vec_room(ptr %ctx, ptr %v, i64 %cap) nounwind {
  %n = load i64, ptr %v
  %one = call i1 @rt_unique(ptr %v)
  br i1 %one, label %unique, label %shared
unique:
  %cap_p = getelementptr i8, ptr %v, i64 8
  %have = load i64, ptr %cap_p
  %fits = icmp ule i64 %cap, %have
  br i1 %fits, label %same, label %move
same:
  ret ptr %v
move:
  %w = call ptr @vec_move(ptr %ctx, ptr %v, i64 %n, i64 %cap)
  %null = icmp eq ptr %w, null
  br i1 %null, label %fail, label %moved
moved:
  call void @rt_free_buffer(ptr %ctx, ptr %v)
  ret ptr %w
shared:
  %c = call ptr @vec_move(ptr %ctx, ptr %v, i64 %n, i64 %cap)
  %null2 = icmp eq ptr %c, null
  br i1 %null2, label %fail, label %copied
copied:
  %desc_p = getelementptr i8, ptr %c, i64 -8
  %desc = load ptr, ptr %desc_p
  %elems = getelementptr i8, ptr %c, i64 32
  call void @rt_retain_inside(ptr %desc, ptr %elems, i64 %n)
  call void @rt_release(ptr %ctx, ptr %v)
  ret ptr %c
fail:
  ret ptr null
}

define ptr @rt_vec_own(ptr %ctx, ptr %v) nounwind {
  %n = load i64, ptr %v
  %w = call ptr @vec_room(ptr %ctx, ptr %v, i64 %n)
  ret ptr %w
}

define ptr @rt_vec_push_slot(ptr %ctx, ptr %v) nounwind {
  %n = load i64, ptr %v
  %cap_p = getelementptr i8, ptr %v, i64 8
  %cap = load i64, ptr %cap_p
  %n1 = add i64 %n, 1
  %full = icmp uge i64 %n, %cap
  %twice = shl i64 %n, 1
  %more = call i64 @llvm.umax.i64(i64 %twice, i64 4)
  %want = select i1 %full, i64 %more, i64 %n1
  %w = call ptr @vec_room(ptr %ctx, ptr %v, i64 %want)
  %null = icmp eq ptr %w, null
  br i1 %null, label %done, label %count
count:
  store i64 %n1, ptr %w
  br label %done
done:
  ret ptr %w
}

define ptr @rt_vec_concat(ptr %ctx, ptr %a, ptr %b) nounwind {
  %na = load i64, ptr %a
  %nb = load i64, ptr %b
  %n = add i64 %na, %nb
  %cap_p = getelementptr i8, ptr %a, i64 8
  %cap = load i64, ptr %cap_p
  %full = icmp ugt i64 %n, %cap
  %twice = shl i64 %na, 1
  %more = call i64 @llvm.umax.i64(i64 %twice, i64 %n)
  %want = select i1 %full, i64 %more, i64 %n
  %w = call ptr @vec_room(ptr %ctx, ptr %a, i64 %want)
  %null = icmp eq ptr %w, null
  br i1 %null, label %done, label %fill
fill:
  store i64 %n, ptr %w
  %size_p = getelementptr i8, ptr %w, i64 16
  %size = load i64, ptr %size_p
  %desc_p = getelementptr i8, ptr %w, i64 -8
  %desc = load ptr, ptr %desc_p
  %from = getelementptr i8, ptr %b, i64 32
  %to0 = getelementptr i8, ptr %w, i64 32
  %skip = mul i64 %na, %size
  %to = getelementptr i8, ptr %to0, i64 %skip
  %bytes = mul i64 %nb, %size
  %r = call ptr @memcpy(ptr %to, ptr %from, i64 %bytes)
  call void @rt_retain_inside(ptr %desc, ptr %to, i64 %nb)
  br label %done
done:
  ret ptr %w
}

define ptr @rt_vec_slice(ptr %ctx, ptr %v, i64 %start, i64 %step, i64 %len) nounwind {
entry:
  %size_p = getelementptr i8, ptr %v, i64 16
  %size = load i64, ptr %size_p
  %desc_p = getelementptr i8, ptr %v, i64 -8
  %desc = load ptr, ptr %desc_p
  %w = call ptr @rt_vec_new(ptr %ctx, i64 %size, i64 %len, ptr %desc)
  %null = icmp eq ptr %w, null
  br i1 %null, label %done, label %fill
fill:
  store i64 %len, ptr %w
  %from = getelementptr i8, ptr %v, i64 32
  %to = getelementptr i8, ptr %w, i64 32
  switch i64 %step, label %loop [ i64 1, label %run
                                  i64 0, label %repeat ]
run:
  %skip = mul i64 %start, %size
  %bytes = mul i64 %len, %size
  %first = getelementptr i8, ptr %from, i64 %skip
  %r1 = call ptr @memcpy(ptr %to, ptr %first, i64 %bytes)
  br label %count
repeat: ; what is there already is copied behind itself
  %some = icmp sgt i64 %len, 0
  br i1 %some, label %once, label %count
once:
  %at = mul i64 %start, %size
  %all = mul i64 %len, %size
  %element = getelementptr i8, ptr %from, i64 %at
  %r2 = call ptr @memcpy(ptr %to, ptr %element, i64 %size)
  br label %twice
twice:
  %have = phi i64 [ %size, %once ], [ %have1, %again ]
  %left = sub i64 %all, %have
  %none = icmp sle i64 %left, 0
  br i1 %none, label %count, label %again
again:
  %k = call i64 @llvm.umin.i64(i64 %have, i64 %left)
  %next = getelementptr i8, ptr %to, i64 %have
  %r3 = call ptr @memcpy(ptr %next, ptr %to, i64 %k)
  %have1 = add i64 %have, %k
  br label %twice
loop:
  %i = phi i64 [ 0, %fill ], [ %i1, %copy ]
  %j = phi i64 [ %start, %fill ], [ %j1, %copy ]
  %more = icmp slt i64 %i, %len
  br i1 %more, label %copy, label %count
copy:
  %so = mul i64 %j, %size
  %do = mul i64 %i, %size
  %s = getelementptr i8, ptr %from, i64 %so
  %d = getelementptr i8, ptr %to, i64 %do
  %r = call ptr @memcpy(ptr %d, ptr %s, i64 %size)
  %i1 = add i64 %i, 1
  %j1 = add i64 %j, %step
  br label %loop
count:
  call void @rt_retain_inside(ptr %desc, ptr %to, i64 %len)
  br label %done
done:
  ret ptr %w
}
