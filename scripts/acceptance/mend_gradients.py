"""The requirements of "Mend" on gradients."""

from acceptance.report import cases, tests

GRADIENTS = {
    "reads of matrices in loops, calls, recursions, at second order": "grad_matrix_reads grad_parts_handed_on grad_array_loop_reads grad_array_reads_through_call",
}
LANGUAGE = {
    "indices of several axes: NumPy's errors and order of axes": "errors_index_first_axis index_of_parts",
}


def section(report):
    cases(report, "grad", GRADIENTS)
    cases(report, "lang", LANGUAGE)
    tests(report, {"k reads of n numbers cost O(k + n)": "TestReadsCost"})
