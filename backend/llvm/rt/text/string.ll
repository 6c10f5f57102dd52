; Strings: 0 bytes, 8 runes, 16 UTF-8. A string with as many runes as bytes is ASCII. Those of one such letter are immortal.

define hidden ptr @str_room(ptr %ctx, i64 %bytes, i64 %runes) nounwind {
  %huge = icmp ugt i64 %bytes, 140737488355328
  %size = add i64 %bytes, 16
  %size1 = select i1 %huge, i64 -1, i64 %size
  %s = call ptr @rt_alloc(ptr %ctx, i64 %size1)
  %null = icmp eq ptr %s, null
  br i1 %null, label %done, label %fill
fill:
  %runes_p = getelementptr i8, ptr %s, i64 8
  store i64 %bytes, ptr %s
  store i64 %runes, ptr %runes_p
  br label %done
done:
  ret ptr %s
}

define ptr @rt_str_new(ptr %ctx, ptr %from, i64 %n) nounwind {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %i1, %byte ]
  %runes = phi i64 [ 0, %entry ], [ %runes1, %byte ]
  %more = icmp ult i64 %i, %n
  br i1 %more, label %byte, label %make
byte:
  %p = getelementptr i8, ptr %from, i64 %i
  %b = load i8, ptr %p
  %top = and i8 %b, -64
  %starts = icmp ne i8 %top, -128
  %one = zext i1 %starts to i64
  %runes1 = add i64 %runes, %one
  %i1 = add i64 %i, 1
  br label %loop
make:
  %s = call ptr @str_room(ptr %ctx, i64 %n, i64 %runes)
  %null = icmp eq ptr %s, null
  br i1 %null, label %done, label %fill
fill:
  %to = getelementptr i8, ptr %s, i64 16
  %r = call ptr @memcpy(ptr %to, ptr %from, i64 %n)
  br label %done
done:
  ret ptr %s
}

; a + b; a is consumed. If nobody else has it, it grows in place, or into a buffer of twice its size.
define ptr @rt_str_concat(ptr %ctx, ptr %a, ptr %b) nounwind {
  %ra_p = getelementptr i8, ptr %a, i64 8
  %rb_p = getelementptr i8, ptr %b, i64 8
  %na = load i64, ptr %a
  %nb = load i64, ptr %b
  %ra = load i64, ptr %ra_p
  %rb = load i64, ptr %rb_p
  %n = add i64 %na, %nb
  %r = add i64 %ra, %rb
  %fb = getelementptr i8, ptr %b, i64 16
  %one = call i1 @rt_unique(ptr %a)
  br i1 %one, label %unique, label %copy
unique:
  %cap_p = getelementptr i8, ptr %a, i64 -64
  %cap = load i64, ptr %cap_p
  %size = add i64 %n, 16
  %twice = shl i64 %na, 1
  %more = call i64 @llvm.umax.i64(i64 %twice, i64 %n)
  %fits = icmp ule i64 %size, %cap
  br i1 %fits, label %append, label %copy
copy:
  %room = phi i64 [ %n, %0 ], [ %more, %unique ]
  %s = call ptr @str_room(ptr %ctx, i64 %room, i64 %r)
  %null = icmp eq ptr %s, null
  br i1 %null, label %fail, label %fill
fill:
  %to = getelementptr i8, ptr %s, i64 16
  %fa = getelementptr i8, ptr %a, i64 16
  %x = call ptr @memcpy(ptr %to, ptr %fa, i64 %na)
  call void @rt_release(ptr %ctx, ptr %a)
  br label %append
append:
  %t = phi ptr [ %a, %unique ], [ %s, %fill ]
  %rt_p = getelementptr i8, ptr %t, i64 8
  store i64 %n, ptr %t
  store i64 %r, ptr %rt_p
  %text = getelementptr i8, ptr %t, i64 16
  %end = getelementptr i8, ptr %text, i64 %na
  %y = call ptr @memcpy(ptr %end, ptr %fb, i64 %nb)
  ret ptr %t
fail:
  ret ptr null
}

; The decimal digits of an int.
define ptr @rt_str_int(ptr %ctx, i64 %x) nounwind {
entry:
  %buf = alloca [24 x i8]
  %neg = icmp slt i64 %x, 0
  %minus = sub i64 0, %x
  %abs = select i1 %neg, i64 %minus, i64 %x
  br label %digit
digit:
  %i = phi i64 [ 24, %entry ], [ %i1, %digit ]
  %u = phi i64 [ %abs, %entry ], [ %q, %digit ]
  %q = udiv i64 %u, 10
  %tens = mul i64 %q, 10
  %d = sub i64 %u, %tens
  %c = add i64 %d, 48
  %c8 = trunc i64 %c to i8
  %i1 = sub i64 %i, 1
  %p = getelementptr i8, ptr %buf, i64 %i1
  store i8 %c8, ptr %p
  %more = icmp ne i64 %q, 0
  br i1 %more, label %digit, label %sign
sign:
  %i2 = sub i64 %i1, 1
  %sp = getelementptr i8, ptr %buf, i64 %i2
  br i1 %neg, label %put, label %make
put:
  store i8 45, ptr %sp
  br label %make
make:
  %first = phi i64 [ %i1, %sign ], [ %i2, %put ]
  %n = sub i64 24, %first
  %s = call ptr @str_room(ptr %ctx, i64 %n, i64 %n)
  %null = icmp eq ptr %s, null
  br i1 %null, label %done, label %fill
fill:
  %from = getelementptr i8, ptr %buf, i64 %first
  %to = getelementptr i8, ptr %s, i64 16
  %y = call ptr @memcpy(ptr %to, ptr %from, i64 %n)
  br label %done
done:
  ret ptr %s
}

define ptr @rt_str_repeat(ptr %ctx, ptr %a, i64 %times) nounwind {
  %some = icmp sgt i64 %times, 0
  %k = select i1 %some, i64 %times, i64 0
  %na = load i64, ptr %a
  %ra_p = getelementptr i8, ptr %a, i64 8
  %ra = load i64, ptr %ra_p
  %mul = call {i64, i1} @llvm.umul.with.overflow.i64(i64 %na, i64 %k)
  %n = extractvalue {i64, i1} %mul, 0
  %over = extractvalue {i64, i1} %mul, 1
  %n1 = select i1 %over, i64 -1, i64 %n
  %r = mul i64 %ra, %k
  %s = call ptr @str_room(ptr %ctx, i64 %n1, i64 %r)
  %null = icmp eq ptr %s, null
  br i1 %null, label %done, label %fill
fill:
  %to = getelementptr i8, ptr %s, i64 16
  %from = getelementptr i8, ptr %a, i64 16
  br label %loop
loop:
  %at = phi i64 [ 0, %fill ], [ %at1, %copy ]
  %more = icmp ult i64 %at, %n
  br i1 %more, label %copy, label %done
copy:
  %d = getelementptr i8, ptr %to, i64 %at
  %x = call ptr @memcpy(ptr %d, ptr %from, i64 %na)
  %at1 = add i64 %at, %na
  br label %loop
done:
  ret ptr %s
}

define i32 @rt_str_cmp(ptr %a, ptr %b) nounwind {
  %na = load i64, ptr %a
  %nb = load i64, ptr %b
  %n = call i64 @llvm.umin.i64(i64 %na, i64 %nb)
  %fa = getelementptr i8, ptr %a, i64 16
  %fb = getelementptr i8, ptr %b, i64 16
  %c = call i32 @memcmp(ptr %fa, ptr %fb, i64 %n)
  %gt = icmp ugt i64 %na, %nb
  %lt = icmp ult i64 %na, %nb
  %gt1 = zext i1 %gt to i32
  %lt1 = sext i1 %lt to i32
  %by_len = or i32 %gt1, %lt1
  %tie = icmp eq i32 %c, 0
  %pos = icmp sgt i32 %c, 0
  %sign = select i1 %pos, i32 1, i32 -1
  %r = select i1 %tie, i32 %by_len, i32 %sign
  ret i32 %r
}

define i1 @rt_str_eq(ptr %a, ptr %b) nounwind {
  %na = load i64, ptr %a
  %nb = load i64, ptr %b
  %same = icmp eq i64 %na, %nb
  br i1 %same, label %look, label %no
look:
  %fa = getelementptr i8, ptr %a, i64 16
  %fb = getelementptr i8, ptr %b, i64 16
  %c = call i32 @memcmp(ptr %fa, ptr %fb, i64 %na)
  %r = icmp eq i32 %c, 0
  ret i1 %r
no:
  ret i1 false
}

; FNV-1a of the bytes of s.
define i64 @rt_str_hash(ptr %s) nounwind {
entry:
  %n = load i64, ptr %s
  %from = getelementptr i8, ptr %s, i64 16
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %i1, %step ]
  %h = phi i64 [ -3750763034362895579, %entry ], [ %h2, %step ]
  %more = icmp ult i64 %i, %n
  br i1 %more, label %step, label %done
step:
  %at = getelementptr i8, ptr %from, i64 %i
  %b = load i8, ptr %at
  %w = zext i8 %b to i64
  %h1 = xor i64 %h, %w
  %h2 = mul i64 %h1, 1099511628211
  %i1 = add i64 %i, 1
  br label %loop
done:
  ret i64 %h
}

define i1 @rt_str_contains(ptr %s, ptr %sub) nounwind {
  %n = load i64, ptr %s
  %m = load i64, ptr %sub
  %fs = getelementptr i8, ptr %s, i64 16
  %fm = getelementptr i8, ptr %sub, i64 16
  %p = call ptr @memmem(ptr %fs, i64 %n, ptr %fm, i64 %m)
  %r = icmp ne ptr %p, null
  ret i1 %r
}

; The place in the bytes of s of its code point i, found from byte and code point (b, j), which are before or after.
define hidden i64 @str_seek(ptr %s, i64 %b0, i64 %j0, i64 %i) nounwind {
entry:
  %text = getelementptr i8, ptr %s, i64 16
  %n = load i64, ptr %s
  %back = icmp slt i64 %i, %j0
  %dir = select i1 %back, i64 -1, i64 1
  br label %step
step:
  %b = phi i64 [ %b0, %entry ], [ %b2, %landed ]
  %j = phi i64 [ %j0, %entry ], [ %j1, %landed ]
  %there = icmp eq i64 %j, %i
  br i1 %there, label %done, label %move
move:
  %bm = phi i64 [ %b, %step ], [ %b2, %inside ]
  %b2 = add i64 %bm, %dir
  %end = icmp uge i64 %b2, %n
  br i1 %end, label %landed, label %inside
inside:
  %p = getelementptr i8, ptr %text, i64 %b2
  %c = load i8, ptr %p
  %top = and i8 %c, -64
  %cont = icmp eq i8 %top, -128
  br i1 %cont, label %move, label %landed
landed:
  %j1 = add i64 %j, %dir
  br label %step
done:
  ret i64 %b
}

; len code points from start by step; all of them exist.
; s[i]; an ASCII letter is in a table.
define ptr @rt_str_index(ptr %ctx, ptr %s, i64 %i) nounwind {
  %n = load i64, ptr %s
  %runes_p = getelementptr i8, ptr %s, i64 8
  %runes = load i64, ptr %runes_p
  %ascii = icmp eq i64 %n, %runes
  br i1 %ascii, label %known, label %new
known:
  %text = getelementptr i8, ptr %s, i64 16
  %at = getelementptr i8, ptr %text, i64 %i
  %c = load i8, ptr %at
  %code = zext i8 %c to i64
  %one = getelementptr [128 x { i64, ptr, i64, i64, [16 x i8] }], ptr @letters, i64 0, i64 %code, i32 2
  ret ptr %one
new:
  %r = call ptr @rt_str_slice(ptr %ctx, ptr %s, i64 %i, i64 1, i64 1)
  ret ptr %r
}

define ptr @rt_str_slice(ptr %ctx, ptr %s, i64 %start, i64 %step, i64 %len) nounwind {
entry:
  %n = load i64, ptr %s
  %runes_p = getelementptr i8, ptr %s, i64 8
  %runes = load i64, ptr %runes_p
  %ascii = icmp eq i64 %n, %runes
  %wide = shl i64 %len, 2
  %most = select i1 %ascii, i64 %len, i64 %wide
  %w = call ptr @str_room(ptr %ctx, i64 %most, i64 %len)
  %null = icmp eq ptr %w, null
  br i1 %null, label %fail, label %fill
fill:
  %text = getelementptr i8, ptr %s, i64 16
  %to = getelementptr i8, ptr %w, i64 16
  br label %loop
loop:
  %k = phi i64 [ 0, %fill ], [ %k1, %copied ]
  %i = phi i64 [ %start, %fill ], [ %i1, %copied ]
  %at = phi i64 [ 0, %fill ], [ %at1, %copied ]
  %b = phi i64 [ 0, %fill ], [ %pos, %copied ]
  %j = phi i64 [ 0, %fill ], [ %i, %copied ]
  %more = icmp slt i64 %k, %len
  br i1 %more, label %find, label %done
find:
  br i1 %ascii, label %copy, label %seek
seek:
  %b1 = call i64 @str_seek(ptr %s, i64 %b, i64 %j, i64 %i)
  br label %copy
copy:
  %pos = phi i64 [ %i, %find ], [ %b1, %seek ]
  br label %byte
byte:
  %src = phi i64 [ %pos, %copy ], [ %src1, %next ]
  %dst = phi i64 [ %at, %copy ], [ %at1, %next ]
  %p = getelementptr i8, ptr %text, i64 %src
  %c = load i8, ptr %p
  %q = getelementptr i8, ptr %to, i64 %dst
  store i8 %c, ptr %q
  %src1 = add i64 %src, 1
  %at1 = add i64 %dst, 1
  %end = icmp uge i64 %src1, %n
  br i1 %end, label %copied, label %next
next:
  %p1 = getelementptr i8, ptr %text, i64 %src1
  %c1 = load i8, ptr %p1
  %top = and i8 %c1, -64
  %cont = icmp eq i8 %top, -128
  br i1 %cont, label %byte, label %copied
copied:
  %k1 = add i64 %k, 1
  %i1 = add i64 %i, %step
  br label %loop
done:
  store i64 %at, ptr %w
  br label %fail
fail:
  ret ptr %w
}
