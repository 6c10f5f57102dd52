package jit

import (
	"debug/elf"
	"encoding/binary"
	"os"
	"slices"
	"unsafe"
)

// Module is code that can be called. Close releases it; nothing may run in it then.
type Module struct {
	mem     []byte
	symbols map[string]uintptr
	Objects []*Object
}

// Symbol is the address of a global function or variable of the module, or 0.
func (m *Module) Symbol(name string) uintptr { return m.symbols[name] }

// Size is the memory that the module takes, in bytes.
func (m *Module) Size() int { return len(m.mem) }

// Close unmaps the code.
func (m *Module) Close() error {
	mem := m.mem
	m.mem, m.symbols = nil, nil
	if mem == nil {
		return nil
	}
	return unmapPages(mem)
}

// Define makes an address known to all modules that are linked later.
func (e *Engine) Define(name string, addr uintptr) {
	e.mu.Lock()
	e.symbols[name] = addr
	e.mu.Unlock()
}

// Provide sets the function that is asked for a name before libc is; it returns 0 for a name it does not know.
// It may call Compile. What it gives is remembered.
func (e *Engine) Provide(f func(name string) (uintptr, error)) {
	e.mu.Lock()
	e.provide = f
	e.mu.Unlock()
}

// libc is all that compiled code may use of the C library. LLVM itself makes calls of the first five.
var libc = []string{"memcpy", "memmove", "memset", "memcmp", "bcmp", "memmem", "memchr", "mmap", "munmap", "madvise",
	"sched_yield"}

func (e *Engine) resolve(name string) (uintptr, error) {
	e.mu.Lock()
	addr, provide := e.symbols[name], e.provide
	e.mu.Unlock()
	if addr != 0 {
		return addr, nil
	}
	if provide != nil {
		addr, err := provide(name)
		if err != nil {
			return 0, err
		}
		if addr != 0 {
			e.Define(name, addr)
			return addr, nil
		}
	}
	if slices.Contains(libc, name) {
		if addr = lookupLibc(name); addr != 0 {
			e.Define(name, addr)
		}
	}
	return addr, nil
}

// Compile makes one module callable.
func (e *Engine) Compile(text string, o Options) (*Module, error) {
	obj, err := e.Emit(text, o)
	if err != nil {
		return nil, err
	}
	return e.Link(obj)
}

// Link places objects in memory, resolves their names among each other and outside, and makes them callable.
func (e *Engine) Link(objs ...*Object) (*Module, error) {
	l := &linker{engine: e, globals: map[string]uintptr{}, outside: map[string]int{}}
	for _, obj := range objs {
		o, err := parseObject(obj.Name, obj.ELF)
		if err != nil {
			return nil, err
		}
		if o.machine != hostMachine() {
			return nil, &Error{Stage: "link", Module: obj.Name, Message: "the object is for " + o.machine.String()}
		}
		l.objects = append(l.objects, o)
	}
	if err := l.place(); err != nil {
		return nil, err
	}
	if err := l.finish(); err != nil {
		unmapPages(l.mem)
		return nil, err
	}
	return &Module{mem: l.mem, symbols: l.globals, Objects: objs}, nil
}

// linker lays out one mapping:
//
//	text sections | stubs || constants | address table (GOT) || data       (|| is a page boundary)
//
// A stub is a jump through the address table, for calls that leave the mapping.
type linker struct {
	engine  *Engine
	objects []*object
	mem     []byte
	base    uintptr
	ends    [parts]int
	stubs   int // offset of the first stub
	got     int // offset of the first entry
	names   []string
	outside map[string]int     // number of the stub and table entry of a name used indirectly
	globals map[string]uintptr // what the objects define
}

const stubSize = 16

// place decides the offsets, maps the memory, copies the sections and finds the defined symbols.
func (l *linker) place() error {
	// Every global name may need a stub and an entry; local ones may need an entry.
	for _, o := range l.objects {
		for i, s := range o.symbols {
			if key := entryKey(o, i); s.name != "" || s.section >= 0 {
				if _, ok := l.outside[key]; !ok && l.indirect(o, i) {
					l.outside[key] = len(l.names)
					l.names = append(l.names, key)
				}
			}
		}
	}
	page, offset := os.Getpagesize(), 0
	offsets := map[*section]int{}
	for part := range parts {
		for _, o := range l.objects {
			for _, s := range o.sections {
				if s.kind == part {
					offset = alignUp(offset, s.align)
					offsets[s] = offset
					offset += s.size
				}
			}
		}
		switch part {
		case textPart:
			l.stubs = alignUp(offset, stubSize)
			offset = l.stubs + stubSize*len(l.names)
		case constPart:
			l.got = alignUp(offset, 8)
			offset = l.got + 8*len(l.names)
		}
		offset = alignUp(offset, page)
		l.ends[part] = offset
	}
	mem, err := mapPages(max(offset, page))
	if err != nil {
		return err
	}
	l.mem, l.base = mem, uintptr(unsafe.Pointer(unsafe.SliceData(mem)))
	for s, off := range offsets {
		s.addr = l.base + uintptr(off)
		copy(mem[off:], s.data)
	}
	weak := map[string]bool{}
	for _, o := range l.objects {
		for _, s := range o.symbols {
			if !s.global || s.section < 0 || s.name == "" {
				continue
			}
			if _, twice := l.globals[s.name]; twice && !s.weak && !weak[s.name] {
				unmapPages(mem)
				return &Error{Stage: "link", Module: o.name, Message: "symbol " + s.name + " is defined twice"}
			} else if !twice || weak[s.name] {
				l.globals[s.name] = o.sections[s.section].addr + s.value
				weak[s.name] = s.weak
			}
		}
	}
	return nil
}

// entryKey names the stub and table entry of a symbol; that of a local symbol is the object's own.
func entryKey(o *object, i int) string {
	if s := o.symbols[i]; s.global {
		return s.name
	}
	return o.name + "\x00" + string(binary.LittleEndian.AppendUint32(nil, uint32(i)))
}

// indirect says whether some relocation may go through the stub or table entry of symbol i.
func (l *linker) indirect(o *object, i int) bool {
	if o.symbols[i].section == undefined {
		return true
	}
	for _, s := range o.sections {
		for _, r := range s.relocs {
			if r.sym == i && usesTable(o.machine, r.kind) {
				return true
			}
		}
	}
	return false
}

// address is the final address of a symbol.
func (l *linker) address(o *object, i int) (uintptr, error) {
	s := o.symbols[i]
	if s.global {
		if a, ok := l.globals[s.name]; ok {
			return a, nil
		}
	}
	switch {
	case s.section >= 0:
		return o.sections[s.section].addr + s.value, nil
	case s.section == absolute:
		return s.value, nil
	case s.section == dropped || i == 0:
		return 0, nil
	}
	a, err := l.engine.resolve(s.name)
	if err == nil && a == 0 && !s.weak {
		err = &Error{Stage: "link", Module: o.name, Message: "symbol " + s.name + " is not defined"}
	}
	return a, err
}

// finish fills the address table and the stubs, applies the relocations and protects the pages.
func (l *linker) finish() error {
	filled := map[string]bool{}
	for _, o := range l.objects {
		for i := range o.symbols {
			key := entryKey(o, i)
			n, ok := l.outside[key]
			if !ok || filled[key] {
				continue
			}
			a, err := l.address(o, i)
			if err != nil {
				return err
			}
			filled[key] = true
			binary.LittleEndian.PutUint64(l.mem[l.got+8*n:], uint64(a))
			writeStub(o.machine, l.mem[l.stubs+stubSize*n:], l.stubAddr(n), l.entryAddr(n))
		}
	}
	for _, o := range l.objects {
		for _, s := range o.sections {
			for _, r := range s.relocs {
				if err := l.relocate(o, s, r); err != nil {
					return err
				}
			}
		}
	}
	if err := protectConst(l.mem[l.ends[textPart]:l.ends[constPart]]); err != nil {
		return err
	}
	return protectText(l.mem[:l.ends[textPart]])
}

func (l *linker) stubAddr(n int) uintptr  { return l.base + uintptr(l.stubs+stubSize*n) }
func (l *linker) entryAddr(n int) uintptr { return l.base + uintptr(l.got+8*n) }

func (l *linker) relocate(o *object, s *section, r reloc) error {
	target, err := l.address(o, r.sym)
	if err != nil {
		return err
	}
	f := fixup{
		place:  s.addr + uintptr(r.offset),
		target: target,
		addend: r.addend,
		bytes:  l.mem[s.addr-l.base+uintptr(r.offset):],
	}
	if n, ok := l.outside[entryKey(o, r.sym)]; ok {
		f.stub, f.entry = l.stubAddr(n), l.entryAddr(n)
	}
	apply := map[elf.Machine]func(*fixup, uint32) bool{elf.EM_X86_64: fixX86, elf.EM_AARCH64: fixARM}[o.machine]
	if !apply(&f, r.kind) {
		return &Error{Stage: "link", Module: o.name,
			Message: "relocation " + relocName(o.machine, r.kind) + " against " + o.symbols[r.sym].name + " cannot be applied"}
	}
	return nil
}

func relocName(m elf.Machine, kind uint32) string {
	if m == elf.EM_AARCH64 {
		return elf.R_AARCH64(kind).String()
	}
	return elf.R_X86_64(kind).String()
}

func alignUp(n, to int) int { return (n + to - 1) / to * to }
