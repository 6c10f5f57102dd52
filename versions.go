package myia

import (
	"container/list"
	"sync"

	"github.com/myia-lang/myia/compiler"
)

// versions keeps what was compiled, by what it was compiled for. Of more than keep the one that was not called for the
// longest time goes, with its code, as soon as no call runs in it.
type versions struct {
	keep   int
	mu     sync.Mutex
	byKey  map[string]*version
	recent *list.List // of *version, the one that was called last in front
	making sync.Mutex // one is compiled at a time
}

// version is what was compiled for one key.
type version struct {
	key   string
	place *list.Element
	calls int  // that run, or wait for it
	gone  bool // no longer kept
	once  sync.Once
	code  *compiler.Compiled
	err   error
}

func newVersions(keep int) *versions {
	return &versions{keep: keep, byKey: map[string]*version{}, recent: list.New()}
}

// take finds the version of a key, or makes it. It must be given back.
func (vs *versions) take(key string, compile func() (*compiler.Compiled, error)) *version {
	v := vs.find(key)
	v.once.Do(func() {
		vs.making.Lock()
		defer vs.making.Unlock()
		v.code, v.err = compile()
	})
	return v
}

func (vs *versions) find(key string) *version {
	vs.mu.Lock()
	defer vs.mu.Unlock()
	v := vs.byKey[key]
	if v == nil {
		v = &version{key: key}
		v.place = vs.recent.PushFront(v)
		vs.byKey[key] = v
	}
	v.calls++
	vs.recent.MoveToFront(v.place)
	for vs.recent.Len() > vs.keep {
		vs.drop(vs.recent.Back().Value.(*version))
	}
	return v
}

// give ends a call. What could not be compiled is not kept: a file that it reads may be there the next time.
func (vs *versions) give(v *version) {
	vs.mu.Lock()
	defer vs.mu.Unlock()
	v.calls--
	if v.err != nil && !v.gone {
		vs.drop(v)
	}
	v.release()
}

func (vs *versions) drop(v *version) {
	vs.recent.Remove(v.place)
	delete(vs.byKey, v.key)
	v.gone = true
	v.release()
}

func (v *version) release() {
	if v.gone && v.calls == 0 && v.code != nil {
		v.code.Close()
		v.code = nil
	}
}

// has says whether a version is kept.
func (vs *versions) has(key string) bool {
	vs.mu.Lock()
	defer vs.mu.Unlock()
	return vs.byKey[key] != nil
}

// count is the number of versions that are kept.
func (vs *versions) count() int {
	vs.mu.Lock()
	defer vs.mu.Unlock()
	return vs.recent.Len()
}
