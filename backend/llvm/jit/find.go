package jit

import (
	"bytes"
	"debug/elf"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Version is a version of LLVM; a part that is not known is 0.
type Version struct{ Major, Minor, Patch int }

func (v Version) String() string { return fmt.Sprintf("%d.%d.%d", v.Major, v.Minor, v.Patch) }

// MinMajor is the oldest LLVM that works: 14 rejects opaque pointers.
const MinMajor = 15

// Candidate is one libLLVM that was found, with the reason it cannot be used, or "".
type Candidate struct {
	Path    string
	Version Version
	Refused string
}

// Find names the libLLVM to open. The specification is "auto" or "" (the newest usable one in the usual places),
// "none" (an error that says so), or a path, which must be usable. It opens no library: a version is read from the
// file's own name for itself (DT_SONAME), or from the file name.
func Find(spec string) (path string, v Version, err error) {
	switch spec {
	case "none":
		return "", Version{}, fmt.Errorf("libLLVM is switched off (none)")
	case "", "auto":
		all := candidates()
		for _, c := range all {
			if c.Refused == "" {
				return c.Path, c.Version, nil
			}
		}
		if len(all) > 0 {
			return "", Version{}, fmt.Errorf("no usable libLLVM: %s is refused: %s", all[0].Path, all[0].Refused)
		}
		return "", Version{}, fmt.Errorf("no libLLVM found in %s", strings.Join(searchDirs(), ", "))
	}
	switch info, err := os.Stat(spec); {
	case err != nil:
		return "", Version{}, fmt.Errorf("libLLVM: %w", err)
	case !info.Mode().IsRegular():
		return "", Version{}, fmt.Errorf("libLLVM: %s is not a file", spec)
	}
	c := inspect(spec)
	if c.Refused != "" {
		return "", c.Version, fmt.Errorf("%s is refused: %s", spec, c.Refused)
	}
	return c.Path, c.Version, nil
}

// Candidates lists every libLLVM in the usual places, usable ones first, newest first. It looks once per process.
func Candidates() []Candidate { return slices.Clone(candidates()) }

var candidates = sync.OnceValue(func() []Candidate {
	var all []Candidate
	seen := map[string]bool{}
	for _, dir := range searchDirs() {
		for _, name := range libraryNames(dir) {
			real, err := filepath.EvalSymlinks(filepath.Join(dir, name))
			if err != nil || seen[real] {
				continue
			}
			seen[real] = true
			all = append(all, inspect(real))
		}
	}
	slices.SortStableFunc(all, func(a, b Candidate) int {
		if (a.Refused == "") != (b.Refused == "") {
			if a.Refused == "" {
				return -1
			}
			return 1
		}
		return slices.Compare([]int{b.Version.Major, b.Version.Minor, b.Version.Patch},
			[]int{a.Version.Major, a.Version.Minor, a.Version.Patch})
	})
	return all
})

// libraryNames lists the files of a directory that may be libLLVM, in order.
func libraryNames(dir string) []string {
	f, err := os.Open(dir)
	if err != nil {
		return nil
	}
	defer f.Close()
	names, _ := f.Readdirnames(-1)
	names = slices.DeleteFunc(names, func(name string) bool {
		rest, ok := strings.CutPrefix(name, "libLLVM")
		return !ok || !strings.HasPrefix(rest, ".") && !strings.HasPrefix(rest, "-") ||
			!strings.Contains(rest, ".so") && !strings.HasSuffix(rest, ".dylib")
	})
	slices.Sort(names)
	return names
}

func inspect(path string) Candidate {
	name := filepath.Base(path)
	if f, err := elf.Open(path); err == nil {
		if so := soname(f); so != "" {
			name = so
		}
		machine := f.Machine
		f.Close()
		if want := hostMachine(); want != 0 && machine != want {
			return Candidate{Path: path, Refused: fmt.Sprintf("it is for %v, this machine is %s", machine, runtime.GOARCH)}
		}
	} else if runtime.GOOS == "linux" {
		return Candidate{Path: path, Refused: "it is not a shared library: " + err.Error()}
	}
	c := Candidate{Path: path, Version: versionInName(name)}
	if c.Version.Major != 0 {
		c.Refused = refuse(c.Version)
	}
	return c
}

// soname is the name that a library has for itself. elf.DynString would read all names of the library, megabytes.
func soname(f *elf.File) string {
	at, err := f.DynValue(elf.DT_SONAME)
	table := f.Section(".dynstr")
	if err != nil || len(at) == 0 || table == nil {
		return ""
	}
	var name [256]byte
	n, _ := table.ReadAt(name[:], int64(at[0]))
	text, _, _ := bytes.Cut(name[:n], []byte{0})
	return string(text)
}

func refuse(v Version) string {
	if v.Major < MinMajor {
		return fmt.Sprintf("LLVM %d is too old, %d or newer is needed (14 rejects opaque pointers)", v.Major, MinMajor)
	}
	return ""
}

// versionInName reads 15 from libLLVM-15.so.1 and 19.1 from libLLVM.so.19.1.
func versionInName(name string) Version {
	rest, ok := strings.CutPrefix(name, "libLLVM")
	if !ok {
		return Version{}
	}
	if after, ok := strings.CutPrefix(rest, ".so."); ok {
		rest = after
	} else if after, ok := strings.CutPrefix(rest, "-"); ok {
		rest, _, _ = strings.Cut(after, ".so")
		rest = strings.TrimSuffix(rest, ".dylib")
	} else {
		return Version{}
	}
	var v [3]int
	for i, part := range strings.SplitN(rest, ".", 3) {
		n, err := strconv.Atoi(part)
		if err != nil {
			break
		}
		v[i] = n
	}
	return Version{v[0], v[1], v[2]}
}

func hostMachine() elf.Machine {
	switch runtime.GOARCH {
	case "amd64":
		return elf.EM_X86_64
	case "arm64":
		return elf.EM_AARCH64
	}
	return 0
}

// searchDirs are the directories of the dynamic linker's configuration and those where distributions and
// Homebrew put LLVM.
func searchDirs() []string {
	var dirs []string
	add := func(d string) {
		real, err := filepath.EvalSymlinks(d)
		if err != nil || slices.Contains(dirs, real) {
			return
		}
		if st, err := os.Stat(real); err == nil && st.IsDir() {
			dirs = append(dirs, real)
		}
	}
	triple := map[string]string{"amd64": "x86_64-linux-gnu", "arm64": "aarch64-linux-gnu"}[runtime.GOARCH]
	for _, d := range []string{"/usr/lib/" + triple, "/lib/" + triple, "/usr/lib64", "/lib64", "/usr/lib", "/usr/local/lib"} {
		add(d)
	}
	for _, d := range ldconfigDirs("/etc/ld.so.conf", 4) {
		add(d)
	}
	for _, pattern := range []string{"/usr/lib/llvm-*/lib", "/usr/lib/llvm/*/lib64", "/usr/lib64/llvm*/lib",
		"/opt/homebrew/opt/llvm*/lib", "/usr/local/opt/llvm*/lib"} {
		found, _ := filepath.Glob(pattern)
		for _, d := range found {
			add(d)
		}
	}
	return dirs
}

// ldconfigDirs reads the directories of an ld.so.conf file and the files it includes, at most depth deep.
func ldconfigDirs(path string, depth int) []string {
	text, err := os.ReadFile(path)
	if err != nil || depth == 0 {
		return nil
	}
	var dirs []string
	for line := range strings.Lines(string(text)) {
		line, _, _ = strings.Cut(line, "#")
		fields := strings.Fields(line)
		switch {
		case len(fields) == 1:
			dirs = append(dirs, fields[0])
		case len(fields) > 1 && fields[0] == "include":
			for _, pattern := range fields[1:] {
				if !filepath.IsAbs(pattern) {
					pattern = filepath.Join(filepath.Dir(path), pattern)
				}
				files, _ := filepath.Glob(pattern)
				for _, f := range files {
					dirs = append(dirs, ldconfigDirs(f, depth-1)...)
				}
			}
		}
	}
	return dirs
}
