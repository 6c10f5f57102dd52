//go:build !unix

package cli

// processorTime is not measured here.
func processorTime() float64 { return 0 }
