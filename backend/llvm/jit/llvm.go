package jit

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"unsafe"
)

// LLVM is an opened libLLVM. It is safe for concurrent use and never closed.
type LLVM struct {
	path    string
	version Version
	api     api
	handler uintptr // the callback for diagnostics
	mu      sync.Mutex
	sinks   map[uintptr]*sink // contexts in use, by the number handed to the callback
	last    uintptr
}

// api holds the addresses of LLVM's C functions; a field is named like its function without the prefix LLVM.
type api struct {
	ContextCreate, ContextDispose, ContextSetDiagnosticHandler                                      uintptr
	GetDiagInfoDescription, GetDiagInfoSeverity                                                     uintptr
	CreateMemoryBufferWithMemoryRangeCopy, DisposeMemoryBuffer, GetBufferStart, GetBufferSize       uintptr
	ParseIRInContext, VerifyModule, CloneModule, DisposeModule, PrintModuleToString                 uintptr
	DisposeMessage, GetErrorMessage, DisposeErrorMessage                                            uintptr
	CreatePassBuilderOptions, DisposePassBuilderOptions, RunPasses                                  uintptr
	GetDefaultTargetTriple, GetHostCPUName, GetHostCPUFeatures                                      uintptr
	GetTargetFromTriple, CreateTargetMachine, DisposeTargetMachine, TargetMachineEmitToMemoryBuffer uintptr
	CreateTargetDataLayout, CopyStringRepOfTargetData, DisposeTargetData                            uintptr
}

// Open loads libLLVM from a path that Find gave, without making its symbols visible to other libraries.
func Open(path string) (*LLVM, error) {
	handle, err := openLibrary(path)
	if err != nil {
		return nil, fmt.Errorf("libLLVM: %w", err)
	}
	l := &LLVM{path: path, version: inspect(path).Version, sinks: map[uintptr]*sink{}}
	if get := lookup(handle, "LLVMGetVersion"); get != 0 { // since 16
		var v [3]uint32
		invoke(get, uintptr(unsafe.Pointer(&v[0])), uintptr(unsafe.Pointer(&v[1])), uintptr(unsafe.Pointer(&v[2])))
		l.version = Version{int(v[0]), int(v[1]), int(v[2])}
	}
	if l.version.Major == 0 {
		return nil, fmt.Errorf("%s is no libLLVM: it has no function LLVMGetVersion", path)
	}
	if why := refuse(l.version); why != "" {
		return nil, fmt.Errorf("%s is refused: %s", path, why)
	}
	fields := reflect.ValueOf(&l.api).Elem()
	for i := range fields.NumField() {
		name := "LLVM" + fields.Type().Field(i).Name
		p := lookup(handle, name)
		if p == 0 {
			return nil, fmt.Errorf("%s has no function %s", path, name)
		}
		fields.Field(i).SetUint(uint64(p))
	}
	target := map[string]string{"amd64": "X86", "arm64": "AArch64"}[runtime.GOARCH]
	for _, part := range []string{"TargetInfo", "Target", "TargetMC", "AsmPrinter", "AsmParser"} {
		p := lookup(handle, "LLVMInitialize"+target+part)
		if p == 0 {
			return nil, fmt.Errorf("%s cannot make code for %s: LLVMInitialize%s%s is missing", path, runtime.GOARCH, target, part)
		}
		invoke(p)
	}
	if parse := lookup(handle, "LLVMParseCommandLineOptions"); parse != 0 {
		setOptions(parse, "-disable-lsr")
	}
	l.handler = newCallback(l.diagnose)
	return l, nil
}

// setOptions sets options of LLVM that only its command line has. Loop strength reduction takes a fifth of the time of
// code generation and makes our loops no faster: their addresses are base plus index already.
func setOptions(parse uintptr, options ...string) {
	args := []*byte{cString("myia")}
	for _, o := range options {
		args = append(args, cString(o))
	}
	invoke(parse, uintptr(len(args)), uintptr(unsafe.Pointer(&args[0])), 0)
	runtime.KeepAlive(args)
}

// Version is the version of the library, complete from LLVM 16 on.
func (l *LLVM) Version() Version { return l.version }

// Path is where the library was opened.
func (l *LLVM) Path() string { return l.path }

// Host is the processor that code is made for.
type Host struct {
	Triple, DataLayout string
	CPU, Features      string
	VectorBytes        int  // widest vector register: 16, 32 or 64
	FMA                bool // fused multiply-add in one instruction
	Half               bool // conversions of binary16 by an instruction
}

func (l *LLVM) host() Host {
	h := Host{
		CPU:         l.message(invoke(l.api.GetHostCPUName)),
		Features:    l.message(invoke(l.api.GetHostCPUFeatures)),
		VectorBytes: 16,
	}
	// The linker reads ELF, whatever the operating system.
	switch runtime.GOARCH {
	case "amd64":
		h.Triple = "x86_64-unknown-linux-gnu"
	case "arm64":
		h.Triple = "aarch64-unknown-linux-gnu"
		h.FMA, h.Half = true, true
		if runtime.GOOS == "darwin" {
			h.Features = strings.TrimPrefix(h.Features+",+reserve-x18", ",")
		}
	}
	for f := range strings.SplitSeq(h.Features, ",") {
		switch f {
		case "+fma":
			h.FMA = true
		case "+f16c":
			h.Half = true
		case "+avx2":
			h.VectorBytes = max(h.VectorBytes, 32)
		case "+avx512f":
			h.VectorBytes = 64
		}
	}
	return h
}

// message copies a string that LLVM allocated and disposes of it.
func (l *LLVM) message(p uintptr) string {
	if p == 0 {
		return ""
	}
	s := goString(p)
	invoke(l.api.DisposeMessage, p)
	return s
}

func pointer(p uintptr) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&p)) }

func goString(p uintptr) string {
	if p == 0 {
		return ""
	}
	n := 0
	for *(*byte)(unsafe.Add(pointer(p), n)) != 0 {
		n++
	}
	return string(unsafe.Slice((*byte)(pointer(p)), n))
}

func cString(s string) *byte {
	b := make([]byte, len(s)+1)
	copy(b, s)
	return &b[0]
}
