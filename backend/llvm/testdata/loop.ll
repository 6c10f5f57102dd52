
define internal fastcc { i32, double } @f.f(ptr %ctx, i64 %p0.0, double %p1.0) nounwind alwaysinline {
start:
  %t4 = icmp sgt i64 %p0.0, 0
  br i1 %t4, label %enter1, label %done3
enter1:
  br label %for2
for2:
  %t5 = phi i64 [ 0, %enter1 ], [ %t19, %good16 ]
  %t6 = phi double [ %p1.0, %enter1 ], [ %t12, %good16 ]
  %t7 = fcmp ogt double %t6, %p1.0
  %t8 = xor i1 %t7, true
  br i1 %t8, label %bad9, label %good10
bad9:
  %t11 = call i32 @rt_fail(ptr %ctx, i32 1, i32 0, i64 %t5, i64 0, i64 0, i64 0)
  br label %fail
good10:
  %t12 = fmul double %t6, %p1.0
  %t13 = getelementptr i8, ptr %ctx, i64 304
  %t14 = load volatile i32, ptr %t13
  %t15 = icmp ne i32 %t14, 0
  br i1 %t15, label %bad17, label %good16
bad17:
  %t18 = call i32 @rt_interrupted(ptr %ctx)
  br label %trace1
good16:
  %t19 = add nuw nsw i64 %t5, 1
  %t20 = icmp slt i64 %t19, %p0.0
  br i1 %t20, label %for2, label %done3
done3:
  %t21 = phi double [ %p1.0, %start ], [ %t12, %good16 ]
  %t22 = insertvalue { i32, double } { i32 0, double undef }, double %t21, 1
  ret { i32, double } %t22
trace1:
  %t23 = call i32 @rt_trace(ptr %ctx, i32 1)
  br label %fail
fail:
  ret { i32, double } { i32 2, double undef }
}

define i32 @e.f(ptr %ctx, ptr %in, ptr %out) nounwind {
start:
  %t1 = load i64, ptr %in
  %t2 = getelementptr i8, ptr %in, i64 8
  %t3 = load double, ptr %t2
  %t4 = call fastcc { i32, double } @f.f(ptr %ctx, i64 %t1, double %t3)
  %t5 = extractvalue { i32, double } %t4, 1
  store double %t5, ptr %out
  %t6 = extractvalue { i32, double } %t4, 0
  ret i32 %t6
}
