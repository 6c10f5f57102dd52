//go:build !((linux || darwin) && (amd64 || arm64))

package jit

import (
	"errors"
	"runtime"
	"unsafe"
)

// Supported says whether this build can open libLLVM at all.
const Supported = false

var errUnsupported = errors.New("native code is not supported on " + runtime.GOOS + "/" + runtime.GOARCH)

func openLibrary(string) (uintptr, error)                    { return 0, errUnsupported }
func lookup(uintptr, string) uintptr                         { return 0 }
func lookupLibc(string) uintptr                              { return 0 }
func invoke(uintptr, ...uintptr) uintptr                     { panic(errUnsupported) }
func newCallback(func(info, opaque uintptr) uintptr) uintptr { return 0 }
func mapPages(int) ([]byte, error)                           { return nil, errUnsupported }
func unmapPages([]byte) error                                { return nil }
func protectText([]byte) error                               { return errUnsupported }
func protectConst([]byte) error                              { return errUnsupported }

// Call runs a compiled entry point; on this platform there are none.
func Call(uintptr, unsafe.Pointer, unsafe.Pointer, unsafe.Pointer) int32 { panic(errUnsupported) }

// Invoke calls compiled code; on this platform there is none.
func Invoke(uintptr, ...uintptr) uintptr { panic(errUnsupported) }
