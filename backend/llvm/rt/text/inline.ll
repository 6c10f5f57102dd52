; What a program's module has inline; run the pass always-inline first. Needs the declarations of the core.

define internal void @rti_retain(ptr %p) nounwind alwaysinline {
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

; The last release is a call.
define internal void @rti_release(ptr %ctx, ptr %p) nounwind alwaysinline {
  %null = icmp eq ptr %p, null
  br i1 %null, label %done, label %some
some:
  %rc_p = getelementptr i8, ptr %p, i64 -16
  %rc = load i64, ptr %rc_p
  %shared = icmp sgt i64 %rc, 1
  br i1 %shared, label %count, label %few
count:
  %rc1 = sub i64 %rc, 1
  store i64 %rc1, ptr %rc_p
  ret void
few:
  %immortal = icmp slt i64 %rc, 0
  br i1 %immortal, label %done, label %last
last:
  call void @rt_release(ptr %ctx, ptr %p)
  ret void
done:
  ret void
}

define internal i1 @rti_unique(ptr %p) nounwind alwaysinline {
  %null = icmp eq ptr %p, null
  br i1 %null, label %no, label %some
some:
  %rc_p = getelementptr i8, ptr %p, i64 -16
  %rc = load i64, ptr %rc_p
  %one = icmp eq i64 %rc, 1
  br label %no
no:
  %r = phi i1 [ false, %0 ], [ %one, %some ]
  ret i1 %r
}

define internal i64 @rti_vec_len(ptr %v) nounwind alwaysinline {
  %n = load i64, ptr %v
  ret i64 %n
}

; The elements of a size to make room for where count of them may come: as many if they take up to 64 MiB and little of the
; budget.
define internal i64 @rti_trips(ptr %ctx, i64 %count, i64 %size) nounwind alwaysinline {
  %used_p = getelementptr i8, ptr %ctx, i64 $mem_used
  %limit_p = getelementptr i8, ptr %ctx, i64 $mem_limit
  %used = load i64, ptr %used_p
  %limit = load i64, ptr %limit_p
  %left = sub i64 %limit, %used
  %little = ashr i64 %left, 4
  %much = icmp sgt i64 %little, 67108864
  %bytes = select i1 %much, i64 67108864, i64 %little
  %most = sdiv i64 %bytes, %size
  %few = icmp slt i64 %count, %most
  %n = select i1 %few, i64 %count, i64 %most
  %neg = icmp slt i64 %n, 0
  %n1 = select i1 %neg, i64 0, i64 %n
  ret i64 %n1
}

; The address of element i; size is the element's, a constant at the place of use.
define internal ptr @rti_vec_at(ptr %v, i64 %i, i64 %size) nounwind alwaysinline {
  %off = mul i64 %i, %size
  %first = getelementptr i8, ptr %v, i64 32
  %p = getelementptr i8, ptr %first, i64 %off
  ret ptr %p
}

define internal ptr @rti_vec_push_slot(ptr %ctx, ptr %v) nounwind alwaysinline {
  %rc_p = getelementptr i8, ptr %v, i64 -16
  %cap_p = getelementptr i8, ptr %v, i64 8
  %rc = load i64, ptr %rc_p
  %n = load i64, ptr %v
  %cap = load i64, ptr %cap_p
  %one = icmp eq i64 %rc, 1
  %fits = icmp ult i64 %n, %cap
  %fast = and i1 %one, %fits
  br i1 %fast, label %here, label %away
here:
  %n1 = add i64 %n, 1
  store i64 %n1, ptr %v
  br label %done
away:
  %w = call ptr @rt_vec_push_slot(ptr %ctx, ptr %v)
  br label %done
done:
  %r = phi ptr [ %v, %here ], [ %w, %away ]
  ret ptr %r
}

; The same vec if that is the only reference, else a copy.
define internal ptr @rti_vec_own(ptr %ctx, ptr %v) nounwind alwaysinline {
  %rc_p = getelementptr i8, ptr %v, i64 -16
  %rc = load i64, ptr %rc_p
  %one = icmp eq i64 %rc, 1
  br i1 %one, label %done, label %away
away:
  %w = call ptr @rt_vec_own(ptr %ctx, ptr %v)
  br label %done
done:
  %r = phi ptr [ %v, %0 ], [ %w, %away ]
  ret ptr %r
}

; Most strings that differ do so in their lengths or in the first letter.
define internal i1 @rti_str_eq(ptr %a, ptr %b) nounwind alwaysinline {
  %one = icmp eq ptr %a, %b
  br i1 %one, label %done, label %count
count:
  %na = load i64, ptr %a
  %nb = load i64, ptr %b
  %same = icmp eq i64 %na, %nb
  br i1 %same, label %some, label %done
some:
  %none = icmp eq i64 %na, 0
  br i1 %none, label %done, label %look
look:
  %fa = getelementptr i8, ptr %a, i64 16
  %fb = getelementptr i8, ptr %b, i64 16
  %ca = load i8, ptr %fa
  %cb = load i8, ptr %fb
  %alike = icmp eq i8 %ca, %cb
  br i1 %alike, label %rest, label %done
rest:
  %r = call i1 @rt_str_eq(ptr %a, ptr %b)
  br label %done
done:
  %eq = phi i1 [ true, %0 ], [ false, %count ], [ true, %some ], [ false, %look ], [ %r, %rest ]
  ret i1 %eq
}

; Whether the stack is used up to stack_limit: the test at the start of a recursive function.
define internal i1 @rti_sp_low(ptr %ctx) nounwind alwaysinline {
  %sp = call i64 @llvm.read_register.i64(metadata !{!"$sp\00"})
  %limit_p = getelementptr i8, ptr %ctx, i64 $stack_limit
  %limit = load i64, ptr %limit_p
  %low = icmp ult i64 %sp, %limit
  ret i1 %low
}
