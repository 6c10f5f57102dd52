; The blocks of a matrix product; what takes time is in pack.ll, matvec.ll and the micro-kernel.

declare ptr @rt_alloc(ptr, i64)
declare void @rt_release(ptr, ptr)
declare i32 @rt_interrupted(ptr)
declare i64 @llvm.smin.i64(i64, i64)
declare hidden void @kernel_@DTYPE(i64, ptr, ptr, ptr, i64, i1)
declare hidden void @edge_@DTYPE(i64, ptr, ptr, ptr, i64, i1, i64, i64)
declare hidden void @pack_@DTYPE(ptr, ptr, i64, i64, i64, i64, i64)
declare hidden i32 @matvec_@DTYPE(ptr, i64, i64, ptr, i64, i64, ptr, i64, ptr, i64, i1)

; Packs n columns of a block (seen across the panels) into panels of the given width.
define internal void @pack_block(ptr %to, ptr %from, i64 %rs, i64 %cs, i64 %n, i64 %wide, i64 %kc) nounwind noinline {
entry:
  %panel = mul i64 %wide, %kc
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %i1, %body ]
  %dst = phi ptr [ %to, %entry ], [ %dst1, %body ]
  %more = icmp slt i64 %i, %n
  br i1 %more, label %body, label %done
body:
  %left = sub i64 %n, %i
  %rows = call i64 @llvm.smin.i64(i64 %left, i64 %wide)
  %so = mul i64 %i, %rs
  %src = getelementptr @ELEM, ptr %from, i64 %so
  call void @pack_@DTYPE(ptr %dst, ptr %src, i64 %rs, i64 %cs, i64 %rows, i64 %wide, i64 %kc)
  %dst1 = getelementptr @ELEM, ptr %dst, i64 %panel
  %i1 = add i64 %i, %wide
  br label %loop
done:
  ret void
}

; All tiles of C that one packed block of A (mc x kc) and one of B (kc x nc) meet in; epi gets strips of mc x @NR.
define internal void @block(i64 %mc, i64 %nc, i64 %kc, ptr %a, ptr %b, ptr %c, i64 %ldc, i1 %add, ptr %epi, ptr %env, i64 %row, i64 %col) nounwind noinline {
entry:
  %has_epi = icmp ne ptr %epi, null
  %apanel = mul i64 %kc, @MR
  %bpanel = mul i64 %kc, @NR
  br label %cols
cols:
  %j = phi i64 [ 0, %entry ], [ %j1, %cols_end ]
  %bp = phi ptr [ %b, %entry ], [ %bp1, %cols_end ]
  %jmore = icmp slt i64 %j, %nc
  br i1 %jmore, label %cols0, label %done
cols0:
  %jleft = sub i64 %nc, %j
  %nr = call i64 @llvm.smin.i64(i64 %jleft, i64 @NR)
  %cj = getelementptr @ELEM, ptr %c, i64 %j
  br label %rows
rows:
  %i = phi i64 [ 0, %cols0 ], [ %i1, %rows_end ]
  %ap = phi ptr [ %a, %cols0 ], [ %ap1, %rows_end ]
  %imore = icmp slt i64 %i, %mc
  br i1 %imore, label %tile, label %strip
tile:
  %ileft = sub i64 %mc, %i
  %mr = call i64 @llvm.smin.i64(i64 %ileft, i64 @MR)
  %co = mul i64 %i, %ldc
  %ct = getelementptr @ELEM, ptr %cj, i64 %co
  %fi = icmp eq i64 %mr, @MR
  %fj = icmp eq i64 %nr, @NR
  %full = and i1 %fi, %fj
  br i1 %full, label %inner, label %outer
inner:
  call void @kernel_@DTYPE(i64 %kc, ptr %ap, ptr %bp, ptr %ct, i64 %ldc, i1 %add)
  br label %rows_end
outer:
  call void @edge_@DTYPE(i64 %kc, ptr %ap, ptr %bp, ptr %ct, i64 %ldc, i1 %add, i64 %mr, i64 %nr)
  br label %rows_end
rows_end:
  %i1 = add i64 %i, @MR
  %ap1 = getelementptr @ELEM, ptr %ap, i64 %apanel
  br label %rows
strip:
  br i1 %has_epi, label %tail, label %cols_end
tail:
  %cl = add i64 %col, %j
  call void %epi(ptr %env, ptr %cj, i64 %row, i64 %cl, i64 %mc, i64 %nr, i64 %ldc)
  br label %cols_end
cols_end:
  %j1 = add i64 %j, @NR
  %bp1 = getelementptr @ELEM, ptr %bp, i64 %bpanel
  br label %cols
done:
  ret void
}

define i32 @rt_@NAME_@DTYPE(ptr %ctx, ptr %args) nounwind {
entry:
  %n_p = getelementptr i8, ptr %args, i64 8
  %k_p = getelementptr i8, ptr %args, i64 16
  %a_p = getelementptr i8, ptr %args, i64 24
  %ars_p = getelementptr i8, ptr %args, i64 32
  %acs_p = getelementptr i8, ptr %args, i64 40
  %b_p = getelementptr i8, ptr %args, i64 48
  %brs_p = getelementptr i8, ptr %args, i64 56
  %bcs_p = getelementptr i8, ptr %args, i64 64
  %c_p = getelementptr i8, ptr %args, i64 72
  %ldc_p = getelementptr i8, ptr %args, i64 80
  %acc_p = getelementptr i8, ptr %args, i64 88
  %epi_p = getelementptr i8, ptr %args, i64 96
  %env_p = getelementptr i8, ptr %args, i64 104
  %m = load i64, ptr %args
  %n = load i64, ptr %n_p
  %k = load i64, ptr %k_p
  %a = load ptr, ptr %a_p
  %ars = load i64, ptr %ars_p
  %acs = load i64, ptr %acs_p
  %b = load ptr, ptr %b_p
  %brs = load i64, ptr %brs_p
  %bcs = load i64, ptr %bcs_p
  %c = load ptr, ptr %c_p
  %ldc = load i64, ptr %ldc_p
  %acc = load i64, ptr %acc_p
  %epi = load ptr, ptr %epi_p
  %env = load ptr, ptr %env_p
  %acc_b = icmp ne i64 %acc, 0
  %has_epi = icmp ne ptr %epi, null
  %int_p = getelementptr i8, ptr %ctx, i64 $interrupt
; vectors: a product with one row or column; rt_tiled_ is without this part
  %m1 = icmp eq i64 %m, 1
  %n1 = icmp eq i64 %n, 1
  br i1 %m1, label %row, label %not_row
row:
  %rs = call i32 @matvec_@DTYPE(ptr %ctx, i64 %n, i64 %k, ptr %b, i64 %bcs, i64 %brs, ptr %a, i64 %acs, ptr %c, i64 1, i1 %acc_b)
  br label %served
not_row:
  br i1 %n1, label %column, label %general
column:
  %cs = call i32 @matvec_@DTYPE(ptr %ctx, i64 %m, i64 %k, ptr %a, i64 %ars, i64 %acs, ptr %b, i64 %brs, ptr %c, i64 %ldc, i1 %acc_b)
  br label %served
served:
  %vs = phi i32 [ %rs, %row ], [ %cs, %column ]
  switch i32 %vs, label %general [ i32 1, label %whole
                                   i32 2, label %interrupted ]
whole:
  br i1 %has_epi, label %whole_epi, label %return
whole_epi:
  call void %epi(ptr %env, ptr %c, i64 0, i64 0, i64 %m, i64 %n, i64 %ldc)
  br label %return
return:
  ret i32 0
; end vectors
general:
  ; space for one block of each, rounded up to whole panels
  %kmax = call i64 @llvm.smin.i64(i64 %k, i64 @KC)
  %mmax = call i64 @llvm.smin.i64(i64 %m, i64 @MC)
  %nmax = call i64 @llvm.smin.i64(i64 %n, i64 @NC)
  %mwide = add i64 %mmax, @MR
  %nwide = add i64 %nmax, @NR
  %asize = mul i64 %mwide, %kmax
  %bsize = mul i64 %nwide, %kmax
  %abytes = mul i64 %asize, @SIZE
  %bbytes = mul i64 %bsize, @SIZE
  %abuf = call ptr @rt_alloc(ptr %ctx, i64 %abytes)
  %bbuf = call ptr @rt_alloc(ptr %ctx, i64 %bbytes)
  %anull = icmp eq ptr %abuf, null
  %bnull = icmp eq ptr %bbuf, null
  %nomem = or i1 %anull, %bnull
  br i1 %nomem, label %raised, label %jloop
jloop:
  %jc = phi i64 [ 0, %general ], [ %jc1, %jend ]
  %jmore = icmp slt i64 %jc, %n
  br i1 %jmore, label %j0, label %done
j0:
  %jleft = sub i64 %n, %jc
  %nc = call i64 @llvm.smin.i64(i64 %jleft, i64 @NC)
  br label %ploop
ploop:
  %pc = phi i64 [ 0, %j0 ], [ %pc1, %pend ]
  %pleft = sub i64 %k, %pc
  %kc = call i64 @llvm.smin.i64(i64 %pleft, i64 @KC)
  %pc1 = add i64 %pc, @KC
  %last = icmp sge i64 %pc1, %k
  %later = icmp ne i64 %pc, 0
  %add = or i1 %later, %acc_b
  %now = select i1 %last, ptr %epi, ptr null
  %bo1 = mul i64 %pc, %brs
  %bo2 = mul i64 %jc, %bcs
  %bo = add i64 %bo1, %bo2
  %bsrc = getelementptr @ELEM, ptr %b, i64 %bo
  call void @pack_block(ptr %bbuf, ptr %bsrc, i64 %bcs, i64 %brs, i64 %nc, i64 @NR, i64 %kc)
  br label %iloop
iloop:
  %ic = phi i64 [ 0, %ploop ], [ %ic1, %iend ]
  %imore = icmp slt i64 %ic, %m
  br i1 %imore, label %i0, label %pend
i0:
  %stop = load atomic i32, ptr %int_p monotonic, align 4
  %stopped = icmp ne i32 %stop, 0
  br i1 %stopped, label %interrupted, label %i1
i1:
  %ileft = sub i64 %m, %ic
  %mc = call i64 @llvm.smin.i64(i64 %ileft, i64 @MC)
  %ao1 = mul i64 %ic, %ars
  %ao2 = mul i64 %pc, %acs
  %ao = add i64 %ao1, %ao2
  %asrc = getelementptr @ELEM, ptr %a, i64 %ao
  call void @pack_block(ptr %abuf, ptr %asrc, i64 %ars, i64 %acs, i64 %mc, i64 @MR, i64 %kc)
  %co1 = mul i64 %ic, %ldc
  %co = add i64 %co1, %jc
  %cb = getelementptr @ELEM, ptr %c, i64 %co
  call void @block(i64 %mc, i64 %nc, i64 %kc, ptr %abuf, ptr %bbuf, ptr %cb, i64 %ldc, i1 %add, ptr %now, ptr %env, i64 %ic, i64 %jc)
  br label %iend
iend:
  %ic1 = add i64 %ic, @MC
  br label %iloop
pend:
  br i1 %last, label %jend, label %ploop
jend:
  %jc1 = add i64 %jc, @NC
  br label %jloop
done:
  call void @rt_release(ptr %ctx, ptr %abuf)
  call void @rt_release(ptr %ctx, ptr %bbuf)
  ret i32 0
interrupted:
  %s = call i32 @rt_interrupted(ptr %ctx)
  ret i32 %s
raised:
  ret i32 2
}
