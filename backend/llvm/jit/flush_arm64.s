//go:build linux || darwin

#include "textflag.h"

// func flushRange(start, end uintptr)
// Lines of 16 bytes are assumed, the smallest that the architecture allows. DC CVAU and IC IVAU are written as words.
TEXT ·flushRange(SB), NOSPLIT, $0-16
	MOVD start+0(FP), R0
	MOVD end+8(FP), R1
	MOVD R0, R2
clean:
	WORD $0xd50b7b22 // dc cvau, x2
	ADD  $16, R2
	CMP  R1, R2
	BLO  clean
	WORD $0xd5033b9f // dsb ish
	MOVD R0, R2
invalidate:
	WORD $0xd50b7522 // ic ivau, x2
	ADD  $16, R2
	CMP  R1, R2
	BLO  invalidate
	WORD $0xd5033b9f // dsb ish
	WORD $0xd5033fdf // isb
	RET
