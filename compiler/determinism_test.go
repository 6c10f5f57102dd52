package compiler_test

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/myia-lang/myia/backend/llvm/jit"
	"github.com/myia-lang/myia/backend/llvm/native"
	"github.com/myia-lang/myia/backend/llvm/rt"
	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/ir"
)

var fingerprints = flag.Bool("fingerprints", false, "TestDeterminism prints what it compares, for another process")

// fingerprint hashes what compiling a program gives: a line for each stage,
// for the LLVM IR and for each object of machine code.
func fingerprint(t *testing.T, text string, lib *rt.Library) string {
	var out strings.Builder
	note := func(what string, b []byte) { fmt.Fprintf(&out, "%s %d %x\n", what, len(b), sha256.Sum256(b)) }
	for _, level := range []int{0, 1} {
		o := compiler.Options{Opt: level}
		p := compiler.FromText("main.py", text)
		b, errs := p.Build(compiler.Call{}, compiler.Opt, o)
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		for _, s := range compiler.Stages[:4] {
			note(string(s), []byte(ir.Print(b.Modules[s])))
		}
		if lib == nil {
			continue
		}
		for _, s := range compiler.Stages[4:] {
			listing, _, err := compiler.NativeText(p, compiler.Call{}, s, o)
			if err != nil {
				t.Fatal(err)
			}
			note(string(s), []byte(listing))
		}
		code, err := native.Load(lib, b.Modules[compiler.Opt], native.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for i, object := range code.Objects {
			note(fmt.Sprint("object ", i), object.ELF)
		}
	}
	return out.String()
}

// Compiling a program again, in this process or another, gives the same IR at
// each stage, the same LLVM IR and the same machine code.
func TestDeterminism(t *testing.T) {
	var lib *rt.Library
	if path, _, err := jit.Find("auto"); err == nil {
		if lib, err = native.Open(path, rt.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	var texts []string
	for seed := range uint64(1) {
		texts = append(texts, newGenerator(seed+1).program(), newModel(seed+1).gradients)
	}
	all := ""
	for _, text := range texts {
		first := fingerprint(t, text, lib)
		all += first
		if *fingerprints {
			continue
		}
		if again := fingerprint(t, text, lib); again != first {
			t.Errorf("compiled once\n%sagain\n%s%s", first, again, text)
		}
	}
	if *fingerprints {
		fmt.Print(all)
		return
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	other, err := exec.Command(self, "-test.run", "^TestDeterminism$", "-fingerprints").Output()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(other), all) {
		t.Errorf("in this process\n%sin another\n%s", all, other)
	}
}
