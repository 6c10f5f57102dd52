package ir

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
)

// opName is a verb, or a family, a dot and a verb; a verb of a family may be several words with _ between them.
var opName = regexp.MustCompile(`^[a-z]+(\.[a-z]+(_[a-z]+)*)?$`)

// CheckName says what is wrong with the name of an operation. It is a verb, such as "reshape", or a family and a verb,
// such as "str.is_number", and its Go type is called by the same letters, with capitals instead of dots and underscores,
// so that whoever reads IR text finds the declaration.
func CheckName(op Op) error {
	if !opName.MatchString(op.OpName()) {
		return fmt.Errorf("%q is neither a verb nor a family, a dot and a verb", op.OpName())
	}
	if t := reflect.TypeOf(op).Name(); !Spells(t, op.OpName()) {
		return fmt.Errorf("%q is declared by the Go type %s", op.OpName(), t)
	}
	return nil
}

// Spells reports whether a Go identifier is the CamelCase of an operation's name.
func Spells(ident, name string) bool {
	return strings.EqualFold(ident, strings.NewReplacer(".", "", "_", "").Replace(name))
}
