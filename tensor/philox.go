package tensor

import "math/bits"

// Philox is Philox4x32-10 (Salmon, Moraes, Dror, Shaw: Parallel random
// numbers: as easy as 1, 2, 3. SC 2011): four 32-bit words for a 64-bit key and
// a 64-bit counter.
func Philox(seed, counter uint64) [4]uint32 {
	const m0, m1 = 0xD2511F53, 0xCD9E8D57
	const w0, w1 = 0x9E3779B9, 0xBB67AE85
	c := [4]uint32{uint32(counter), uint32(counter >> 32), 0, 0}
	k0, k1 := uint32(seed), uint32(seed>>32)
	for range 10 {
		h0, l0 := bits.Mul32(m0, c[0])
		h1, l1 := bits.Mul32(m1, c[2])
		c = [4]uint32{h1 ^ c[1] ^ k0, l1, h0 ^ c[3] ^ k1, l0}
		k0 += w0
		k1 += w1
	}
	return c
}

// Uniform is number i of a stream: a multiple of 2^-53 in [0, 1).
func Uniform(seed, counter uint64) float64 {
	w := Philox(seed, counter)
	return float64((uint64(w[0])<<32|uint64(w[1]))>>11) / (1 << 53)
}

// Uniforms are the two numbers that one counter gives: u in (0, 1], v in
// [0, 1), for Box and Muller.
func Uniforms(seed, counter uint64) (u, v float64) {
	w := Philox(seed, counter)
	u = (float64((uint64(w[0])<<32|uint64(w[1]))>>11) + 1) / (1 << 53)
	v = float64((uint64(w[2])<<32|uint64(w[3]))>>11) / (1 << 53)
	return u, v
}
