declare ptr @memcpy(ptr, ptr, i64)

; Packs a panel: to[p*wide + i] = from[i*rs + p*cs] for i < rows, 0 for the rest of the width; kc steps of p.
; Contiguous along i it copies lines; contiguous along p it turns blocks of 4 by 4, and what is left goes one by one.
define hidden void @pack_@DTYPE(ptr %to, ptr %from, i64 %rs, i64 %cs, i64 %rows, i64 %wide, i64 %kc) nounwind noinline {
entry:
  %zero = alloca @ELEM
  store @ELEM 0.0, ptr %zero
  %unit = icmp eq i64 %rs, 1
  %full = icmp eq i64 %rows, %wide
  %fast = and i1 %unit, %full
  %row_bytes = mul i64 %wide, @SIZE
  br i1 %fast, label %lines, label %strided
strided:
  %contiguous = icmp eq i64 %cs, 1
  %fours = and i64 %rows, -4
  %rows4 = select i1 %contiguous, i64 %fours, i64 0
  %kc4 = and i64 %kc, -4
  br label %quads
quads:
  %qi = phi i64 [ 0, %strided ], [ %qi1, %quad_end ]
  %qimore = icmp ult i64 %qi, %rows4
  br i1 %qimore, label %quad, label %elems
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
  br i1 %qpmore, label %turn, label %quad_end
turn:
  %r0 = getelementptr @ELEM, ptr %q0, i64 %qp
  %r1 = getelementptr @ELEM, ptr %q1, i64 %qp
  %p2 = getelementptr @ELEM, ptr %q2, i64 %qp
  %p3 = getelementptr @ELEM, ptr %q3, i64 %qp
  %v0 = load <4 x @ELEM>, ptr %r0, align @SIZE
  %v1 = load <4 x @ELEM>, ptr %r1, align @SIZE
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
quad_end:
  %qi1 = add i64 %qi, 4
  br label %quads
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
  %i = phi i64 [ 0, %quads ], [ %i1, %next ]
  %imore = icmp ult i64 %i, %wide
  br i1 %imore, label %row, label %done
row:
  %turned = icmp ult i64 %i, %rows4
  %p0 = select i1 %turned, i64 %kc4, i64 0
  %inside = icmp ult i64 %i, %rows
  %io = mul i64 %i, %rs
  %po = mul i64 %p0, %cs
  %so = add i64 %io, %po
  %src_in = getelementptr @ELEM, ptr %from, i64 %so
  %src0 = select i1 %inside, ptr %src_in, ptr %zero
  %step = select i1 %inside, i64 %cs, i64 0
  %pd = mul i64 %p0, %wide
  %do = add i64 %pd, %i
  %dst0 = getelementptr @ELEM, ptr %to, i64 %do
  br label %copy
copy:
  %p = phi i64 [ %p0, %row ], [ %p1, %copying ]
  %src = phi ptr [ %src0, %row ], [ %src1, %copying ]
  %dst = phi ptr [ %dst0, %row ], [ %dst1, %copying ]
  %pmore = icmp ult i64 %p, %kc
  br i1 %pmore, label %copying, label %next
copying:
  %v = load @ELEM, ptr %src
  store @ELEM %v, ptr %dst
  %src1 = getelementptr @ELEM, ptr %src, i64 %step
  %dst1 = getelementptr @ELEM, ptr %dst, i64 %wide
  %p1 = add i64 %p, 1
  br label %copy
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
  %j = phi i64 [ 0, %row0 ], [ %j1, %one ]
  %jmore = icmp slt i64 %j, %cols
  br i1 %jmore, label %one, label %row_end
one:
  %sp = getelementptr @ELEM, ptr %src, i64 %j
  %dp = getelementptr @ELEM, ptr %dst, i64 %j
  %s = load @ELEM, ptr %sp
  %old = load @ELEM, ptr %dp
  %new = fadd @ELEM %old, %s
  %v = select i1 %add, @ELEM %new, @ELEM %s
  store @ELEM %v, ptr %dp
  %j1 = add i64 %j, 1
  br label %col
row_end:
  %i1 = add i64 %i, 1
  br label %row
done:
  ret void
}
