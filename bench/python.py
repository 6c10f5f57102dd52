"""Runs main of a program of a bench in CPython and prints its result, and the processor time on standard error."""

import importlib.util
import sys
import time

spec = importlib.util.spec_from_file_location("program", sys.argv[1])
program = importlib.util.module_from_spec(spec)
spec.loader.exec_module(program)
args = [float(a) if "." in a else int(a) for a in sys.argv[2:]]
began = time.process_time()
result = program.main(*args)
print(f"seconds {time.process_time() - began:.6f}", file=sys.stderr)
print(result)
