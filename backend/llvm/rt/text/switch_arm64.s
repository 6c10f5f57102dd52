// Switching stacks; see switch_amd64.s. A saved frame has 160 bytes: x19 to x30, d8 to d15.
.text
.p2align 4
.globl rt_enter
.type rt_enter,%function
rt_enter:
	stp x29, x30, [sp, #-160]!
	stp x19, x20, [sp, #16]
	stp x21, x22, [sp, #32]
	stp x23, x24, [sp, #48]
	stp x25, x26, [sp, #64]
	stp x27, x28, [sp, #80]
	stp d8, d9, [sp, #96]
	stp d10, d11, [sp, #112]
	stp d12, d13, [sp, #128]
	stp d14, d15, [sp, #144]
	mov x9, sp
	str x9, [x0, #$entry_sp]
	ldr x9, [x0, #$stack_top]
	mov sp, x9
	mov x19, x0
	mov x9, x1
	mov x1, x2
	mov x2, x3
	mov x29, #0
	blr x9
	ldr x9, [x19, #$entry_sp]
	mov sp, x9
	b rt_switch_back
.size rt_enter, .-rt_enter
.p2align 4
rt_switch_back:
	ldp x19, x20, [sp, #16]
	ldp x21, x22, [sp, #32]
	ldp x23, x24, [sp, #48]
	ldp x25, x26, [sp, #64]
	ldp x27, x28, [sp, #80]
	ldp d8, d9, [sp, #96]
	ldp d10, d11, [sp, #112]
	ldp d12, d13, [sp, #128]
	ldp d14, d15, [sp, #144]
	ldp x29, x30, [sp], #160
	ret
.p2align 4
.globl rt_request
.type rt_request,%function
rt_request:
	stp x29, x30, [sp, #-160]!
	stp x19, x20, [sp, #16]
	stp x21, x22, [sp, #32]
	stp x23, x24, [sp, #48]
	stp x25, x26, [sp, #64]
	stp x27, x28, [sp, #80]
	stp d8, d9, [sp, #96]
	stp d10, d11, [sp, #112]
	stp d12, d13, [sp, #128]
	stp d14, d15, [sp, #144]
	str w1, [x0, #$req_kind]
	str x2, [x0, #$req_args]
	mov x9, sp
	str x9, [x0, #$park_sp]
	ldr x9, [x0, #$entry_sp]
	mov sp, x9
	mov w0, #1
	b rt_switch_back
.size rt_request, .-rt_request
.p2align 4
.globl rt_resume
.type rt_resume,%function
rt_resume:
	stp x29, x30, [sp, #-160]!
	stp x19, x20, [sp, #16]
	stp x21, x22, [sp, #32]
	stp x23, x24, [sp, #48]
	stp x25, x26, [sp, #64]
	stp x27, x28, [sp, #80]
	stp d8, d9, [sp, #96]
	stp d10, d11, [sp, #112]
	stp d12, d13, [sp, #128]
	stp d14, d15, [sp, #144]
	mov x9, sp
	str x9, [x0, #$entry_sp]
	ldr x9, [x0, #$park_sp]
	str xzr, [x0, #$park_sp]
	mov sp, x9
	ldr w0, [x0, #$req_status]
	b rt_switch_back
.size rt_resume, .-rt_resume
