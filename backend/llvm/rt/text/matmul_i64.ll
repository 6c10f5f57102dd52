declare i32 @rt_interrupted(ptr)

define i32 @rt_matmul_i64(ptr %ctx, ptr %args) nounwind {
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
  br label %iloop
iloop:
  %i = phi i64 [ 0, %entry ], [ %i1, %iend ]
  %imore = icmp slt i64 %i, %m
  br i1 %imore, label %i0, label %done
i0:
  %stop = load atomic i32, ptr %int_p monotonic, align 4
  %stopped = icmp ne i32 %stop, 0
  br i1 %stopped, label %interrupted, label %row
row:
  %co = mul i64 %i, %ldc
  %crow = getelementptr i64, ptr %c, i64 %co
  %ao = mul i64 %i, %ars
  %arow = getelementptr i64, ptr %a, i64 %ao
  br i1 %acc_b, label %ploop0, label %clear
clear:
  %z = phi i64 [ 0, %row ], [ %z1, %clearing ]
  %zmore = icmp slt i64 %z, %n
  br i1 %zmore, label %clearing, label %ploop0
clearing:
  %zp = getelementptr i64, ptr %crow, i64 %z
  store i64 0, ptr %zp
  %z1 = add i64 %z, 1
  br label %clear
ploop0:
  br label %ploop
ploop:
  %p = phi i64 [ 0, %ploop0 ], [ %p1, %pend ]
  %pmore = icmp slt i64 %p, %k
  br i1 %pmore, label %p0, label %finish
p0:
  %po = mul i64 %p, %acs
  %ap = getelementptr i64, ptr %arow, i64 %po
  %av = load i64, ptr %ap
  %bo = mul i64 %p, %brs
  %brow = getelementptr i64, ptr %b, i64 %bo
  br label %jloop
jloop:
  %j = phi i64 [ 0, %p0 ], [ %j1, %jbody ]
  %jmore = icmp slt i64 %j, %n
  br i1 %jmore, label %jbody, label %pend
jbody:
  %jo = mul i64 %j, %bcs
  %bp = getelementptr i64, ptr %brow, i64 %jo
  %cp = getelementptr i64, ptr %crow, i64 %j
  %bv = load i64, ptr %bp
  %cv = load i64, ptr %cp
  %prod = mul i64 %av, %bv
  %sum = add i64 %cv, %prod
  store i64 %sum, ptr %cp
  %j1 = add i64 %j, 1
  br label %jloop
pend:
  %p1 = add i64 %p, 1
  br label %ploop
finish:
  br i1 %has_epi, label %tail, label %iend
tail:
  call void %epi(ptr %env, ptr %crow, i64 %i, i64 0, i64 1, i64 %n, i64 %ldc)
  br label %iend
iend:
  %i1 = add i64 %i, 1
  br label %iloop
done:
  ret i32 0
interrupted:
  %s = call i32 @rt_interrupted(ptr %ctx)
  ret i32 %s
}
