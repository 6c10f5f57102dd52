package diag

import "github.com/myia-lang/myia/dtype"

// The command line and the files it names.
const (
	BadHeader      Code = "E0701"
	UnreadableFile Code = "E0702"
	BadArgument    Code = "E0703"
	BadData        Code = "E0704"
	BadOption      Code = "E0705"
	NoBackend      Code = "E0706"
	BadTypeText    Code = "E0707"
	BadIR          Code = "E0708"
	BadOutput      Code = "E0709"

	StageNotThere Code = "L0701"
)

// cliEntries describes them. Their examples are command lines: what is wrong is
// not in a program.
var cliEntries = []Entry{
	{BadHeader, "a data file that cannot be looked at",
		"The shape of a file that np.load or np.loadtxt reads is part of the types of the program, so its header is read when the program is compiled. The file is missing, or is not what its name says.",
		"import numpy as np\nx = np.load(\"no_such_file.npy\")\n",
		"import numpy as np\nx = np.zeros(3)\n"},
	{UnreadableFile, "a file that cannot be read",
		"The file is missing, may not be read, is a directory, or is not a text. Paths are relative to the folder that the command is run in.",
		"myia run no_such_file.py\n",
		"myia run examples/newton.py\n"},
	{BadArgument, "an argument that is not a value",
		"An argument of the command line is a Python literal such as 3, -0.5, \"a\" (with its quotes), [1, 2], (1, [2.0]), {'w': 1.0}; or @file.npy, @file.npz:key, or rand:f32[128,784]. A string without quotes is not a literal: quote it for Python and for the shell.",
		"myia run examples/newton.py:newton_sqrt hello\n",
		"myia run examples/newton.py:newton_sqrt 2.0\n"},
	{BadData, "a data file that is malformed",
		"The file is not what its name says: .npy and .npz hold arrays of " + dtype.Names(dtype.Type.NumPy, "or") + " in NumPy's format, but for bfloat16, which NumPy writes as raw bytes; a text holds numbers in rows of equal length.",
		"myia run model.py:predict @README.md.npy\n",
		"myia run model.py:predict @data.npy\n"},
	{BadOption, "an option that does not fit",
		"The option has no such value, or does not go together with the others. The help of the command lists what there is.",
		"myia run --backend gpu examples/newton.py\n",
		"myia run --backend vm examples/newton.py\n"},
	{NoBackend, "the native backend is not available",
		"Machine code is made by libLLVM, version 15 or newer, which was not found or cannot be used. Install it (on Debian: apt install libllvm19), name it with --llvm PATH, or run on the VM with --backend vm. myia doctor says what was found.",
		"myia run --backend native --llvm none examples/newton.py\n",
		"myia run --backend vm examples/newton.py\n"},
	{BadTypeText, "a type that cannot be read",
		"Types are written int, float, bool, str, None, f32[n,784], tuple[int, float] and list[f64[3]], separated by commas.",
		"myia check --types \"flaot\" examples/newton.py:newton_sqrt\n",
		"myia check --types \"float\" examples/newton.py:newton_sqrt\n"},
	{BadIR, "IR text that is malformed",
		"The file is not IR as myia ir --stage core and --stage opt print it, or it breaks a rule of the IR: a value is used where it is not defined, operands do not fit an operation, a result has another type than the operation gives, or a called function is missing.",
		"myia opt README.md --pass dce\n",
		"myia opt module.ir --pass dce\n"},
	{BadOutput, "the output cannot be written",
		"Standard output is a file or a device that takes no more, for example because the disk is full. What was printed is not complete. A pipe whose reader has gone is no error.",
		"myia run examples/newton.py > /dev/full\n",
		"myia run examples/newton.py > output.txt\n"},
	{StageNotThere, "a stage that cannot run the program",
		"The VM runs IR of the stages surface, typed, core and opt. Derivatives are taken on the way from core to opt, so the stages before opt run programs that take none. The stages kernels and llvm are text, for reading.",
		"myia run --stage typed examples/newton.py\n",
		"myia run --stage opt examples/newton.py\n"},
}
