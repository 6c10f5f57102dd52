//go:build !linux && !darwin

package rt

// No code runs here.
const mapMemory, adviseHuge, adviseDrop = 0, 0, 0
