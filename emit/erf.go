package emit

// The coefficients of erf and erfc are those of FreeBSD's s_erf.c (Sun Microsystems, 1993), for both precisions.
func both(c ...float64) constant { return constant{c, c} }

var (
	erfNearP = both(1.28379167095512558561e-01, -3.25042107247001499370e-01, -2.84817495755985104766e-02, -5.77027029648944159157e-03, -2.37630166566501626084e-05)
	erfNearQ = both(1, 3.97917223959155352819e-01, 6.50222499887672944485e-02, 5.08130628187576562776e-03, 1.32494738004321644526e-04, -3.96022827877536812320e-06)
	erfOneP  = both(-2.36211856075265944077e-03, 4.14856118683748331666e-01, -3.72207876035701323847e-01, 3.18346619901161753674e-01,
		-1.10894694282396677476e-01, 3.54783043256182359371e-02, -2.16637559486879084300e-03)
	erfOneQ = both(1, 1.06420880400844228286e-01, 5.40397917702171048937e-01, 7.18286544141962662868e-02, 1.26171219808761642112e-01,
		1.36370839120290507362e-02, 1.19844998467991074170e-02)
	erfcMidR = both(-9.86494403484714822705e-03, -6.93858572707181764372e-01, -1.05586262253232909814e+01, -6.23753324503260060396e+01,
		-1.62396669462573470355e+02, -1.84605092906711035994e+02, -8.12874355063065934246e+01, -9.81432934416914548592e+00)
	erfcMidS = both(1, 1.96512716674392571292e+01, 1.37657754143519042600e+02, 4.34565877475229228821e+02, 6.45387271733267880336e+02,
		4.29008140027567833386e+02, 1.08635005541779435134e+02, 6.57024977031928170135e+00, -6.04244152148580987438e-02)
	erfcFarR = both(-9.86494292470009928597e-03, -7.99283237680523006574e-01, -1.77579549177547519889e+01, -1.60636384855821916062e+02,
		-6.37566443368389627722e+02, -1.02509513161107724954e+03, -4.83519191608651397019e+02)
	erfcFarS = both(1, 3.03380607434824582924e+01, 3.25792512996573918826e+02, 1.53672958608443695994e+03, 3.19985821950859553908e+03,
		2.55305040643316442583e+03, 4.74528541206955367215e+02, -2.24409524465858183362e+01)
)

// erfOne is erf(1) in 24 bits, about which erfOneP/erfOneQ tells the rest.
const erfOne = 8.45062911510467529297e-01

func ratio[F, I, B any](a Algebra[F, I, B], p, q constant, x F) F {
	return a.Div(horner(a, p, x), horner(a, q, x))
}

// erfTail is erfc(x) for x in [1.25, 28]: exp(-x²)·exp(R/S)/x, where x² is taken apart so that exp(-z²), of z which is x
// with half its bits, is exact in its argument.
func erfTail[F, I, B any](a Algebra[F, I, B], x F) F {
	s := a.Div(a.Const(1), a.Mul(x, x))
	near := a.Lt(x, a.Const(1/0.35))
	q := a.Select(near, ratio(a, erfcMidR, erfcMidS, s), ratio(a, erfcFarR, erfcFarS, s))
	low := [...]int64{1 << 32, 1 << 13}[a.Prec()]
	z := a.FromBits(a.AndI(a.Bits(x), a.Int(-low)))
	head := a.Sub(a.Neg(a.Mul(z, z)), a.Const(0.5625))
	rest := a.Add(a.Mul(a.Sub(z, x), a.Add(z, x)), q)
	sum := twoSum(a, head, rest)
	return a.Div(expDouble(a, sum, 0), x)
}

// erf is x + x·P/Q near 0, erf(1) + P/Q near 1, 1 - erfc(x) beyond.
func erf[F, I, B any](a Algebra[F, I, B], x F) F {
	ax := a.Abs(x)
	z := clamp(a, ax, 0, 0.84375)
	z = a.Mul(z, z)
	near := a.Add(x, a.Mul(x, ratio(a, erfNearP, erfNearQ, z)))
	s := a.Sub(clamp(a, ax, 0.84375, 1.25), a.Const(1))
	one := a.Add(a.Const(erfOne), ratio(a, erfOneP, erfOneQ, s))
	far := a.Sub(a.Const(1), erfTail(a, clamp(a, ax, 1.25, 6)))
	y := flip(a, a.Select(a.Lt(ax, a.Const(1.25)), one, far), signOf(a, x))
	y = a.Select(a.Lt(ax, a.Const(0.84375)), near, y)
	y = a.Select(a.Lt(ax, pick(a, 0x1p-500, 0x1p-60)), erfTiny(a, x), y)
	return a.Select(isNaN(a, x), x, y)
}

// erfTiny is 2x/√π for small x, scaled so that the product does not lose bits.
func erfTiny[F, I, B any](a Algebra[F, I, B], x F) F {
	y := a.Mul(x, pick(a, 0x1p500, 0x1p60))
	y = a.Add(y, a.Mul(y, a.Const(1.28379167095512586316e-01)))
	return a.Mul(y, pick(a, 0x1p-500, 0x1p-60))
}

// erfc is 1 - erf(x) near 0, to more than the precision, since that cancels, and 2 - erfc(-x) for x < 0.
func erfc[F, I, B any](a Algebra[F, I, B], x F) F {
	ax, one := a.Abs(x), a.Const(1)
	below := negative(a, x)
	t := clamp(a, x, -0.84375, 0.84375)
	e := fastTwoSum(a, t, a.Mul(t, ratio(a, erfNearP, erfNearQ, a.Mul(t, t))))
	d := fastTwoSum(a, one, a.Neg(e.hi))
	near := a.Add(d.hi, a.Sub(d.lo, e.lo))

	p := ratio(a, erfOneP, erfOneQ, a.Sub(clamp(a, ax, 0.84375, 1.25), one))
	middle := a.Select(below, a.Add(one, a.Add(a.Const(erfOne), p)), a.Sub(a.Const(1-erfOne), p))
	tail := erfTail(a, clamp(a, ax, 1.25, 28))
	far := a.Select(below, a.Sub(a.Const(2), tail), tail)
	y := a.Select(a.Lt(ax, a.Const(1.25)), middle, far)
	y = a.Select(a.Lt(ax, a.Const(0.84375)), near, y)
	return a.Select(isNaN(a, x), x, y)
}
