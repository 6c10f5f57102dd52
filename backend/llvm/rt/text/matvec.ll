; Products with a vector: y[i*ys] (+)= sum over p of mat[i*rs + p*cs] * x[p*xs], for i < n.

; The matrix is contiguous along i: w outputs at a time, which end in registers, p in ascending order by blocks.
define internal void @axpy_@W(i64 %n, i64 %k, ptr %mat, i64 %cs, ptr %x, i64 %xs, ptr %y, i1 %acc, i64 %first) nounwind noinline {
entry:
  br label %outputs
outputs:
  %i = phi i64 [ %first, %entry ], [ %i1, %outputs_end ]
  %i1 = add i64 %i, @W
  %fits = icmp sle i64 %i1, %n
  br i1 %fits, label %start, label %done
start:
  %yp = getelementptr @ELEM, ptr %y, i64 %i
  %col = getelementptr @ELEM, ptr %mat, i64 %i
  br label %blocks
blocks:
  %pc = phi i64 [ 0, %start ], [ %pc1, %put ]
  %left = sub i64 %k, %pc
  %kc = call i64 @llvm.smin.i64(i64 %left, i64 @KC)
  %pc1 = add i64 %pc, @KC
  %end = add i64 %pc, %kc
  %later = icmp ne i64 %pc, 0
  %add = or i1 %later, %acc
  br label %sum
sum:
  %p = phi i64 [ %pc, %blocks ], [ %p1, %term ]
  %s = phi @WVEC [ zeroinitializer, %blocks ], [ %s1, %term ]
  %more = icmp slt i64 %p, %end
  br i1 %more, label %term, label %store
term:
  %mo = mul i64 %p, %cs
  %xo = mul i64 %p, %xs
  %mp = getelementptr @ELEM, ptr %col, i64 %mo
  %xp = getelementptr @ELEM, ptr %x, i64 %xo
  %mv = load @WVEC, ptr %mp, align @SIZE
  %xe = load @ELEM, ptr %xp
  %xi = insertelement @WVEC poison, @ELEM %xe, i32 0
  %xv = shufflevector @WVEC %xi, @WVEC poison, <@W x i32> zeroinitializer
  %s1 = call @WVEC @llvm.@FMA.v@W@DTYPE(@WVEC %mv, @WVEC %xv, @WVEC %s)
  %p1 = add i64 %p, 1
  br label %sum
store:
  br i1 %add, label %old, label %put
old:
  %yv = load @WVEC, ptr %yp, align @SIZE
  %sy = fadd @WVEC %yv, %s
  br label %put
put:
  %v = phi @WVEC [ %s, %store ], [ %sy, %old ]
  store @WVEC %v, ptr %yp, align @SIZE
  %again = icmp slt i64 %pc1, %k
  br i1 %again, label %blocks, label %outputs_end
outputs_end:
  br label %outputs
done:
  ret void
}
