package jit

import (
	"debug/elf"
	"encoding/binary"
	"fmt"
)

// section is one section of an object that takes memory in the program.
type section struct {
	kind   int // textPart, constPart or dataPart
	data   []byte
	size   int
	align  int
	addr   uintptr // once placed
	relocs []reloc
}

const (
	textPart = iota
	constPart
	dataPart
	parts
)

type reloc struct {
	offset int
	kind   uint32
	sym    int
	addend int64
}

type symbol struct {
	name    string
	section int // index into object.sections, or undefined, or absolute
	value   uintptr
	weak    bool
	global  bool
}

const (
	undefined = -1
	absolute  = -2
	dropped   = -3 // in a section that is not loaded
)

// object is a parsed relocatable ELF file.
type object struct {
	name     string
	machine  elf.Machine
	sections []*section
	symbols  []symbol
}

// parseObject reads what linking needs: loaded sections without exception tables, symbols, relocations with addends.
// The files are LLVM's own, so a malformed one is a bug; it still must not crash us.
func parseObject(name string, b []byte) (o *object, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &Error{Stage: "link", Module: name, Message: fmt.Sprintf("malformed object: %v", r)}
		}
	}()
	le := binary.LittleEndian
	if len(b) < 64 || string(b[:4]) != elf.ELFMAG || b[4] != byte(elf.ELFCLASS64) || b[5] != byte(elf.ELFDATA2LSB) {
		return nil, &Error{Stage: "link", Module: name, Message: "not a 64-bit little-endian ELF object"}
	}
	o = &object{name: name, machine: elf.Machine(le.Uint16(b[18:]))}
	shoff, shnum := le.Uint64(b[40:]), int(le.Uint16(b[60:]))
	header := func(i int) elf.Section64 {
		h := b[shoff+uint64(i)*64:]
		return elf.Section64{Name: le.Uint32(h), Type: le.Uint32(h[4:]), Flags: le.Uint64(h[8:]), Off: le.Uint64(h[24:]),
			Size: le.Uint64(h[32:]), Link: le.Uint32(h[40:]), Info: le.Uint32(h[44:]), Addralign: le.Uint64(h[48:])}
	}
	shstr := header(int(le.Uint16(b[62:])))
	index := make([]int, shnum) // from section numbers of the file to ours
	for i := range shnum {
		h := header(i)
		index[i] = dropped
		if h.Flags&uint64(elf.SHF_ALLOC) == 0 || cstring(b[shstr.Off+uint64(h.Name):]) == ".eh_frame" {
			continue
		}
		if h.Flags&uint64(elf.SHF_TLS) != 0 {
			return nil, &Error{Stage: "link", Module: name, Message: "thread-local data is not supported"}
		}
		s := &section{kind: constPart, size: int(h.Size), align: int(max(h.Addralign, 1))}
		switch {
		case h.Flags&uint64(elf.SHF_EXECINSTR) != 0:
			s.kind = textPart
		case h.Flags&uint64(elf.SHF_WRITE) != 0 && !isRelro(cstring(b[shstr.Off+uint64(h.Name):])):
			s.kind = dataPart
		}
		if elf.SectionType(h.Type) != elf.SHT_NOBITS {
			s.data = b[h.Off : h.Off+h.Size]
		}
		index[i] = len(o.sections)
		o.sections = append(o.sections, s)
	}
	for i := range shnum {
		switch h := header(i); elf.SectionType(h.Type) {
		case elf.SHT_SYMTAB:
			names := b[header(int(h.Link)).Off:]
			for off := h.Off; off < h.Off+h.Size; off += 24 {
				o.symbols = append(o.symbols, readSymbol(b[off:], names, index))
			}
		case elf.SHT_RELA:
			if index[h.Info] < 0 {
				continue
			}
			s := o.sections[index[h.Info]]
			for off := h.Off; off < h.Off+h.Size; off += 24 {
				info := le.Uint64(b[off+8:])
				s.relocs = append(s.relocs, reloc{offset: int(le.Uint64(b[off:])), kind: uint32(info), sym: int(info >> 32),
					addend: int64(le.Uint64(b[off+16:]))})
			}
		}
	}
	return o, nil
}

// isRelro: constants that hold addresses; written while linking, constant afterwards.
func isRelro(name string) bool { return len(name) >= 12 && name[:12] == ".data.rel.ro" }

func readSymbol(b, names []byte, index []int) symbol {
	le := binary.LittleEndian
	s := symbol{name: cstring(names[le.Uint32(b):]), value: uintptr(le.Uint64(b[8:]))}
	bind := elf.ST_BIND(b[4])
	s.weak, s.global = bind == elf.STB_WEAK, bind != elf.STB_LOCAL
	switch shndx := elf.SectionIndex(le.Uint16(b[6:])); shndx {
	case elf.SHN_UNDEF:
		s.section = undefined
	case elf.SHN_ABS:
		s.section = absolute
	default:
		s.section = dropped
		if int(shndx) < len(index) {
			s.section = index[shndx]
		}
	}
	return s
}

func cstring(b []byte) string {
	for i, c := range b {
		if c == 0 {
			return string(b[:i])
		}
	}
	return ""
}
