package emit

// The functions by their Go names, for callers that know which one they want. An underscore keeps digits apart.

// Acos64 is acos in binary64.
func Acos64(x float64) float64 { return acos(Float64, x) }

// Acos32 is acos in binary32.
func Acos32(x float32) float32 { return acos(Float32, x) }

// Acosh64 is acosh in binary64.
func Acosh64(x float64) float64 { return acosh(Float64, x) }

// Acosh32 is acosh in binary32.
func Acosh32(x float32) float32 { return acosh(Float32, x) }

// Asin64 is asin in binary64.
func Asin64(x float64) float64 { return asin(Float64, x) }

// Asin32 is asin in binary32.
func Asin32(x float32) float32 { return asin(Float32, x) }

// Asinh64 is asinh in binary64.
func Asinh64(x float64) float64 { return asinh(Float64, x) }

// Asinh32 is asinh in binary32.
func Asinh32(x float32) float32 { return asinh(Float32, x) }

// Atan64 is atan in binary64.
func Atan64(x float64) float64 { return atan(Float64, x) }

// Atan32 is atan in binary32.
func Atan32(x float32) float32 { return atan(Float32, x) }

// Atanh64 is atanh in binary64.
func Atanh64(x float64) float64 { return atanh(Float64, x) }

// Atanh32 is atanh in binary32.
func Atanh32(x float32) float32 { return atanh(Float32, x) }

// Ceil64 is ceil in binary64.
func Ceil64(x float64) float64 { return ceil(Float64, x) }

// Ceil32 is ceil in binary32.
func Ceil32(x float32) float32 { return ceil(Float32, x) }

// Cos64 is cos in binary64.
func Cos64(x float64) float64 { return cos(Float64, x) }

// Cos32 is cos in binary32.
func Cos32(x float32) float32 { return cos(Float32, x) }

// Cosh64 is cosh in binary64.
func Cosh64(x float64) float64 { return cosh(Float64, x) }

// Cosh32 is cosh in binary32.
func Cosh32(x float32) float32 { return cosh(Float32, x) }

// Exp64 is exp in binary64.
func Exp64(x float64) float64 { return exp(Float64, x) }

// Exp32 is exp in binary32.
func Exp32(x float32) float32 { return exp(Float32, x) }

// Exp2_64 is exp2 in binary64.
func Exp2_64(x float64) float64 { return exp2(Float64, x) }

// Exp2_32 is exp2 in binary32.
func Exp2_32(x float32) float32 { return exp2(Float32, x) }

// Expm1_64 is expm1 in binary64.
func Expm1_64(x float64) float64 { return expm1(Float64, x) }

// Expm1_32 is expm1 in binary32.
func Expm1_32(x float32) float32 { return expm1(Float32, x) }

// Log64 is log in binary64.
func Log64(x float64) float64 { return log(Float64, x) }

// Log32 is log in binary32.
func Log32(x float32) float32 { return log(Float32, x) }

// Log10_64 is log10 in binary64.
func Log10_64(x float64) float64 { return log10(Float64, x) }

// Log10_32 is log10 in binary32.
func Log10_32(x float32) float32 { return log10(Float32, x) }

// Log1p64 is log1p in binary64.
func Log1p64(x float64) float64 { return log1p(Float64, x) }

// Log1p32 is log1p in binary32.
func Log1p32(x float32) float32 { return log1p(Float32, x) }

// Log2_64 is log2 in binary64.
func Log2_64(x float64) float64 { return log2(Float64, x) }

// Log2_32 is log2 in binary32.
func Log2_32(x float32) float32 { return log2(Float32, x) }

// Rint64 is rint in binary64.
func Rint64(x float64) float64 { return rint(Float64, x) }

// Rint32 is rint in binary32.
func Rint32(x float32) float32 { return rint(Float32, x) }

// Sign64 is sign in binary64.
func Sign64(x float64) float64 { return sign(Float64, x) }

// Sign32 is sign in binary32.
func Sign32(x float32) float32 { return sign(Float32, x) }

// Sin64 is sin in binary64.
func Sin64(x float64) float64 { return sin(Float64, x) }

// Sin32 is sin in binary32.
func Sin32(x float32) float32 { return sin(Float32, x) }

// Sinh64 is sinh in binary64.
func Sinh64(x float64) float64 { return sinh(Float64, x) }

// Sinh32 is sinh in binary32.
func Sinh32(x float32) float32 { return sinh(Float32, x) }

// Tan64 is tan in binary64.
func Tan64(x float64) float64 { return tan(Float64, x) }

// Tan32 is tan in binary32.
func Tan32(x float32) float32 { return tan(Float32, x) }

// Tanh64 is tanh in binary64.
func Tanh64(x float64) float64 { return tanh(Float64, x) }

// Tanh32 is tanh in binary32.
func Tanh32(x float32) float32 { return tanh(Float32, x) }

// Trunc64 is trunc in binary64.
func Trunc64(x float64) float64 { return trunc(Float64, x) }

// Trunc32 is trunc in binary32.
func Trunc32(x float32) float32 { return trunc(Float32, x) }

// Atan2_64 is the angle of the point (x, y) in binary64.
func Atan2_64(y, x float64) float64 { return atan2(Float64, y, x) }

// Atan2_32 is the angle of the point (x, y) in binary32.
func Atan2_32(y, x float32) float32 { return atan2(Float32, y, x) }

// Pow64 is x to the power y in binary64.
func Pow64(x, y float64) float64 { return pow(Float64, x, y) }

// Pow32 is x to the power y in binary32.
func Pow32(x, y float32) float32 { return pow(Float32, x, y) }
