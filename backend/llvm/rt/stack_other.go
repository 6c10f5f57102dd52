//go:build !linux && !darwin

package rt

import "errors"

func reserveStack() ([]byte, error) { return nil, errors.New("no private stacks on this platform") }
func releaseStack([]byte)           {}
func shrinkStack([]byte)            {}
