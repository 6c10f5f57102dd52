declare hidden i32 @k.0(ptr, ptr, i64, ptr, i64) nounwind
declare hidden i32 @k.1(ptr, ptr, i64, ptr, i64, ptr, i64, float) nounwind
declare { i64, i1 } @llvm.umul.with.overflow.i64(i64, i64)

define internal fastcc { i32, ptr, ptr, i64 } @f.f(ptr %ctx, ptr %p0.0, ptr %p0.1, i64 %p0.2) nounwind alwaysinline {
start:
  %t1 = call { i64, i1 } @llvm.umul.with.overflow.i64(i64 4, i64 %p0.2)
  %t2 = extractvalue { i64, i1 } %t1, 0
  %t3 = extractvalue { i64, i1 } %t1, 1
  %t4 = or i1 false, %t3
  %t5 = select i1 %t4, i64 -1, i64 %t2
  %t6 = call ptr @rt_alloc(ptr %ctx, i64 %t5)
  %t7 = icmp eq ptr %t6, null
  br i1 %t7, label %trace0, label %good8
good8:
  %t9 = call i32 @k.0(ptr %ctx, ptr %t6, i64 %p0.2, ptr %p0.0, i64 %p0.2)
  %t10 = icmp ne i32 %t9, 0
  br i1 %t10, label %trace0, label %good11
good11:
  %t12 = getelementptr float, ptr %t6, i64 0
  %t13 = load float, ptr %t12
  %t14 = mul i64 %p0.2, 4
  %t15 = call { ptr, ptr, ptr } @myia_take(ptr %ctx, ptr %t6, ptr %t6, i64 %t14)
  %t16 = extractvalue { ptr, ptr, ptr } %t15, 0
  %t17 = icmp eq ptr %t16, null
  br i1 %t17, label %trace0, label %good18
good18:
  %t19 = extractvalue { ptr, ptr, ptr } %t15, 1
  %t20 = extractvalue { ptr, ptr, ptr } %t15, 2
  %t21 = call i32 @k.1(ptr %ctx, ptr %t16, i64 %p0.2, ptr %t6, i64 %p0.2, ptr %p0.0, i64 %p0.2, float %t13)
  %t22 = icmp ne i32 %t21, 0
  br i1 %t22, label %trace0, label %good23
good23:
  call void @rt_release(ptr %ctx, ptr %t20)
  %t24 = insertvalue { i32, ptr, ptr, i64 } { i32 0, ptr undef, ptr undef, i64 undef }, ptr %t16, 1
  %t25 = insertvalue { i32, ptr, ptr, i64 } %t24, ptr %t19, 2
  %t26 = insertvalue { i32, ptr, ptr, i64 } %t25, i64 %p0.2, 3
  ret { i32, ptr, ptr, i64 } %t26
trace0:
  %t27 = call i32 @rt_trace(ptr %ctx, i32 0)
  br label %fail
fail:
  ret { i32, ptr, ptr, i64 } { i32 2, ptr undef, ptr undef, i64 undef }
}

define i32 @e.f(ptr %ctx, ptr %in, ptr %out) nounwind {
start:
  %t1 = load ptr, ptr %in
  %t2 = getelementptr i8, ptr %in, i64 8
  %t3 = load ptr, ptr %t2
  %t4 = getelementptr i8, ptr %in, i64 16
  %t5 = load i64, ptr %t4
  %t6 = call fastcc { i32, ptr, ptr, i64 } @f.f(ptr %ctx, ptr %t1, ptr %t3, i64 %t5)
  %t7 = extractvalue { i32, ptr, ptr, i64 } %t6, 1
  store ptr %t7, ptr %out
  %t8 = extractvalue { i32, ptr, ptr, i64 } %t6, 2
  %t9 = getelementptr i8, ptr %out, i64 8
  store ptr %t8, ptr %t9
  %t10 = extractvalue { i32, ptr, ptr, i64 } %t6, 3
  %t11 = getelementptr i8, ptr %out, i64 16
  store i64 %t10, ptr %t11
  %t12 = extractvalue { i32, ptr, ptr, i64 } %t6, 0
  ret i32 %t12
}

define internal { ptr, ptr, ptr } @myia_take(ptr %a, ptr %b, ptr %c, i64 %d) nounwind noinline {
start:
  %t3 = call i1 @rti_unique(ptr %c)
  br i1 %t3, label %same1, label %fresh2
same1:
  %t4 = insertvalue { ptr, ptr, ptr } zeroinitializer, ptr %b, 0
  %t5 = insertvalue { ptr, ptr, ptr } %t4, ptr %c, 1
  ret { ptr, ptr, ptr } %t5
fresh2:
  %t6 = call ptr @rt_alloc(ptr %a, i64 %d)
  %t7 = insertvalue { ptr, ptr, ptr } zeroinitializer, ptr %t6, 0
  %t8 = insertvalue { ptr, ptr, ptr } %t7, ptr %t6, 1
  %t9 = insertvalue { ptr, ptr, ptr } %t8, ptr %c, 2
  ret { ptr, ptr, ptr } %t9
}
declare i64 @llvm.smin.i64(i64, i64)

define hidden i32 @k.0(ptr %ctx, ptr %out, i64 %n0, ptr %c0.0, i64 %c0.2) nounwind {
start:
  br label %loop1
loop1:
  %t4 = phi i64 [ 0, %start ], [ %t33, %out25 ]
  %t5 = icmp slt i64 %t4, %n0
  br i1 %t5, label %in2, label %out3
in2:
  %t7 = getelementptr i8, ptr %ctx, i64 304
  %t8 = load volatile i32, ptr %t7
  %t9 = icmp ne i32 %t8, 0
  br i1 %t9, label %stop, label %on6
on6:
  %t10 = add i64 %t4, 65536
  %t11 = call i64 @llvm.smin.i64(i64 %t10, i64 %n0)
  %t12 = sub i64 %t11, 7
  br label %loop13
loop13:
  %t16 = phi i64 [ %t4, %on6 ], [ %t22, %in14 ]
  %t17 = icmp slt i64 %t16, %t12
  br i1 %t17, label %in14, label %out15
in14:
  %t18 = getelementptr float, ptr %c0.0, i64 %t16
  %t19 = load <8 x float>, ptr %t18, align 4
  %t20 = fmul <8 x float> %t19, %t19
  %t21 = getelementptr float, ptr %out, i64 %t16
  store <8 x float> %t20, ptr %t21, align 4
  %t22 = add i64 %t16, 8
  br label %loop13
out15:
  br label %loop23
loop23:
  %t26 = phi i64 [ %t16, %out15 ], [ %t32, %in24 ]
  %t27 = icmp slt i64 %t26, %t11
  br i1 %t27, label %in24, label %out25
in24:
  %t28 = getelementptr float, ptr %c0.0, i64 %t26
  %t29 = load float, ptr %t28
  %t30 = fmul float %t29, %t29
  %t31 = getelementptr float, ptr %out, i64 %t26
  store float %t30, ptr %t31
  %t32 = add i64 %t26, 1
  br label %loop23
out25:
  %t33 = add i64 %t4, 65536
  br label %loop1
out3:
  ret i32 0
stop:
  %t34 = call i32 @rt_interrupted(ptr %ctx)
  ret i32 %t34
}

define hidden i32 @k.1(ptr %ctx, ptr %out, i64 %n0, ptr %c0.0, i64 %c0.2, ptr %c1.0, i64 %c1.2, float %c2.0) nounwind {
start:
  br label %loop1
loop1:
  %t4 = phi i64 [ 0, %start ], [ %t41, %out30 ]
  %t5 = icmp slt i64 %t4, %n0
  br i1 %t5, label %in2, label %out3
in2:
  %t7 = getelementptr i8, ptr %ctx, i64 304
  %t8 = load volatile i32, ptr %t7
  %t9 = icmp ne i32 %t8, 0
  br i1 %t9, label %stop, label %on6
on6:
  %t10 = add i64 %t4, 65536
  %t11 = call i64 @llvm.smin.i64(i64 %t10, i64 %n0)
  %t12 = sub i64 %t11, 7
  br label %loop13
loop13:
  %t16 = phi i64 [ %t4, %on6 ], [ %t27, %in14 ]
  %t17 = icmp slt i64 %t16, %t12
  br i1 %t17, label %in14, label %out15
in14:
  %t18 = getelementptr float, ptr %c0.0, i64 %t16
  %t19 = load <8 x float>, ptr %t18, align 4
  %t20 = getelementptr float, ptr %c1.0, i64 %t16
  %t21 = load <8 x float>, ptr %t20, align 4
  %t22 = fadd <8 x float> %t19, %t21
  %t23 = insertelement <8 x float> poison, float %c2.0, i32 0
  %t24 = shufflevector <8 x float> %t23, <8 x float> poison, <8 x i32> zeroinitializer
  %t25 = fsub <8 x float> %t22, %t24
  %t26 = getelementptr float, ptr %out, i64 %t16
  store <8 x float> %t25, ptr %t26, align 4
  %t27 = add i64 %t16, 8
  br label %loop13
out15:
  br label %loop28
loop28:
  %t31 = phi i64 [ %t16, %out15 ], [ %t40, %in29 ]
  %t32 = icmp slt i64 %t31, %t11
  br i1 %t32, label %in29, label %out30
in29:
  %t33 = getelementptr float, ptr %c0.0, i64 %t31
  %t34 = load float, ptr %t33
  %t35 = getelementptr float, ptr %c1.0, i64 %t31
  %t36 = load float, ptr %t35
  %t37 = fadd float %t34, %t36
  %t38 = fsub float %t37, %c2.0
  %t39 = getelementptr float, ptr %out, i64 %t31
  store float %t38, ptr %t39
  %t40 = add i64 %t31, 1
  br label %loop28
out30:
  %t41 = add i64 %t4, 65536
  br label %loop1
out3:
  ret i32 0
stop:
  %t42 = call i32 @rt_interrupted(ptr %ctx)
  ret i32 %t42
}
