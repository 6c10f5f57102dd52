package native

import (
	"fmt"
	"os"
	"testing"
)

func TestZZDump(t *testing.T) {
	m := step(32, 784, 128, 10)
	p, err := Text(library(t), m, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range p.Texts {
		os.WriteFile(fmt.Sprintf("/tmp/step%d.ll", i), []byte(s.IR), 0o644)
	}
}
