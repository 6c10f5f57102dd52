package jit

import (
	"errors"
	"fmt"
	"runtime"
	"sync"
	"unsafe"
)

// Options say how one module is compiled.
type Options struct {
	Name     string // for messages; "module" if empty
	Passes   string // a pipeline in the syntax of opt -passes=; empty: none
	OptLevel int    // of code generation, 0–3; 1 is the fastest that allocates registers properly
	KeepIR   bool   // keep the IR after the passes
	KeepAsm  bool   // keep the assembly (compiles twice)
}

// Object is the machine code of one module, not yet placed. It holds nothing of LLVM's and may be stored.
type Object struct {
	Name string
	ELF  []byte
	IR   string // if Options.KeepIR
	Asm  string // if Options.KeepAsm
}

// Engine makes code for the host. It is safe for concurrent use.
type Engine struct {
	llvm     *LLVM
	host     Host
	prefix   string // target lines, put before the first line of each text
	mu       sync.Mutex
	machines [4][]uintptr // idle target machines by code generation level
	symbols  map[string]uintptr
	provide  func(name string) (uintptr, error)
}

// NewEngine makes an engine for the processor of this machine.
func (l *LLVM) NewEngine() (*Engine, error) {
	e := &Engine{llvm: l, host: l.host(), symbols: map[string]uintptr{}}
	tm, err := e.machine(1)
	if err != nil {
		return nil, err
	}
	dl := invoke(l.api.CreateTargetDataLayout, tm)
	e.host.DataLayout = l.message(invoke(l.api.CopyStringRepOfTargetData, dl))
	invoke(l.api.DisposeTargetData, dl)
	e.release(1, tm)
	e.prefix = fmt.Sprintf("target datalayout = %q target triple = %q ", e.host.DataLayout, e.host.Triple)
	return e, nil
}

// Host describes the processor; emitters choose vector widths by it.
func (e *Engine) Host() Host { return e.host }

// LLVM is the library behind the engine.
func (e *Engine) LLVM() *LLVM { return e.llvm }

func (e *Engine) machine(level int) (uintptr, error) {
	level = min(max(level, 0), 3)
	e.mu.Lock()
	if idle := e.machines[level]; len(idle) > 0 {
		tm := idle[len(idle)-1]
		e.machines[level] = idle[:len(idle)-1]
		e.mu.Unlock()
		return tm, nil
	}
	e.mu.Unlock()
	const pic, small = 2, 3
	var target, msg uintptr
	api, triple := &e.llvm.api, cString(e.host.Triple)
	if invoke(api.GetTargetFromTriple, uintptr(unsafe.Pointer(triple)), uintptr(unsafe.Pointer(&target)),
		uintptr(unsafe.Pointer(&msg)))&1 != 0 {
		return 0, fmt.Errorf("libLLVM: no target %s: %s", e.host.Triple, e.llvm.message(msg))
	}
	tm := invoke(api.CreateTargetMachine, target, uintptr(unsafe.Pointer(triple)),
		uintptr(unsafe.Pointer(cString(e.host.CPU))), uintptr(unsafe.Pointer(cString(e.host.Features))),
		uintptr(level), pic, small)
	if tm == 0 {
		return 0, fmt.Errorf("libLLVM: no target machine for %s", e.host.Triple)
	}
	return tm, nil
}

func (e *Engine) release(level int, tm uintptr) {
	level = min(max(level, 0), 3)
	e.mu.Lock()
	e.machines[level] = append(e.machines[level], tm)
	e.mu.Unlock()
}

// Job is a module to compile.
type Job struct {
	Text    string
	Options Options
}

// Parallel reports whether modules are compiled side by side. On a single processor threads would only take turns, each
// with a heap of its own in the C library.
func (e *Engine) Parallel() bool { return runtime.GOMAXPROCS(0) > 1 }

// EmitAll compiles modules, side by side if Parallel says so.
func (e *Engine) EmitAll(jobs []Job) ([]*Object, error) {
	objs, errs := make([]*Object, len(jobs)), make([]error, len(jobs))
	emit := func(i int) { objs[i], errs[i] = e.Emit(jobs[i].Text, jobs[i].Options) }
	if !e.Parallel() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		for i := range jobs {
			emit(i)
		}
		return objs, errors.Join(errs...)
	}
	var wg sync.WaitGroup
	for i := range jobs {
		wg.Go(func() { emit(i) })
	}
	wg.Wait()
	return objs, errors.Join(errs...)
}

// Emit compiles one module to an object. A failure is an *Error with the place in the text.
func (e *Engine) Emit(text string, o Options) (*Object, error) {
	if o.Name == "" {
		o.Name = "module"
	}
	tm, err := e.machine(o.OptLevel)
	if err != nil {
		return nil, err
	}
	defer e.release(o.OptLevel, tm)
	ctx, s, done := e.llvm.newContext()
	defer done()
	c := &compilation{l: e.llvm, api: &e.llvm.api, o: o, ctx: ctx, sink: s, tm: tm}
	if err := c.parse(text, e.prefix); err != nil {
		return nil, err
	}
	defer func() { invoke(c.api.DisposeModule, c.mod) }()
	if err := c.passes(); err != nil {
		return nil, err
	}
	obj := &Object{Name: o.Name}
	if o.KeepIR {
		obj.IR = e.llvm.message(invoke(c.api.PrintModuleToString, c.mod))
	}
	if o.KeepAsm {
		clone := invoke(c.api.CloneModule, c.mod)
		asm, err := c.emit(clone, asmFile)
		invoke(c.api.DisposeModule, clone)
		if err != nil {
			return nil, err
		}
		obj.Asm = string(asm)
	}
	obj.ELF, err = c.emit(c.mod, objectFile)
	return obj, err
}

// compilation is one call of Emit.
type compilation struct {
	l    *LLVM
	api  *api
	o    Options
	ctx  uintptr
	mod  uintptr
	tm   uintptr
	sink *sink
}

func (c *compilation) fail(stage, message string) error {
	for _, m := range c.sink.errors {
		if message != "" {
			message += "\n"
		}
		message += m
	}
	return &Error{Stage: stage, Module: c.o.Name, Message: message}
}

func (c *compilation) parse(text, prefix string) error {
	full := prefix + text
	buf := invoke(c.api.CreateMemoryBufferWithMemoryRangeCopy, uintptr(unsafe.Pointer(unsafe.StringData(full))),
		uintptr(len(full)), uintptr(unsafe.Pointer(cString(c.o.Name))))
	var msg uintptr
	if invoke(c.api.ParseIRInContext, c.ctx, buf, uintptr(unsafe.Pointer(&c.mod)), uintptr(unsafe.Pointer(&msg)))&1 != 0 {
		return parseError(c.o.Name, text, prefix, c.l.message(msg))
	}
	const returnStatus = 2
	bad := invoke(c.api.VerifyModule, c.mod, returnStatus, uintptr(unsafe.Pointer(&msg)))&1 != 0
	if m := c.l.message(msg); bad {
		invoke(c.api.DisposeModule, c.mod)
		return verifyError(c.o.Name, text, m)
	}
	return nil
}

func (c *compilation) passes() error {
	if c.o.Passes == "" {
		return nil
	}
	opts := invoke(c.api.CreatePassBuilderOptions)
	defer invoke(c.api.DisposePassBuilderOptions, opts)
	if err := invoke(c.api.RunPasses, c.mod, uintptr(unsafe.Pointer(cString(c.o.Passes))), c.tm, opts); err != 0 {
		msg := invoke(c.api.GetErrorMessage, err)
		text := goString(msg)
		invoke(c.api.DisposeErrorMessage, msg)
		return c.fail("passes", text)
	}
	if len(c.sink.errors) > 0 {
		return c.fail("passes", "")
	}
	return nil
}

const (
	asmFile    = 0
	objectFile = 1
)

func (c *compilation) emit(mod uintptr, kind uintptr) ([]byte, error) {
	var buf, msg uintptr
	bad := invoke(c.api.TargetMachineEmitToMemoryBuffer, c.tm, mod, kind, uintptr(unsafe.Pointer(&msg)),
		uintptr(unsafe.Pointer(&buf)))&1 != 0
	if bad || len(c.sink.errors) > 0 {
		if buf != 0 {
			invoke(c.api.DisposeMemoryBuffer, buf)
		}
		text := ""
		if bad {
			text = c.l.message(msg)
		}
		return nil, c.fail("codegen", text)
	}
	n := int(invoke(c.api.GetBufferSize, buf))
	out := make([]byte, n)
	copy(out, unsafe.Slice((*byte)(pointer(invoke(c.api.GetBufferStart, buf))), n))
	invoke(c.api.DisposeMemoryBuffer, buf)
	return out, nil
}
