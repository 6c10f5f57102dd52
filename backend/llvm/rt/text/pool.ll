; The pool of a process: blocks of memory that contexts take and give back, with a lock. In Go it is the type pool.
;
; A block begins with a header of 64 bytes: 0 capacity, 8 prev, 16 next, 24 size (what it has room for behind the header, that
; of its class), 32 slab, 40 kind (1: a mapping of its own, 2: its memory is with the system but for the first page, 4: slab,
; 8: chunk), 48 refcount, 56 desc. A class has 0 head of its list, 8 count, 16 low: the least count since the host last looked.

define internal void @lock(ptr %pool) nounwind {
  br label %try
try:
  %p = cmpxchg ptr %pool, i32 0, i32 1 acquire monotonic
  %ok = extractvalue {i32, i1} %p, 1
  br i1 %ok, label %done, label %wait
wait:
  %r = call i32 @sched_yield()
  br label %try
done:
  ret void
}

define internal void @unlock(ptr %pool) nounwind alwaysinline {
  store atomic i32 0, ptr %pool release, align 4
  ret void
}

; The class of a size of more than 8192 bytes less one; k is its quarter.
define internal ptr @class_of(ptr %pool, i64 %last, i64 %k) nounwind {
  %i = lshr i64 %last, %k
  %k4 = shl i64 %k, 2
  %number = add i64 %k4, %i
  %class = sub i64 %number, 48
  %classes = getelementptr i8, ptr %pool, i64 $pool_classes
  %p = getelementptr [3 x i64], ptr %classes, i64 %class
  ret ptr %p
}

; The bytes that a block of a size takes.
define internal i64 @span(i64 %size) nounwind alwaysinline {
  %up = add i64 %size, $span_up
  %len = and i64 %up, -$page
  ret i64 %len
}

; Maps memory, of huge pages where they fit; -1 is failure.
define internal i64 @map(i64 %len) nounwind {
  %p = call ptr @mmap(ptr null, i64 %len, i32 3, i32 $map_flags, i32 -1, i64 0)
  %r = call i32 @madvise(ptr %p, i64 %len, i32 $advise_huge)
  %at = ptrtoint ptr %p to i64
  ret i64 %at
}

; A block for cap bytes, more than 8192, or null. Up to 1 MiB a new one is cut from a region, larger ones are mappings. The
; first region is less than a huge page, so that small programs touch little, the next ones 32 MiB, less for a small budget.
define hidden ptr @pool_block(ptr %ctx, i64 %cap) nounwind {
  %pool_p = getelementptr i8, ptr %ctx, i64 $pool
  %pool = load ptr, ptr %pool_p
  %last = sub i64 %cap, 1
  %q = call i64 @quarter(i64 %last)
  %i = lshr i64 %last, %q
  %i1 = add i64 %i, 1
  %size = shl i64 %i1, %q
  %class_p = call ptr @class_of(ptr %pool, i64 %last, i64 %q)
  call void @lock(ptr %pool)
  %h = load ptr, ptr %class_p
  %none = icmp eq ptr %h, null
  br i1 %none, label %new, label %pop
pop:
  %next_p = getelementptr i8, ptr %h, i64 16
  %next = load ptr, ptr %next_p
  store ptr %next, ptr %class_p
  %count_p = getelementptr i8, ptr %class_p, i64 8
  %low_p = getelementptr i8, ptr %class_p, i64 16
  %count = load i64, ptr %count_p
  %low = load i64, ptr %low_p
  %count1 = sub i64 %count, 1
  %low1 = call i64 @llvm.umin.i64(i64 %low, i64 %count1)
  store i64 %count1, ptr %count_p
  store i64 %low1, ptr %low_p
  %kind_p = getelementptr i8, ptr %h, i64 40
  %kind = load i64, ptr %kind_p
  %mapped = and i64 %kind, 1
  store i64 %mapped, ptr %kind_p
  %empty = icmp eq i64 %kind, 2
  %was = select i1 %empty, i64 0, i64 %size
  %kept_p = getelementptr i8, ptr %pool, i64 $pool_kept
  %kept = load i64, ptr %kept_p
  %kept1 = sub i64 %kept, %was
  store i64 %kept1, ptr %kept_p
  call void @unlock(ptr %pool)
  ret ptr %h
new:
  %len = call i64 @span(i64 %size)
  %large = icmp ugt i64 %size, 1048576
  br i1 %large, label %own, label %cut
cut:
  %at_p = getelementptr i8, ptr %pool, i64 $pool_bump
  %end_p = getelementptr i8, ptr %pool, i64 $pool_end
  %at = load i64, ptr %at_p
  %end = load i64, ptr %end_p
  %after = add i64 %at, %len
  %fits = icmp ule i64 %after, %end
  br i1 %fits, label %take, label %region
region:
  %limit_p = getelementptr i8, ptr %ctx, i64 $mem_limit
  %limit = load i64, ptr %limit_p
  %eighth = lshr i64 %limit, 3
  %some = call i64 @llvm.umin.i64(i64 %eighth, i64 33554432)
  %more = call i64 @llvm.umax.i64(i64 %some, i64 4194304)
  %first = icmp eq i64 %end, 0
  %bytes = select i1 %first, i64 1572864, i64 %more
  %whole = and i64 %bytes, -$page
  %start = call i64 @map(i64 %whole)
  %lacks = icmp eq i64 %start, -1
  br i1 %lacks, label %own, label %begin
begin:
  %end1 = add i64 %start, %whole
  %after1 = add i64 %start, %len
  store i64 %end1, ptr %end_p
  br label %take
take:
  %a = phi i64 [ %at, %cut ], [ %start, %begin ]
  %b = phi i64 [ %after, %cut ], [ %after1, %begin ]
  store i64 %b, ptr %at_p
  call void @unlock(ptr %pool)
  br label %fill
own:
  call void @unlock(ptr %pool)
  %m = call i64 @map(i64 %len)
  %failed = icmp eq i64 %m, -1
  br i1 %failed, label %fail, label %fill
fill:
  %c = phi i64 [ %a, %take ], [ %m, %own ]
  %k = phi i64 [ 0, %take ], [ 1, %own ]
  %p = inttoptr i64 %c to ptr
  %size_p = getelementptr i8, ptr %p, i64 24
  %newkind_p = getelementptr i8, ptr %p, i64 40
  store i64 %size, ptr %size_p
  store i64 %k, ptr %newkind_p
  ret ptr %p
fail:
  ret ptr null
}

; Takes a block back. What goes beyond the bytes that the run lets the pool keep goes on to the system.
define hidden void @pool_give(ptr %ctx, ptr %h) nounwind {
  %pool_p = getelementptr i8, ptr %ctx, i64 $pool
  %keep_p = getelementptr i8, ptr %ctx, i64 $keep
  %size_p = getelementptr i8, ptr %h, i64 24
  %kind_p = getelementptr i8, ptr %h, i64 40
  %pool = load ptr, ptr %pool_p
  %keep = load i64, ptr %keep_p
  %size = load i64, ptr %size_p
  %kind = load i64, ptr %kind_p
  %mapped = and i64 %kind, 1
  %last = sub i64 %size, 1
  %q = call i64 @quarter(i64 %last)
  %class_p = call ptr @class_of(ptr %pool, i64 %last, i64 %q)
  %kept_p = getelementptr i8, ptr %pool, i64 $pool_kept
  call void @lock(ptr %pool)
  %kept = load i64, ptr %kept_p
  %kept1 = add i64 %kept, %size
  %fits = icmp ule i64 %kept1, %keep
  br i1 %fits, label %hold, label %over
hold:
  store i64 %kept1, ptr %kept_p
  br label %push
over:
  call void @unlock(ptr %pool)
  %own = icmp ne i64 %mapped, 0
  call void @rt_give_back(ptr %h)
  br i1 %own, label %done, label %empty
empty:
  call void @lock(ptr %pool)
  br label %push
push:
  %kind1 = phi i64 [ %mapped, %hold ], [ 2, %empty ]
  store i64 %kind1, ptr %kind_p
  %count_p = getelementptr i8, ptr %class_p, i64 8
  %next_p = getelementptr i8, ptr %h, i64 16
  %head = load ptr, ptr %class_p
  %count = load i64, ptr %count_p
  %count1 = add i64 %count, 1
  store ptr %head, ptr %next_p
  store ptr %h, ptr %class_p
  store i64 %count1, ptr %count_p
  call void @unlock(ptr %pool)
  br label %done
done:
  ret void
}

; Gives a block's memory to the system: the whole of a mapping, else all but the first page, with the header.
define void @rt_give_back(ptr %h) nounwind {
  %size_p = getelementptr i8, ptr %h, i64 24
  %kind_p = getelementptr i8, ptr %h, i64 40
  %size = load i64, ptr %size_p
  %kind = load i64, ptr %kind_p
  %len = call i64 @span(i64 %size)
  %mapped = and i64 %kind, 1
  %own = icmp ne i64 %mapped, 0
  br i1 %own, label %whole, label %part
whole:
  %r = call i32 @munmap(ptr %h, i64 %len)
  ret void
part:
  %from = getelementptr i8, ptr %h, i64 $page
  %rest = sub i64 %len, $page
  %r1 = call i32 @madvise(ptr %from, i64 %rest, i32 $advise_drop)
  ret void
}
