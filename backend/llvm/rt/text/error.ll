; Errors, the traceback, interruption, the limit of the stack.

define i32 @rt_fail(ptr %ctx, i32 %class, i32 %site, i64 %a, i64 %b, i64 %c, i64 %d) nounwind cold noinline {
  %class_p = getelementptr i8, ptr %ctx, i64 $err_class
  %site_p = getelementptr i8, ptr %ctx, i64 $err_site
  %a_p = getelementptr i8, ptr %ctx, i64 $err_operand
  %b_p = getelementptr i8, ptr %a_p, i64 8
  %c_p = getelementptr i8, ptr %a_p, i64 16
  %d_p = getelementptr i8, ptr %a_p, i64 24
  store i32 %class, ptr %class_p
  store i32 %site, ptr %site_p
  store i64 %a, ptr %a_p
  store i64 %b, ptr %b_p
  store i64 %c, ptr %c_p
  store i64 %d, ptr %d_p
  ret i32 2
}

define i32 @rt_trace(ptr %ctx, i32 %site) nounwind cold noinline {
  %count_p = getelementptr i8, ptr %ctx, i64 $trace_count
  %n = load i64, ptr %count_p
  %n1 = add i64 %n, 1
  store i64 %n1, ptr %count_p
  %early = icmp ult i64 %n, 32
  %i = and i64 %n, 31
  %first = getelementptr i8, ptr %ctx, i64 $trace_first
  %last = getelementptr i8, ptr %ctx, i64 $trace_last
  %from = select i1 %early, ptr %first, ptr %last
  %slot = getelementptr i32, ptr %from, i64 %i
  store i32 %site, ptr %slot
  ret i32 2
}

define i32 @rt_interrupted(ptr %ctx) nounwind cold noinline {
  %s = call i32 @rt_fail(ptr %ctx, i32 3, i32 -1, i64 0, i64 0, i64 0, i64 0)
  ret i32 %s
}

; Called where the stack pointer is below stack_limit, which an interrupt raises above every stack. The limit may be out of
; date, because memory was given back since: then there is room and the answer is 0. At the end of the reserved stack it is
; a RecursionError, before it the budget is spent, a MemoryError.
define i32 @rt_overflow(ptr %ctx, i32 %site) nounwind cold noinline {
  %int_p = getelementptr i8, ptr %ctx, i64 $interrupt
  %word = load volatile i32, ptr %int_p
  %stopped = icmp ne i32 %word, 0
  br i1 %stopped, label %interrupted, label %full
interrupted:
  %i = call i32 @rt_interrupted(ptr %ctx)
  ret i32 %i
full:
  call void @stack_room(ptr %ctx)
  %frame = call ptr @llvm.frameaddress.p0(i32 0)
  %sp = ptrtoint ptr %frame to i64
  %limit_p = getelementptr i8, ptr %ctx, i64 $stack_limit
  %limit = load i64, ptr %limit_p
  %low_p = getelementptr i8, ptr %ctx, i64 $stack_low
  %low = load i64, ptr %low_p
  %room = icmp uge i64 %sp, %limit
  br i1 %room, label %go, label %stop
go:
  ret i32 0
stop:
  %reserved = icmp eq i64 %limit, %low
  %class = select i1 %reserved, i32 4, i32 2
  %s = call i32 @rt_fail(ptr %ctx, i32 %class, i32 %site, i64 0, i64 0, i64 0, i64 0)
  ret i32 %s
}
