package jit

import (
	"debug/elf"
	"encoding/binary"
	"math"
)

// fixup is one relocation to apply (ELF names: place P, target S, addend A).
type fixup struct {
	place, target uintptr
	stub, entry   uintptr // 0 if the symbol has none
	addend        int64
	bytes         []byte // at place
}

// usesTable says whether a relocation kind needs the address table for a symbol that is defined here.
func usesTable(m elf.Machine, kind uint32) bool {
	if m == elf.EM_X86_64 {
		switch elf.R_X86_64(kind) {
		case elf.R_X86_64_GOTPCREL, elf.R_X86_64_GOTPCRELX, elf.R_X86_64_REX_GOTPCRELX:
			return true
		}
		return false
	}
	switch elf.R_AARCH64(kind) {
	case elf.R_AARCH64_ADR_GOT_PAGE, elf.R_AARCH64_LD64_GOT_LO12_NC:
		return true
	}
	return false
}

// writeStub writes a jump through an entry of the address table.
func writeStub(m elf.Machine, b []byte, at, entry uintptr) {
	le := binary.LittleEndian
	if m == elf.EM_X86_64 { // jmp *entry(%rip); int3…
		copy(b, "\xff\x25\x00\x00\x00\x00\xcc\xcc\xcc\xcc\xcc\xcc\xcc\xcc\xcc\xcc"[:stubSize])
		le.PutUint32(b[2:], uint32(int64(entry)-int64(at)-6))
		return
	}
	// adrp x16, entry; ldr x16, [x16, lo12]; br x16; brk
	le.PutUint32(b, 0x90000010|adrImmediate(pageDelta(entry, at)))
	le.PutUint32(b[4:], 0xf9400210|uint32(entry&0xfff)>>3<<10)
	le.PutUint32(b[8:], 0xd61f0200)
	le.PutUint32(b[12:], 0xd4200000)
}

func put32(b []byte, v int64) bool {
	binary.LittleEndian.PutUint32(b, uint32(v))
	return v >= math.MinInt32 && v <= math.MaxInt32
}

// fixX86 applies a relocation of the System V ABI for AMD64, table 4.9.
func fixX86(f *fixup, kind uint32) bool {
	s, p := int64(f.target), int64(f.place)
	switch elf.R_X86_64(kind) {
	case elf.R_X86_64_NONE:
		return true
	case elf.R_X86_64_64:
		binary.LittleEndian.PutUint64(f.bytes, uint64(s+f.addend))
		return true
	case elf.R_X86_64_PC64:
		binary.LittleEndian.PutUint64(f.bytes, uint64(s+f.addend-p))
		return true
	case elf.R_X86_64_PC32, elf.R_X86_64_PLT32:
		if put32(f.bytes, s+f.addend-p) {
			return true
		}
		return f.stub != 0 && elf.R_X86_64(kind) == elf.R_X86_64_PLT32 && put32(f.bytes, int64(f.stub)+f.addend-p)
	case elf.R_X86_64_GOTPCREL, elf.R_X86_64_GOTPCRELX, elf.R_X86_64_REX_GOTPCRELX:
		return f.entry != 0 && put32(f.bytes, int64(f.entry)+f.addend-p)
	}
	return false
}

// pageDelta is the distance of two addresses in 4 KiB pages.
func pageDelta(to, from uintptr) int64 { return int64(to)>>12 - int64(from)>>12 }

func adrImmediate(pages int64) uint32 { return uint32(pages&3)<<29 | uint32(pages>>2&0x7ffff)<<5 }

// fixARM applies a relocation of the ELF for the Arm 64-bit Architecture, section 5.7.
func fixARM(f *fixup, kind uint32) bool {
	le := binary.LittleEndian
	sa := uintptr(int64(f.target) + f.addend)
	or := func(bits uint32) bool {
		le.PutUint32(f.bytes, le.Uint32(f.bytes)|bits)
		return true
	}
	low := func(a uintptr, scale uint) bool { return or(uint32(a&0xfff) >> scale << 10) }
	page := func(a uintptr) bool {
		d := pageDelta(a, f.place)
		return d >= -1<<20 && d < 1<<20 && or(adrImmediate(d))
	}
	branch := func(to uintptr) bool {
		d := int64(to) - int64(f.place)
		return d >= -1<<27 && d < 1<<27 && or(uint32(d>>2)&0x3ffffff)
	}
	switch elf.R_AARCH64(kind) {
	case elf.R_AARCH64_NONE:
		return true
	case elf.R_AARCH64_ABS64:
		le.PutUint64(f.bytes, uint64(sa))
		return true
	case elf.R_AARCH64_PREL64:
		le.PutUint64(f.bytes, uint64(sa-f.place))
		return true
	case elf.R_AARCH64_PREL32:
		return put32(f.bytes, int64(sa)-int64(f.place))
	case elf.R_AARCH64_CALL26, elf.R_AARCH64_JUMP26:
		return branch(sa) || f.stub != 0 && branch(f.stub)
	case elf.R_AARCH64_ADR_PREL_PG_HI21, elf.R_AARCH64_ADR_PREL_PG_HI21_NC:
		return page(sa)
	case elf.R_AARCH64_ADD_ABS_LO12_NC, elf.R_AARCH64_LDST8_ABS_LO12_NC:
		return low(sa, 0)
	case elf.R_AARCH64_LDST16_ABS_LO12_NC:
		return low(sa, 1)
	case elf.R_AARCH64_LDST32_ABS_LO12_NC:
		return low(sa, 2)
	case elf.R_AARCH64_LDST64_ABS_LO12_NC:
		return low(sa, 3)
	case elf.R_AARCH64_LDST128_ABS_LO12_NC:
		return low(sa, 4)
	case elf.R_AARCH64_ADR_GOT_PAGE:
		return f.entry != 0 && page(f.entry)
	case elf.R_AARCH64_LD64_GOT_LO12_NC:
		return f.entry != 0 && low(f.entry, 3)
	}
	return false
}
