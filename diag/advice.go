package diag

import "errors"

// Advised is an error that knows what to do about it.
type Advised struct {
	Err  error
	Help string // of the diagnostic that is made of it
}

// Error is the text of the error.
func (e Advised) Error() string { return e.Err.Error() }

// Unwrap gives the error.
func (e Advised) Unwrap() error { return e.Err }

// Advice is the help of an error, or "".
func Advice(err error) string {
	var a Advised
	errors.As(err, &a)
	return a.Help
}
