# Switching stacks. rt_enter and rt_resume save the callee-saved registers on the caller's stack and keep its
# pointer in entry_sp; rt_request saves them on the private stack and keeps its pointer in park_sp. Every saved frame
# is the same, so whoever switches back pops what another pushed; the run may have moved to another thread meanwhile.
.text
.p2align 4
.globl rt_enter
.type rt_enter,@function
rt_enter:
	pushq %rbp
	pushq %rbx
	pushq %r12
	pushq %r13
	pushq %r14
	pushq %r15
	movq %rsp, $entry_sp(%rdi)
	movq $stack_top(%rdi), %rsp
	movq %rdi, %rbx
	movq %rsi, %rax
	movq %rdx, %rsi
	movq %rcx, %rdx
	xorl %ebp, %ebp
	callq *%rax
	movq $entry_sp(%rbx), %rsp
	popq %r15
	popq %r14
	popq %r13
	popq %r12
	popq %rbx
	popq %rbp
	retq
.size rt_enter, .-rt_enter
.p2align 4
.globl rt_request
.type rt_request,@function
rt_request:
	pushq %rbp
	pushq %rbx
	pushq %r12
	pushq %r13
	pushq %r14
	pushq %r15
	movl %esi, $req_kind(%rdi)
	movq %rdx, $req_args(%rdi)
	movq %rsp, $park_sp(%rdi)
	movq $entry_sp(%rdi), %rsp
	movl $$1, %eax
	popq %r15
	popq %r14
	popq %r13
	popq %r12
	popq %rbx
	popq %rbp
	retq
.size rt_request, .-rt_request
.p2align 4
.globl rt_resume
.type rt_resume,@function
rt_resume:
	pushq %rbp
	pushq %rbx
	pushq %r12
	pushq %r13
	pushq %r14
	pushq %r15
	movq %rsp, $entry_sp(%rdi)
	movq $park_sp(%rdi), %rsp
	movq $$0, $park_sp(%rdi)
	movl $req_status(%rdi), %eax
	popq %r15
	popq %r14
	popq %r13
	popq %r12
	popq %rbx
	popq %rbp
	retq
.size rt_resume, .-rt_resume
