// Written by testdata/coef.py. Do not edit.

package emit

// Polynomials: coefficients from the constant term up, for f64 and for f32.

// expPoly approximates (exp r - 1 - r - r²/2)/r³ for |r| <= log(2)/2.
var expPoly = constant{
	{
		0x1.5555555555556p-3,
		0x1.5555555555555p-5,
		0x1.11111111109b3p-7,
		0x1.6c16c16c167e1p-10,
		0x1.a01a01a7c41d5p-13,
		0x1.a01a01a47b054p-16,
		0x1.71de0dae63bb3p-19,
		0x1.27e4e1f48534fp-22,
		0x1.af38a9b0ec855p-26,
		0x1.1f66df7fca49fp-29,
	},
	{
		0x1.5555560000000p-3,
		0x1.55551a0000000p-5,
		0x1.1110f60000000p-7,
		0x1.6d110a0000000p-10,
		0x1.a0f86c0000000p-13,
	},
}

// logPoly approximates (2 atanh(s)/s - 2)/z in z = s², s = f/(2+f), 1+f in [√½, √2].
var logPoly = constant{
	{
		0x1.5555555555555p-1,
		0x1.9999999999a38p-2,
		0x1.2492492476cccp-2,
		0x1.c71c720159177p-3,
		0x1.745cf9048dd95p-3,
		0x1.3b1c355a8f7a2p-3,
		0x1.0fbe95d716020p-3,
		0x1.0c039c49989c6p-3,
	},
	{
		0x1.5555560000000p-1,
		0x1.9999ec0000000p-2,
		0x1.245c440000000p-2,
		0x1.ddced80000000p-3,
	},
}

// logTail approximates (2 atanh(s)/s - 2 - 2z/3)/z² in z = s²: what log to twice the precision leaves to one number.
var logTail = constant{
	{
		0x1.999999999999ap-2,
		0x1.2492492492521p-2,
		0x1.c71c71c6eaa8dp-3,
		0x1.745d177a8f200p-3,
		0x1.3b1395d4f9e5fp-3,
		0x1.1118c74823a2ep-3,
		0x1.df7ce9a6bcccbp-4,
		0x1.e02d197c00c78p-4,
	},
	{
		0x1.99999a0000000p-2,
		0x1.24928e0000000p-2,
		0x1.c6c0ec0000000p-3,
		0x1.8795be0000000p-3,
	},
}

// sinPoly approximates (sin(r)/r - 1)/z in z = r², |r| <= π/4.
var sinPoly = constant{
	{
		-0x1.5555555555555p-3,
		0x1.1111111111110p-7,
		-0x1.a01a01a019938p-13,
		0x1.71de3a546095bp-19,
		-0x1.ae645412c560cp-26,
		0x1.61217f0b800d5p-33,
		-0x1.ab17d404de5b3p-41,
	},
	{
		-0x1.5555560000000p-3,
		0x1.11110e0000000p-7,
		-0x1.a013a80000000p-13,
		0x1.6dbe080000000p-19,
	},
}

// cosPoly approximates (cos r - 1 + z/2)/z² in z = r², |r| <= π/4.
var cosPoly = constant{
	{
		0x1.5555555555555p-5,
		-0x1.6c16c16c16967p-10,
		0x1.a01a019f4eb01p-16,
		-0x1.27e4fa17da09ep-22,
		0x1.1eeb68e93b64cp-29,
		-0x1.907da367a37cbp-37,
	},
	{
		0x1.5555540000000p-5,
		-0x1.6c12d20000000p-10,
		0x1.9bd89c0000000p-16,
	},
}

// atanPoly approximates (atan(r)/r - 1)/z in z = r², |r| <= tan(π/8).
var atanPoly = constant{
	{
		-0x1.5555555555555p-2,
		0x1.9999999999953p-3,
		-0x1.249249248d7eep-3,
		0x1.c71c71c304b68p-4,
		-0x1.745d165df3f95p-4,
		0x1.3b1392d9e785cp-4,
		-0x1.110e880a7a521p-4,
		0x1.e19a13b9fc6dfp-5,
		-0x1.ac7a938b69c93p-5,
		0x1.74ddd408bb4c1p-5,
		-0x1.1b33b923aa954p-5,
		0x1.0ad36a455cafbp-6,
	},
	{
		-0x1.5555560000000p-2,
		0x1.99997c0000000p-3,
		-0x1.248a180000000p-3,
		0x1.c57bae0000000p-4,
		-0x1.6144480000000p-4,
		0x1.9d8b240000000p-5,
	},
}

// asinPoly approximates (asin(r)/r - 1)/z in z = r², |r| <= 1/2.
var asinPoly = constant{
	{
		0x1.5555555555555p-3,
		0x1.3333333333388p-4,
		0x1.6db6db6dac1e0p-5,
		0x1.f1c71c7a52ba3p-6,
		0x1.6e8ba123e494cp-6,
		0x1.1c4efce23019fp-6,
		0x1.c990ad3d8fdcap-7,
		0x1.7b027ee1dd585p-7,
		0x1.3b49de7121487p-7,
		0x1.31622469ce5adp-7,
		0x1.8f193743418ffp-9,
		0x1.406192d124629p-6,
		-0x1.3b416bb7d9257p-6,
		0x1.e529c6fce9bb4p-6,
	},
	{
		0x1.5555540000000p-3,
		0x1.3334300000000p-4,
		0x1.6d5bba0000000p-5,
		0x1.fd8da20000000p-6,
		0x1.18f91e0000000p-6,
		0x1.13fed40000000p-5,
	},
}

// Constants as sums. A head has so few bits that its product with the integers it meets is exact.

// ln2 is log 2, its head exact times 12-bit (f32: 9-bit) integers.
var ln2 = constant{
	{0x1.62e42fefa3000p-1, 0x1.3de6af278ece6p-42, 0x1.f97b57a079a19p-103},
	{0x1.62e4000000000p-1, 0x1.7f7d1c0000000p-20, 0x1.ef357a0000000p-45},
}

// log2e is 1/log 2.
var log2e = constant{
	{0x1.71547652b82fep+0, 0x1.777d0ffda0d24p-56},
	{0x1.7154760000000p+0, 0x1.4ae0c00000000p-26},
}

// log10e is 1/log 10.
var log10e = constant{
	{0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57},
	{0x1.bcb7b00000000p-2, 0x1.526e500000000p-26},
}

// log10of2 is log 2/log 10, as ln2.
var log10of2 = constant{
	{0x1.34413509f7000p-2, 0x1.3fde623e2566bp-43, 0x1.6f922f04d5a62p-102},
	{0x1.3440000000000p-2, 0x1.3509f60000000p-18, 0x1.9fef320000000p-42},
}

// halfPi is π/2.
var halfPi = constant{
	{0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54},
	{0x1.921fb40000000p+0, 0x1.4442d20000000p-24},
}

// twoThirds is 2/3.
var twoThirds = constant{
	{0x1.5555555555555p-1, 0x1.5555555555555p-55},
	{0x1.5555540000000p-1, 0x1.5555560000000p-25},
}

// pio2 is π/2 for Cody and Waite: heads exact times 20-bit (f32: 9-bit) integers.
var pio2 = constant{
	{0x1.921fb54400000p+0, 0x1.0b4611a600000p-34, 0x1.3198a2e000000p-69, 0x1.b839a252049c1p-104},
	{0x1.921c000000000p+0, 0x1.daa0000000000p-15, 0x1.10b4000000000p-30, 0x1.84698a0000000p-48},
}

// twoOverPi64 holds 2/π·2^-81 in limbs of 27 bits, the highest first; twoOverPi32 2/π·2^-36 in limbs of 12.

var twoOverPi64 = &Table{Name: "twoOverPi64", Data: []int64{
	0x0, 0x0, 0x0, 0x517cc1b, 0x3939105, 0x253f84e, 0x57d1f53, 0x26ee06d, 0x58a5664, 0x7887208, 0x1fe5163,
	0x55ef5de, 0x1586dc9, 0xdc7484, 0x4dd2e00, 0x3249775, 0x274648, 0x39fc3bd, 0x31cb129, 0x539f744, 0x8d7d4b,
	0x5768909, 0x699c702, 0x35a2fbf, 0x104e647, 0x2c7306a, 0x339f49c, 0x422fc5d, 0x77e4a0e, 0x63ff12f, 0x7fde059,
	0x407f797, 0x4462d68, 0x14da3ed, 0x5367ecf, 0x13e584d, 0x5d3d18f, 0x6cd3cbf, 0x6a2d752, 0x3dd63f5, 0x797c5ec,
	0x7a0e73e, 0x78a5292, 0x7535fda, 0x7ec47e3, 0x2ba10ac, 0x33046f, 0x63db5d5, 0x7c33ef0, 0x4135e86, 0x61da9e3,
	0x48b0af7,
}}

var twoOverPi32 = &Table{Name: "twoOverPi32", Data: []int64{
	0x0, 0x0, 0x0, 0xa2f, 0x983, 0x6e4, 0xe44, 0x152, 0x9fc, 0x275, 0x7d1, 0xf53, 0x4dd, 0xc0d, 0xb62, 0x959,
	0x93c, 0x439, 0x41, 0xfe5, 0x163, 0xabd, 0xebb, 0xc56, 0x1b7, 0x246,
}}
