; The matrix and x are contiguous along p: @L lanes are summed apart, then folded in halves, then the rest in order.
define internal void @dots(i64 %n, i64 %k, ptr %mat, i64 %rs, ptr %x, ptr %y, i64 %ys, i1 %acc) nounwind noinline {
entry:
  br label %outputs
outputs:
  %i = phi i64 [ 0, %entry ], [ %i1, %put ]
  %more = icmp slt i64 %i, %n
  br i1 %more, label %start, label %done
start:
  %ro = mul i64 %i, %rs
  %row = getelementptr @ELEM, ptr %mat, i64 %ro
  br label %lanes
lanes:
  %p = phi i64 [ 0, %start ], [ %p1, %term ]
  %s = phi @LVEC [ zeroinitializer, %start ], [ %s1, %term ]
  %p1 = add i64 %p, @L
  %fits = icmp sle i64 %p1, %k
  br i1 %fits, label %term, label %fold
term:
  %mp = getelementptr @ELEM, ptr %row, i64 %p
  %xp = getelementptr @ELEM, ptr %x, i64 %p
  %mv = load @LVEC, ptr %mp, align @SIZE
  %xv = load @LVEC, ptr %xp, align @SIZE
  %s1 = call @LVEC @llvm.@FMA.v@L@DTYPE(@LVEC %mv, @LVEC %xv, @LVEC %s)
  br label %lanes
fold:
@FOLD
  br label %rest
rest:
  %q = phi i64 [ %p, %fold ], [ %q1, %one ]
  %t = phi @ELEM [ %folded, %fold ], [ %t1, %one ]
  %qmore = icmp slt i64 %q, %k
  br i1 %qmore, label %one, label %end
one:
  %qm = getelementptr @ELEM, ptr %row, i64 %q
  %qx = getelementptr @ELEM, ptr %x, i64 %q
  %me = load @ELEM, ptr %qm
  %xe = load @ELEM, ptr %qx
  %t1 = call @ELEM @llvm.@FMA.@DTYPE(@ELEM %me, @ELEM %xe, @ELEM %t)
  %q1 = add i64 %q, 1
  br label %rest
end:
  %yo = mul i64 %i, %ys
  %yp = getelementptr @ELEM, ptr %y, i64 %yo
  br i1 %acc, label %old, label %put
old:
  %ye = load @ELEM, ptr %yp
  %sy = fadd @ELEM %ye, %t
  br label %put
put:
  %v = phi @ELEM [ %t, %end ], [ %sy, %old ]
  store @ELEM %v, ptr %yp
  %i1 = add i64 %i, 1
  br label %outputs
done:
  ret void
}
declare @ELEM @llvm.@FMA.@DTYPE(@ELEM, @ELEM, @ELEM)

; Serves n outputs if the layout allows it: 1 done, 0 not done, 2 interrupted.
define hidden i32 @matvec_@DTYPE(ptr %ctx, i64 %n, i64 %k, ptr %mat, i64 %rs, i64 %cs, ptr %x, i64 %xs, ptr %y, i64 %ys, i1 %acc) nounwind noinline {
entry:
  %int_p = getelementptr i8, ptr %ctx, i64 $interrupt
  %cs1 = icmp eq i64 %cs, 1
  %xs1 = icmp eq i64 %xs, 1
  %rs1 = icmp eq i64 %rs, 1
  %ys1 = icmp eq i64 %ys, 1
  %dot = and i1 %cs1, %xs1
  %axpy = and i1 %rs1, %ys1
  %served = or i1 %dot, %axpy
  br i1 %served, label %chunk, label %no
no:
  ret i32 0
chunk:
  %i = phi i64 [ 0, %entry ], [ %i1, %next ]
  %more = icmp slt i64 %i, %n
  br i1 %more, label %check, label %done
check:
  %stop = load atomic i32, ptr %int_p monotonic, align 4
  %stopped = icmp ne i32 %stop, 0
  br i1 %stopped, label %interrupted, label %go
go:
  %left = sub i64 %n, %i
  %c = call i64 @llvm.smin.i64(i64 %left, i64 1024)
  %mo = mul i64 %i, %rs
  %yo = mul i64 %i, %ys
  %mp = getelementptr @ELEM, ptr %mat, i64 %mo
  %yp = getelementptr @ELEM, ptr %y, i64 %yo
  br i1 %axpy, label %sums, label %products
products:
  call void @dots(i64 %c, i64 %k, ptr %mp, i64 %rs, ptr %x, ptr %yp, i64 %ys, i1 %acc)
  br label %next
sums:
  call void @axpy_@WIDE(i64 %c, i64 %k, ptr %mp, i64 %cs, ptr %x, i64 %xs, ptr %yp, i1 %acc, i64 0)
  %d1 = and i64 %c, -@WIDE
  call void @axpy_@LANES(i64 %c, i64 %k, ptr %mp, i64 %cs, ptr %x, i64 %xs, ptr %yp, i1 %acc, i64 %d1)
  %d2 = and i64 %c, -@LANES
  call void @axpy_1(i64 %c, i64 %k, ptr %mp, i64 %cs, ptr %x, i64 %xs, ptr %yp, i1 %acc, i64 %d2)
  br label %next
next:
  %i1 = add i64 %i, 1024
  br label %chunk
done:
  ret i32 1
interrupted:
  ret i32 2
}
