package ir

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/myia-lang/myia/tensor"
)

// Pool keeps array constants by hash, so that IR text and nodes hold names.
type Pool struct {
	byKey map[string]*tensor.Tensor
	keys  []string
}

// NewPool makes an empty pool.
func NewPool() *Pool { return &Pool{byKey: map[string]*tensor.Tensor{}} }

// Put stores t and returns its key.
func (p *Pool) Put(t *tensor.Tensor) string {
	h := sha256.New()
	fmt.Fprintf(h, "%v%v", t.DType, t.Shape)
	h.Write(t.Bytes())
	key := hex.EncodeToString(h.Sum(nil)[:8])
	p.PutAs(key, t)
	return key
}

// PutAs stores t under a key, which need not be its hash in a text that was
// written by hand. What stands there already stays.
func (p *Pool) PutAs(key string, t *tensor.Tensor) {
	if p.byKey[key] == nil {
		p.byKey[key] = t
		p.keys = append(p.keys, key)
	}
}

// Get finds a constant by key, or nil.
func (p *Pool) Get(key string) *tensor.Tensor { return p.byKey[key] }

// Keys returns the keys in the order they were put.
func (p *Pool) Keys() []string { return p.keys }
