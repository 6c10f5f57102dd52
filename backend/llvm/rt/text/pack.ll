declare ptr @memcpy(ptr, ptr, i64)

; Packs a panel: to[p*wide + i] = from[i*rs + p*cs] for i < rows, 0 for the rest of the width; kc steps of p.
; Contiguous along i it copies lines; contiguous along p it turns blocks of 4 by 4.
define hidden void @pack_@DTYPE(ptr %to, ptr %from, i64 %rs, i64 %cs, i64 %rows, i64 %wide, i64 %kc) nounwind noinline {
entry:
  %unit = icmp eq i64 %rs, 1
  %full = icmp eq i64 %rows, %wide
  %fast = and i1 %unit, %full
  %row_bytes = mul i64 %wide, @SIZE
  br i1 %fast, label %lines, label %strided
strided:
  %contiguous = icmp eq i64 %cs, 1
  %rows4 = and i64 %rows, -4
  %kc4 = and i64 %kc, -4
  br i1 %contiguous, label %quads, label %elems
quads:
  %qi = phi i64 [ 0, %strided ], [ %qi1, %quad_end ]
  %qimore = icmp ult i64 %qi, %rows4
  br i1 %qimore, label %quad, label %rest
quad:
  %qo = mul i64 %qi, %rs
  %q0 = getelementptr @ELEM, ptr %from, i64 %qo
  %q1 = getelementptr @ELEM, ptr %q0, i64 %rs
  %q2 = getelementptr @ELEM, ptr %q1, i64 %rs
  %q3 = getelementptr @ELEM, ptr %q2, i64 %rs
  %qd = getelementptr @ELEM, ptr %to, i64 %qi
  br label %four
four:
  %qp = phi i64 [ 0, %quad ], [ %qp1, %turn ]
  %qpmore = icmp ult i64 %qp, %kc4
  br i1 %qpmore, label %turn, label %quad_tail
turn:
  %p0 = getelementptr @ELEM, ptr %q0, i64 %qp
  %p1_ = getelementptr @ELEM, ptr %q1, i64 %qp
  %p2 = getelementptr @ELEM, ptr %q2, i64 %qp
  %p3 = getelementptr @ELEM, ptr %q3, i64 %qp
  %v0 = load <4 x @ELEM>, ptr %p0, align @SIZE
  %v1 = load <4 x @ELEM>, ptr %p1_, align @SIZE
  %v2 = load <4 x @ELEM>, ptr %p2, align @SIZE
  %v3 = load <4 x @ELEM>, ptr %p3, align @SIZE
  %a01 = shufflevector <4 x @ELEM> %v0, <4 x @ELEM> %v1, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %b01 = shufflevector <4 x @ELEM> %v0, <4 x @ELEM> %v1, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %a23 = shufflevector <4 x @ELEM> %v2, <4 x @ELEM> %v3, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %b23 = shufflevector <4 x @ELEM> %v2, <4 x @ELEM> %v3, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %c0 = shufflevector <4 x @ELEM> %a01, <4 x @ELEM> %a23, <4 x i32> <i32 0, i32 1, i32 4, i32 5>
  %c1 = shufflevector <4 x @ELEM> %a01, <4 x @ELEM> %a23, <4 x i32> <i32 2, i32 3, i32 6, i32 7>
  %c2 = shufflevector <4 x @ELEM> %b01, <4 x @ELEM> %b23, <4 x i32> <i32 0, i32 1, i32 4, i32 5>
  %c3 = shufflevector <4 x @ELEM> %b01, <4 x @ELEM> %b23, <4 x i32> <i32 2, i32 3, i32 6, i32 7>
  %qdo = mul i64 %qp, %wide
  %d0 = getelementptr @ELEM, ptr %qd, i64 %qdo
  %d1 = getelementptr @ELEM, ptr %d0, i64 %wide
  %d2 = getelementptr @ELEM, ptr %d1, i64 %wide
  %d3 = getelementptr @ELEM, ptr %d2, i64 %wide
  store <4 x @ELEM> %c0, ptr %d0, align @SIZE
  store <4 x @ELEM> %c1, ptr %d1, align @SIZE
  store <4 x @ELEM> %c2, ptr %d2, align @SIZE
  store <4 x @ELEM> %c3, ptr %d3, align @SIZE
  %qp1 = add i64 %qp, 4
  br label %four
quad_tail:
  %tp = phi i64 [ %kc4, %four ], [ %tp1, %tail_one ]
  %tpmore = icmp ult i64 %tp, %kc
  br i1 %tpmore, label %tail_one, label %quad_end
tail_one:
  %t0 = getelementptr @ELEM, ptr %q0, i64 %tp
  %t1 = getelementptr @ELEM, ptr %q1, i64 %tp
  %t2 = getelementptr @ELEM, ptr %q2, i64 %tp
  %t3 = getelementptr @ELEM, ptr %q3, i64 %tp
  %u0 = load @ELEM, ptr %t0
  %u1 = load @ELEM, ptr %t1
  %u2 = load @ELEM, ptr %t2
  %u3 = load @ELEM, ptr %t3
  %tdo = mul i64 %tp, %wide
  %e0 = getelementptr @ELEM, ptr %qd, i64 %tdo
  %e1 = getelementptr @ELEM, ptr %e0, i64 1
  %e2 = getelementptr @ELEM, ptr %e0, i64 2
  %e3 = getelementptr @ELEM, ptr %e0, i64 3
  store @ELEM %u0, ptr %e0
  store @ELEM %u1, ptr %e1
  store @ELEM %u2, ptr %e2
  store @ELEM %u3, ptr %e3
  %tp1 = add i64 %tp, 1
  br label %quad_tail
quad_end:
  %qi1 = add i64 %qi, 4
  br label %quads
rest:
  br label %elems
lines:
  %lp = phi i64 [ 0, %entry ], [ %lp1, %line ]
  %lmore = icmp ult i64 %lp, %kc
  br i1 %lmore, label %line, label %done
line:
  %lso = mul i64 %lp, %cs
  %lsrc = getelementptr @ELEM, ptr %from, i64 %lso
  %ldo = mul i64 %lp, %row_bytes
  %ldst = getelementptr i8, ptr %to, i64 %ldo
  %lr = call ptr @memcpy(ptr %ldst, ptr %lsrc, i64 %row_bytes)
  %lp1 = add i64 %lp, 1
  br label %lines
elems:
  %i = phi i64 [ 0, %strided ], [ %rows4, %rest ], [ %i1, %next ]
  %imore = icmp ult i64 %i, %wide
  br i1 %imore, label %row, label %done
row:
  %dst0 = getelementptr @ELEM, ptr %to, i64 %i
  %inside = icmp ult i64 %i, %rows
  br i1 %inside, label %copy0, label %zero
copy0:
  %so = mul i64 %i, %rs
  %src0 = getelementptr @ELEM, ptr %from, i64 %so
  br label %copy
copy:
  %p = phi i64 [ 0, %copy0 ], [ %p1, %copying ]
  %src = phi ptr [ %src0, %copy0 ], [ %src1, %copying ]
  %dst = phi ptr [ %dst0, %copy0 ], [ %dst1, %copying ]
  %pmore = icmp ult i64 %p, %kc
  br i1 %pmore, label %copying, label %next
copying:
  %v = load @ELEM, ptr %src
  store @ELEM %v, ptr %dst
  %src1 = getelementptr @ELEM, ptr %src, i64 %cs
  %dst1 = getelementptr @ELEM, ptr %dst, i64 %wide
  %p1 = add i64 %p, 1
  br label %copy
zero:
  %z = phi i64 [ 0, %row ], [ %z1, %zeroing ]
  %zdst = phi ptr [ %dst0, %row ], [ %zdst1, %zeroing ]
  %zmore = icmp ult i64 %z, %kc
  br i1 %zmore, label %zeroing, label %next
zeroing:
  store @ELEM 0.0, ptr %zdst
  %zdst1 = getelementptr @ELEM, ptr %zdst, i64 %wide
  %z1 = add i64 %z, 1
  br label %zero
next:
  %i1 = add i64 %i, 1
  br label %elems
done:
  ret void
}

; A tile at the edge: the kernel writes a whole one aside, of which rows x cols are taken.
define hidden void @edge_@DTYPE(i64 %kc, ptr %a, ptr %b, ptr %c, i64 %ldc, i1 %add, i64 %rows, i64 %cols) nounwind noinline {
entry:
  %tmp = alloca [@TMP x @ELEM], align 64
  call void @kernel_@DTYPE(i64 %kc, ptr %a, ptr %b, ptr %tmp, i64 @NR, i1 false)
  br label %row
row:
  %i = phi i64 [ 0, %entry ], [ %i1, %row_end ]
  %imore = icmp slt i64 %i, %rows
  br i1 %imore, label %row0, label %done
row0:
  %so = mul i64 %i, @NR
  %do = mul i64 %i, %ldc
  %src = getelementptr @ELEM, ptr %tmp, i64 %so
  %dst = getelementptr @ELEM, ptr %c, i64 %do
  br label %col
col:
  %j = phi i64 [ 0, %row0 ], [ %j1, %put ]
  %jmore = icmp slt i64 %j, %cols
  br i1 %jmore, label %one, label %row_end
one:
  %sp = getelementptr @ELEM, ptr %src, i64 %j
  %dp = getelementptr @ELEM, ptr %dst, i64 %j
  %s = load @ELEM, ptr %sp
  br i1 %add, label %sum, label %put
sum:
  %old = load @ELEM, ptr %dp
  %new = fadd @ELEM %old, %s
  br label %put
put:
  %v = phi @ELEM [ %s, %one ], [ %new, %sum ]
  store @ELEM %v, ptr %dp
  %j1 = add i64 %j, 1
  br label %col
row_end:
  %i1 = add i64 %i, 1
  br label %row
done:
  ret void
}
