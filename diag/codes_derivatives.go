package diag

// Derivatives.
const (
	UnknownWrt        Code = "E0601"
	GradTarget        Code = "E0602"
	NoSuchArgument    Code = "E0603"
	NoFloat           Code = "E0604"
	EndlessDerivative Code = "E0605"
	BadCotangent      Code = "E0606"
	GradResult        Code = "E0607"
)

// withGrad is an example that differentiates.
func withGrad(text string) string { return "import numpy as np\nfrom myia import grad\n\n" + text }

var derivativeEntries = []Entry{
	{UnknownWrt, "what to differentiate with respect to is not known",
		"The positions and names after the function in grad(f, ...) are known when the program is compiled: constants, or passed down from constants.",
		withGrad("n = int(np.argmax(np.random.uniform(size=2)))\nprint(grad(lambda x, y: x * y, n)(2.0, 3.0))\n"),
		withGrad("print(grad(lambda x, y: x * y, 1)(2.0, 3.0))\n")},
	{GradTarget, "grad of something that is not a function",
		"grad(f) takes a function, a method or a callable object, and gives the function of its gradient, which is then called: grad(f)(x).",
		withGrad("def f(x):\n    return x * x\n\nprint(grad(f(3.0)))\n"),
		withGrad("def f(x):\n    return x * x\n\nprint(grad(f)(3.0))\n")},
	{NoSuchArgument, "grad with respect to an argument that the function does not have",
		"After the function, grad takes positions from 0 and names of parameters; without them it is the first argument, with \"*\" all of them. argnums= takes positions only, one or a tuple of them. A negative position counts from the last positional argument of the call.",
		withGrad("print(grad(lambda x: x * x, \"y\")(3.0))\n"),
		withGrad("print(grad(lambda x: x * x, \"x\")(3.0))\n")},
	{NoFloat, "grad with respect to a value that holds no float",
		"Only floats vary continuously. An int, a string or None has no gradient: write 3.0 where 3 was meant as a real number, or name the argument with respect to which to differentiate.",
		withGrad("print(grad(lambda x: x * x)(3))\n"),
		withGrad("print(grad(lambda x: x * x)(3.0))\n")},
	{EndlessDerivative, "a derivative that needs itself",
		"A function that calls its own derivative would be differentiated once more for each call, without end. An int may say how often, if it is known when the program is compiled: a constant, or counted in a loop of constant length.",
		withGrad("def f(x):\n    return x * x if x > 1.0 else grad(f)(x)\n\nprint(f(3.0))\n"),
		withGrad("def f(x, n):\n    return x * x if n == 0 else grad(f)(x, n - 1)\n\nprint(f(3.0, 1))\n")},
	{BadCotangent, "dout= does not fit the result",
		"dout is the weight of each part of the result, and is made like the result: a tuple for a tuple, an array of the same shape for an array.",
		withGrad("print(grad(lambda x: x * x)(np.ones(3), dout=\"a\"))\n"),
		withGrad("print(grad(lambda x: x * x)(np.ones(3), dout=np.ones(3)))\n")},
	{GradResult, "grad of a function that does not return one real number",
		"A gradient is that of a single float. Sum an array up, choose one of several results, or say with dout= how much each part of the result counts. With has_aux=True the function returns a pair of a float and something else.",
		withGrad("print(grad(lambda x: x * 2)(np.ones(3)))\n"),
		withGrad("print(grad(lambda x: np.sum(x * 2))(np.ones(3)))\n")},
}
