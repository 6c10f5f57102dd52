"""The requirements of "Mend" on gradients."""

import os
import subprocess
import tempfile
import time

from acceptance.report import MYIA, ROOT, cases, tests

GRADIENTS = {
    "a zero cotangent annihilates: where, guards, norms, loops": "grad_zero_where grad_zero_guard grad_zero_norm grad_zero_loop",
    "the logarithm of a sum of exponentials of nothing but -inf": "grad_zero_logsumexp",
    "the third order of np.prod, zeros included": "grad_prod_orders grad_array_prod_zero",
    "an empty list anywhere in a differentiated argument": "grad_empty_list grad_empty_sum",
    "None leaves have gradient NoTangent": "grad_none_leaves grad_none_test grad_list_of_optional grad_tuple_with_ints",
    'argnums=, has_aux=, "*" and positions with *args': "grad_argnums grad_args_star grad_wrt_star",
    "partial applications with keywords, methods, callable objects": "grad_partial grad_numpy_partial",
    "stop_gradient of structures": "grad_stop_gradient_structures grad_stop_gradient_closure",
    "a function that may return None": "grad_none_result",
    "a gradient's tree is read as the argument's": "grad_tree_fields grad_tree_field_missing grad_fields_narrowed",
    "grad applied as often as a loop's int says": "grad_order_in_loop grad_order_by_recursion",
    "dout= of trees, unions and None": "grad_dout_trees grad_dout_misfit grad_dout_misfit_tree",
    "reads of matrices in loops, calls, recursions, at second order": "grad_matrix_reads grad_parts_handed_on grad_gather_of_rows grad_array_loop_reads grad_array_reads_through_call",
}
LANGUAGE = {
    "indices of several axes: NumPy's errors and order of axes": "errors_index_first_axis index_of_parts",
}

DEEP = """from myia import value_and_grad


def f(x, n):
    return x if n == 0 else 0.999999 * f(x, n - 1)


print(value_and_grad(f)(1.0, 1000000))
"""


def deep(report):
    """Value and gradient of a recursion 10^6 deep: the VM's memory beside that of machine code."""
    seconds, peak, printed = {}, {}, {}
    with tempfile.NamedTemporaryFile("w", suffix=".py") as file:
        file.write(DEEP)
        file.flush()
        for backend in ("native", "vm"):
            began = time.time()
            child = subprocess.Popen([ROOT / MYIA, "run", "--backend", backend, file.name], stdout=subprocess.PIPE)
            printed[backend] = child.stdout.read()
            peak[backend] = os.wait4(child.pid, 0)[2].ru_maxrss / 1e3
            seconds[backend] = time.time() - began
    ok = printed["vm"] == printed["native"] != b"" and peak["vm"] <= 2 * peak["native"]
    told = ", ".join(f"{b} {seconds[b]:.2f} s and {peak[b]:.0f} MB" for b in seconds)
    report.line("the VM differentiates a recursion 10^6 deep", ok, f"{told} (limit: 2x the memory)")


def section(report):
    deep(report)
    cases(report, "grad", GRADIENTS)
    cases(report, "lang", LANGUAGE)
    tests(
        report,
        {
            "every derivative rule annihilates, in both modes and at second order": "TestZeroAnnihilates TestExempt",
            "no rewrite makes the product of derivatives plain; machine code gives the VM's bits": "TestSoundCatches TestScale",
        },
    )
    tests(report, {"k reads of n numbers cost O(k + n)": "TestReadsCost", "a deep recursion in 128 bytes a call": "TestDeepDerivative TestRegisters"})
