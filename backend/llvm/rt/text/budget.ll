; The budget that buffers, chunks and the private stack share.

; Takes n bytes from the budget, which the private stack shares: what lies between its top and here counts, and
; stack_limit follows what is left.
define hidden i1 @budget(ptr %ctx, i64 %n) nounwind {
  %used_p = getelementptr i8, ptr %ctx, i64 $mem_used
  %limit_p = getelementptr i8, ptr %ctx, i64 $mem_limit
  %peak_p = getelementptr i8, ptr %ctx, i64 $mem_peak
  %top_p = getelementptr i8, ptr %ctx, i64 $stack_top
  %used = load i64, ptr %used_p
  %limit = load i64, ptr %limit_p
  %top = load i64, ptr %top_p
  %new = add i64 %used, %n
  %frame = call ptr @llvm.frameaddress.p0(i32 0)
  %sp = ptrtoint ptr %frame to i64
  %depth = call i64 @llvm.usub.sat.i64(i64 %top, i64 %sp)
  %total = add i64 %new, %depth
  %over = icmp ugt i64 %total, %limit
  br i1 %over, label %no, label %yes
no:
  ret i1 false
yes:
  store i64 %new, ptr %used_p
  %peak = load i64, ptr %peak_p
  %peak1 = call i64 @llvm.umax.i64(i64 %peak, i64 %total)
  store i64 %peak1, ptr %peak_p
  call void @stack_room(ptr %ctx)
  ret i1 true
}

; stack_limit = max(stack_low, stack_top - (mem_limit - mem_used)); 0 when the run is not on a private stack.
define hidden void @stack_room(ptr %ctx) nounwind {
  %top_p = getelementptr i8, ptr %ctx, i64 $stack_top
  %top = load i64, ptr %top_p
  %private = icmp ne i64 %top, 0
  br i1 %private, label %set, label %done
set:
  %used_p = getelementptr i8, ptr %ctx, i64 $mem_used
  %limit_p = getelementptr i8, ptr %ctx, i64 $mem_limit
  %low_p = getelementptr i8, ptr %ctx, i64 $stack_low
  %stack_p = getelementptr i8, ptr %ctx, i64 $stack_limit
  %used = load i64, ptr %used_p
  %limit = load i64, ptr %limit_p
  %low = load i64, ptr %low_p
  %room = call i64 @llvm.usub.sat.i64(i64 %limit, i64 %used)
  %end = call i64 @llvm.usub.sat.i64(i64 %top, i64 %room)
  %end1 = call i64 @llvm.umax.i64(i64 %end, i64 %low)
  store i64 %end1, ptr %stack_p
  %int_p = getelementptr i8, ptr %ctx, i64 $interrupt
  %word = load volatile i32, ptr %int_p
  %stopped = icmp ne i32 %word, 0
  br i1 %stopped, label %none, label %done
none:                                        ; what an interrupt has set stays
  store i64 -1, ptr %stack_p
  br label %done
done:
  ret void
}
