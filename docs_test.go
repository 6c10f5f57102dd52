package myia_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/myia-lang/myia/cli"
	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/dtype"
)

// block is a fenced block of a document.
type block struct {
	info string // what follows the opening fence: "python sqrt.py"
	text string
	line int // of the opening fence
}

// kind is the first word of the info string, name the second one.
func (b block) kind() string { return strings.Fields(b.info + " -")[0] }

func (b block) name() string {
	if f := strings.Fields(b.info); len(f) > 1 {
		return f[1]
	}
	return ""
}

// readBlocks lists the fenced blocks of a document.
func readBlocks(t *testing.T, path string) []block {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []block
	open := false
	for i, line := range strings.SplitAfter(string(data), "\n") {
		info, fence := strings.CutPrefix(strings.TrimSpace(line), "```")
		switch {
		case fence && open:
			open = false
		case fence:
			open = true
			out = append(out, block{info: info, line: i + 1})
		case open:
			out[len(out)-1].text += line
		}
	}
	return out
}

// documents lists what has blocks that run.
func documents(t *testing.T) []string {
	paths, err := filepath.Glob("docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	return append([]string{"README.md", "ARCHITECTURE.md"}, paths...)
}

// TestDocuments runs the blocks of every document, on each backend there is.
//
//	python [FILE]   a program; it is run if a text block follows
//	sh              commands; those that begin with myia are run
//	text            what the block before prints; a line ... stands for any lines
//	text sample     the same, but not compared: it has times in it
//	go              code of example_test.go, to the letter
//	any other       not run
//
// The files of a document stay until its end, so that commands can use them.
// With -update a text block that has no line ... is rewritten.
func TestDocuments(t *testing.T) {
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range documents(t) {
		t.Run(path, func(t *testing.T) {
			blocks := readBlocks(t, filepath.Join(root, path))
			for _, backend := range backends() {
				enterScratch(t, root)
				for i, b := range blocks {
					var next block
					if i+1 < len(blocks) {
						next = blocks[i+1]
					}
					err := runBlock(b, next, backend, root)
					var wrong *wrongOutput
					if *update && errors.As(err, &wrong) && !slices.Contains(strings.Split(next.text, "\n"), "...") {
						blocks[i+1].text, err = wrong.got, nil
					}
					if err != nil {
						t.Errorf("%s:%d, %s: %v", path, b.line, backend, err)
					}
				}
			}
			if *update {
				saveBlocks(t, filepath.Join(root, path), blocks)
			}
		})
	}
}

// saveBlocks rewrites the blocks of a document.
func saveBlocks(t *testing.T, path string, blocks []block) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(data), "\n")
	var sb strings.Builder
	for i := 0; i < len(lines); i++ {
		sb.WriteString(lines[i])
		if len(blocks) > 0 && blocks[0].line == i+1 {
			sb.WriteString(blocks[0].text)
			blocks = blocks[1:]
			for !strings.HasPrefix(strings.TrimSpace(lines[i+1]), "```") {
				i++
			}
		}
	}
	if err := os.WriteFile(path, []byte(sb.String()), 0o666); err != nil {
		t.Fatal(err)
	}
}

// backends lists the backends of this machine.
func backends() []string {
	if b, _, err := (compiler.Options{}).Choose(); err == nil && b == compiler.Native && !testing.Short() { // -short is for the race detector
		return []string{"vm", "native"}
	}
	return []string{"vm"}
}

// enterScratch goes to a new folder with the examples in it.
func enterScratch(t *testing.T, root string) {
	dir := t.TempDir()
	if err := os.Symlink(filepath.Join(root, "examples"), filepath.Join(dir, "examples")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
}

// runBlock runs a block and compares what it prints with the block that
// follows, if that says what is printed.
func runBlock(b, next block, backend, root string) error {
	printed := next.kind() == "text"
	var got string
	switch b.kind() {
	case "python":
		name := b.name()
		if name == "" {
			name = "main.py"
		}
		if err := os.WriteFile(name, []byte(b.text), 0o666); err != nil {
			return err
		}
		if !printed {
			return nil
		}
		got = runCommand([]string{"run", name}, backend)
	case "sh":
		ran, out, err := runCommands(b.text, backend, root)
		if err != nil || !ran {
			return err
		}
		got = out
	case "go":
		return inExamples(b.text, root)
	default:
		return nil
	}
	if printed && next.name() != "sample" && !matchLines(strings.Split(next.text, "\n"), strings.Split(got, "\n")) {
		return &wrongOutput{got, next.text}
	}
	return nil
}

// wrongOutput says that a block prints something else.
type wrongOutput struct{ got, want string }

func (w *wrongOutput) Error() string { return fmt.Sprintf("it prints\n%s\nwant\n%s", w.got, w.want) }

var makeTarget = regexp.MustCompile(`^make ([a-z]+)`)

// runCommands runs the lines of an sh block that begin with myia. Of a line
// that begins with make it checks that the target exists.
func runCommands(text, backend, root string) (ran bool, out string, err error) {
	makefile, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil {
		return false, "", err
	}
	for line := range strings.Lines(text) {
		line = strings.TrimPrefix(strings.TrimSpace(line), "bin/")
		if m := makeTarget.FindStringSubmatch(line); m != nil && !strings.Contains(string(makefile), "\n"+m[1]+":") {
			return false, "", fmt.Errorf("the Makefile has no target %s", m[1])
		}
		words, err := shellWords(line)
		if err != nil {
			return false, "", err
		}
		if len(words) > 0 && words[0] == "myia" {
			ran = true
			out += runCommand(words[1:], backend)
		}
	}
	return ran, out, nil
}

// runCommand runs the command myia in this process; what is printed comes
// back, the exit status last unless it is 0. A command that runs a program
// does so on the backend unless it names one.
func runCommand(words []string, backend string) string {
	if slices.Contains([]string{"run", "grad", "bench"}, words[0]) && !slices.Contains(words, "--backend") {
		words = append([]string{words[0], "--backend", backend}, words[1:]...)
	}
	var sb strings.Builder
	w := cli.World{Stdout: &sb, Stderr: &sb, Getenv: func(string) string { return "" }}
	if status := cli.Main(context.Background(), words, w); status != 0 {
		fmt.Fprintf(&sb, "exit status %d\n", status)
	}
	return sb.String()
}

// shellWords splits a line as a shell does: at spaces outside quotes, up to a
// comment.
func shellWords(line string) ([]string, error) {
	var words []string
	word, inWord, quote := "", false, rune(0)
	for _, r := range line + " " {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			} else {
				word += string(r)
			}
		case r == '\'' || r == '"':
			quote, inWord = r, true
		case r == '#' && !inWord:
			return words, nil
		case r == ' ':
			if inWord {
				words = append(words, word)
			}
			word, inWord = "", false
		default:
			word, inWord = word+string(r), true
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("an open quote in %q", line)
	}
	return words, nil
}

// inExamples reports code of a document that no tested example has.
func inExamples(text, root string) error {
	data, err := os.ReadFile(filepath.Join(root, "example_test.go"))
	if err != nil {
		return err
	}
	if !strings.Contains(unindent(string(data)), unindent(text)) {
		return fmt.Errorf("example_test.go has no such code:\n%s", text)
	}
	return nil
}

// unindent removes the white space that lines begin with.
func unindent(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
	}
	return strings.Join(lines, "\n")
}

// matchLines compares lines; a wanted line ... stands for any number of them.
func matchLines(want, got []string) bool {
	switch {
	case len(want) == 0:
		return len(got) == 0
	case want[0] == "...":
		return matchLines(want[1:], got) || len(got) > 0 && matchLines(want, got[1:])
	}
	return len(got) > 0 && strings.TrimRight(want[0], " ") == strings.TrimRight(got[0], " ") && matchLines(want[1:], got[1:])
}

// TestDocumentedTypes checks that documents list the element types that there are.
func TestDocumentedTypes(t *testing.T) {
	for path, list := range map[string]string{"docs/language.md": dtype.Names(dtype.Type.NumPy, "and"), "docs/cli.md": dtype.Names(dtype.Type.String, "and")} {
		if text, err := os.ReadFile(path); err != nil || !strings.Contains(string(text), list) {
			t.Errorf("%s does not list %s: %v", path, list, err)
		}
	}
}

// TestDocumentChecks plants the faults that TestDocuments is to find.
func TestDocumentChecks(t *testing.T) {
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	enterScratch(t, root)
	text := func(s string) block { return block{info: "text", text: s} }
	for name, pair := range map[string][2]block{
		"a wrong output":          {{info: "python", text: "print(1)\n"}, text("2\n")},
		"a missing line":          {{info: "python", text: "print(1)\nprint(2)\n"}, text("1\n")},
		"a wrong end":             {{info: "python", text: "print(1)\nprint(2)\n"}, text("...\n3\n")},
		"a program with an error": {{info: "python", text: "print(x)\n"}, text("")},
		"an unknown command":      {{info: "sh", text: "myia sing\n"}, text("")},
		"an unknown target":       {{info: "sh", text: "make sense\n"}, {}},
		"code of no example":      {{info: "go", text: "fmt.Println(\"no such example\")\n"}, {}},
	} {
		if runBlock(pair[0], pair[1], "vm", root) == nil {
			t.Errorf("%s is not found", name)
		}
	}
	if err := runBlock(block{info: "python", text: "print(1)\nprint(2)\n"}, text("...\n2\n"), "vm", root); err != nil {
		t.Error(err)
	}
}
