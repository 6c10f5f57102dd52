"""The requirements of "Mend" on what programs mean."""

from acceptance.report import cases, tests


def section(report):
    cases(
        report,
        "lang",
        {
            "run does what python does; main() runs where it is called": "main_is_not_called modules_main_function",
            "identity before equality in containers": "identity_in_containers",
            "bools among ints in max, min and joins; signed nans and large ints in texts": "max_bool_int number_texts int_text_large",
            "# in format specifications; Ellipsis": "format_alternate ellipsis_value",
            "zip takes from the first iterator before it looks at the second; strict": "zip_takes_in_order zip_strict_shorter "
            "zip_strict_longer",
            "methods read module-level names however they are bound": "method_reads_globals method_reads_unset",
            "loops over lists of lists of unlike length are loops over lists": "lists_of_unlike_length",
            "sum of arrays, zip(*pairs), None before the first value, ranges as values": "sum_of_arrays zip_star_pairs "
            "none_before_first range_values",
            "lists of run-time length are spread into the arguments of functions and of print": "star_of_run_time_length "
            "star_lacks_arguments",
        },
    )
    cases(report, "grad", {"gradients through methods that read module-level names": "grad_method_reads_globals"})
    tests(
        report,
        {
            "errors have NumPy's class and words, or stand in a list with the reason": "TestConformance TestConformanceCalls",
            "a note names main() where nothing calls it; ARGs without FUNC are sys.argv": "TestScripts",
            "what NumPy has elsewhere is refused by position": "TestDiagnostics",
        },
    )
