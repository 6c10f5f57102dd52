#!/usr/bin/env python3
"""NumPy as the oracle of which arrays share memory.

    scripts/sharing.py --check     runs every program and compares with what is stored
    scripts/sharing.py --update    rewrites testdata/conformance/sharing.json

Each expression makes an array y of an array x. Three programs tell what y shares: one changes y and reads x, one changes x
and reads y, one changes y with one axis, which is a view if y lies in rows, and reads y. compiler/sharing_test.go runs the
same programs. OTHERS are the names that make no array of an array.
"""

import argparse
import json
import sys
import warnings
from pathlib import Path

import numpy as np

warnings.simplefilter("ignore")
FILE = Path(__file__).resolve().parent.parent / "testdata" / "conformance" / "sharing.json"

BASES = {
    "rows": "np.arange(12.0).reshape((3, 4))",
    "columns": "np.arange(12.0).reshape((4, 3)).T",
    "vector": "np.arange(4.0)",
    "copied columns": "np.array(np.arange(12.0).reshape((4, 3)).T)",
    "cut": "np.arange(20.0).reshape((4, 5))[:3, :4]",
    "steps": "np.arange(8.0)[::2]",
    "box": "np.arange(12.0).reshape((2, 2, 3))",
    "one row": "np.arange(4.0).reshape((1, 4))",
    "ints": "np.arange(12).reshape((3, 4))",
}
FEW = ["rows", "columns"]

BASIC = ["0", "1:", ":2", "::-1", "::2", ":", "...", "None", "0, 1:", ":, 1", ":, 1:", "..., 1", "1, ...", "None, 0", "0:1, 1:3", "1:, None",
         "..., ::-1", "0, None, 1:", "..., 0"]
VIEWS = [f"x[{i}]" for i in BASIC] + """
x | x.T | x.T.T | x.transpose() | np.transpose(x) | np.transpose(x, (1, 0)) | np.transpose(x, (2, 0, 1)) | np.swapaxes(x, 0, 1) | np.swapaxes(x, 0, -1)
x.reshape(-1) | x.reshape((-1, 1)) | x.reshape((4, 3)) | x.reshape((3, 4)) | np.reshape(x, (2, -1)) | np.reshape(x, -1) | x.ravel() | np.ravel(x)
x.flatten() | x.copy() | x.astype(float) | np.array(x) | np.asarray(x) | np.asarray(x, np.float64) | x.squeeze() | np.squeeze(x) | np.squeeze(x, 0)
np.expand_dims(x, 0) | np.expand_dims(x, -1) | x.reshape(-1)[1:] | x.ravel()[1:] | x[0].reshape(-1) | x[1:].reshape(-1) | x[:, 1:].reshape(-1) | x.T.reshape(-1) | x.T.ravel()
np.array(x.T) | x.T.copy() | x.astype(float).T | (x + 1).T | x if np.sum(x) > 0 else x
np.atleast_1d(x) | np.atleast_2d(x) | np.atleast_2d(x[0]) | np.atleast_3d(x) | np.atleast_3d(x[0]) | np.moveaxis(x, 0, -1) | np.rollaxis(x, 1) | np.matrix_transpose(x) | np.permute_dims(x, (1, 0))
np.flip(x) | np.flip(x, 0) | np.flip(x, 1) | np.fliplr(x) | np.flipud(x) | np.rot90(x) | np.rot90(x, 2) | np.rot90(x, 4) | np.diagonal(x) | np.diag(x) | np.diag(x[0]) | x.diagonal()
np.split(x, 1)[0] | np.split(x, [1])[1] | np.array_split(x, 2)[0] | np.hsplit(x, 2)[1] | np.vsplit(x, [1])[0] | np.dsplit(x, [1])[0] | np.unstack(x)[0] | np.broadcast_arrays(x, 1.0)[0] | np.einsum("ij->ij", x) | np.einsum("ij->ji", x)
np.einsum("ii->i", x[:3, :3]) | np.meshgrid(x[0], x[1], copy=False)[0] | np.nan_to_num(x) | np.concat([x]) | np.copy(x) | np.trim_zeros(x.reshape(-1)) | np.pad(x, 0) | np.resize(x, x.shape) | np.roll(x, 0) | np.repeat(x, 1) | np.tile(x, 1)
np.real(x) | np.real_if_close(x) | np.asanyarray(x) | np.asarray_chkfinite(x) | np.block(x) | np.block([x]) | np.hstack([x]) | np.dstack([x]) | np.column_stack([x]) | np.append(x, x) | np.delete(x, 0) | np.insert(x, 0, 1.0)
""".replace("\n", " | ").strip(" |").split(" | ")

COPIES = """
x[[0, 1]] | x[:, [0, 1]] | x[0, [0, 1]] | x[[1, 0], [0, 1]] | x[[0]] | x[x > 3] | x[[1, 0]].T | x[[0, 1]][0] | np.broadcast_to(x, x.shape)
x + 0 | x * 1 | 0 + x | -x | +x | x ** 1 | x / 1 | x // 1 | x - x | x % 5 | x < 3 | ~(x > 3) | x @ x.T | (x > 1) & (x > 3) | x + x.T[0, 0]
x.astype(np.float64) | x.astype(np.float32) | x.astype(bool) | np.array(x, np.float64) | np.asarray(x, np.float32) | np.array([x, x]) | np.array(x[0]) | np.asarray([x, x])
np.where(x > 1, x, 0) | np.where(x > 1, x, x) | np.clip(x, 0, 100) | x.clip(0, 100) | np.concatenate([x]) | np.concatenate([x, x]) | np.concatenate([x, x], -1)
np.stack([x]) | np.stack([x, x], 1) | np.stack([x, x], -1) | np.vstack([x, x]) | np.take(x, np.array([0, 1]), 0) | np.take(x, np.array([0, 1]), -1) | np.outer(x, x)
np.dot(x, x.T) | x.dot(x.T) | np.matmul(x, x.T) | np.full_like(x, 1) | np.zeros_like(x) | np.ones_like(x)
np.sum(x, 0) | x.sum(0) | x.sum(-1) | np.sum(x, 0, keepdims=True) | np.sum(x, -1, keepdims=True) | np.prod(x, 0) | x.prod(0) | np.max(x, 0)
np.amax(x, 0) | x.max(0) | np.min(x, -1) | np.amin(x, -1) | x.min(0) | np.mean(x, 0) | x.mean(0) | np.var(x, 0) | x.var(0) | np.std(x, 0) | x.std(0)
np.argmax(x, 0) | x.argmax(0) | np.argmin(x, 0) | x.argmin(0) | np.any(x, 0) | x.any(0) | np.all(x, 0) | x.all(0)
np.abs(x) | np.absolute(x) | abs(x) | np.add(x, 0) | np.subtract(x, 0) | np.multiply(x, 1) | np.divide(x, 1) | np.true_divide(x, 1)
np.floor_divide(x, 1) | np.mod(x, 99) | np.remainder(x, 99) | np.power(x, 1) | np.negative(x) | np.positive(x) | np.square(x) | np.sqrt(x)
np.exp(x) | np.log(x + 1) | np.sin(x) | np.cos(x) | np.tan(x) | np.tanh(x) | np.sign(x) | np.floor(x) | np.ceil(x) | np.trunc(x) | np.rint(x)
np.round(x) | np.around(x) | x.round() | round(x) | np.maximum(x, 0) | np.minimum(x, 99) | np.maximum(x, x) | np.isnan(x) | np.isinf(x)
np.logical_not(x) | np.logical_and(x, x) | np.logical_or(x, x) | np.equal(x, x) | np.not_equal(x, 0) | np.less(x, 3) | np.less_equal(x, 3)
np.greater(x, 3) | np.greater_equal(x, 3) | np.invert(x > 3) | np.bitwise_and(x > 3, x > 1) | np.bitwise_or(x > 3, x > 1) | np.bitwise_xor(x > 3, x > 1)
np.left_shift(x > 3, 0) | np.right_shift(x > 3, 0) | x.T + x.T | x.T + 1 | np.exp(x.T) | np.where(x.T > 1, x.T, 0) | np.maximum(x.T, 1) | np.concatenate([x.T])
np.acos(x / 99) | np.acosh(x + 1) | np.arccos(x / 99) | np.arccosh(x + 1) | np.arcsin(x / 99) | np.arcsinh(x) | np.arctan(x) | np.arctan2(x, 1) | np.arctanh(x / 99) | np.asin(x / 99) | np.asinh(x) | np.atan(x) | np.atan2(x, 1) | np.atanh(x / 99)
np.apply_along_axis(np.sum, 0, x) | np.argpartition(x, 1) | np.argsort(x) | np.argwhere(x) | np.average(x, 0) | np.bincount(np.argsort(x[0])) | np.bitwise_invert(x > 3) | np.bitwise_not(x > 3) | np.bitwise_left_shift(x > 3, 0) | np.bitwise_right_shift(x > 3, 0)
np.cbrt(x) | np.choose(np.argsort(x[0]) * 0, [x[0]]) | np.compress([True, False], x, 0) | np.convolve(x[0], x[1]) | np.copysign(x, 1) | np.corrcoef(x + x * x) | np.correlate(x[0], x[1]) | np.cosh(x / 9) | np.cov(x) | np.cross(x[0][:3], x[1][:3])
np.cumprod(x) | np.cumsum(x) | np.cumsum(x, 0) | np.cumulative_prod(x[0]) | np.cumulative_sum(x[0]) | np.deg2rad(x) | np.degrees(x) | np.diagflat(x[0]) | np.diff(x) | np.digitize(x, x[0]) | np.divmod(x, 2)[0] | np.ediff1d(x) | np.exp2(x) | np.expm1(x)
np.extract(x > 3, x) | np.fabs(x) | np.fix(x) | np.flatnonzero(x) | np.float_power(x, 1) | np.fmax(x, 0) | np.fmin(x, 99) | np.fmod(x, 99) | np.frexp(x)[0] | np.gradient(x[0]) | np.heaviside(x, 1) | np.histogram(x)[0] | np.hypot(x, 0) | np.inner(x, x)
np.interp(x[0], x[0], x[0]) | np.intersect1d(x[0], x[0]) | np.isclose(x, x) | np.isfinite(x) | np.isin(x, x[0]) | np.isneginf(x) | np.isposinf(x) | np.ix_(x[0])[0] | np.kron(x, x) | np.ldexp(x, 1) | np.lexsort([x[0]]) | np.log10(x + 1) | np.log1p(x) | np.log2(x + 1)
np.logaddexp(x, x) | np.logaddexp2(x, x) | np.logical_xor(x, x) | np.median(x, 0) | np.meshgrid(x[0], x[1])[0] | np.modf(x)[0] | np.nanargmax(x, 0) | np.nanargmin(x, 0) | np.nancumprod(x) | np.nancumsum(x) | np.nanmax(x, 0) | np.nanmean(x, 0) | np.nanmedian(x, 0)
np.nanmin(x, 0) | np.nanpercentile(x, 50, 0) | np.nanprod(x, 0) | np.nanquantile(x, 0.5, 0) | np.nanstd(x, 0) | np.nansum(x, 0) | np.nanvar(x, 0) | np.nonzero(x)[0] | np.partition(x, 1) | np.percentile(x, 50, 0) | np.quantile(x, 0.5, 0) | np.piecewise(x, [x > 3], [1.0, 2.0])
np.polyadd(x[0], x[1]) | np.polyder(x[0]) | np.polyint(x[0]) | np.polymul(x[0], x[1]) | np.polysub(x[0], x[1]) | np.polyval(x[0], x[1]) | np.pow(x, 1) | np.ptp(x, 0) | np.rad2deg(x) | np.radians(x) | np.reciprocal(x + 1) | np.searchsorted(x[0], x[1])
np.select([x > 3], [x]) | np.setdiff1d(x, x[0]) | np.setxor1d(x[0], x[1]) | np.signbit(x) | np.sinc(x) | np.sinh(x / 9) | np.sort(x) | np.take_along_axis(x, np.argsort(x), 1) | np.tensordot(x, x.T, 1) | np.trace(x) | np.trapezoid(x)
np.conj(x) | np.conjugate(x) | np.angle(x) | np.isreal(x) | np.iscomplex(x) | np.unwrap(x) | np.vecdot(x, x) | np.matvec(x, x[0]) | np.vecmat(x[0], x.T)
np.tril(x) | np.triu(x) | np.union1d(x, x) | np.unique(x) | np.vander(x[0]) | np.vdot(x, x) | np.einsum("ij,jk", x, x.T) | np.diag_indices_from(x[:3, :3])[0] | np.tril_indices_from(x)[0] | np.triu_indices_from(x)[0] | np.empty_like(x) * 0 | np.count_nonzero(x, 0)
x.argpartition(1) | x.argsort() | (np.argsort(x[0]) * 0).choose([x[0]]) | x.compress([True, False], 0) | x.cumprod() | x.cumsum() | x.nonzero()[0] | x.repeat(2) | x[0].searchsorted(x[1]) | x.trace() | np.gcd(np.argsort(x), 2) | np.lcm(np.argsort(x), 2)
""".replace("\n", " | ").strip(" |").split(" | ")

OTHERS = """np.arange np.empty np.eye np.full np.linspace np.ones np.zeros np.dtype np.finfo np.iinfo np.issubdtype np.load np.loadtxt np.save
np.random.default_rng np.copyto np.put np.fill_diagonal np.add.at np.subtract.at .array.fill .array.sort .array.item
.array.T .array.dtype .array.itemsize .array.ndim .array.shape .array.size
np.allclose np.array_equal np.array_equiv np.array_repr np.array_str np.bartlett np.blackman np.fromiter np.hamming np.hanning np.iscomplexobj np.isrealobj np.iterable
np.broadcast_shapes np.diag_indices np.fromfunction np.geomspace np.histogram_bin_edges np.identity
np.indices np.logspace np.ndim np.ravel_multi_index np.shape np.size np.tri np.tril_indices np.triu_indices np.unravel_index .array.nbytes
.array.partition .array.resize .array.tolist""".split()

CHANGES = ["y[...] = 3\nprint(round(float(np.sum(x)), 6))\n", "x[...] = 3\nprint(round(float(np.sum(y)), 6))\n", "z = y.reshape(-1)\nz[...] = 3\nprint(round(float(np.sum(y)), 6))\n"]


def outcomes(expression, base):
    """What each program prints; nothing where the expression does not fit the base, or y is a number or cannot be written to."""
    out = []
    for change in CHANGES:
        printed = []
        try:
            exec(f"import numpy as np\nx = {BASES[base]}\ny = {expression}\n{change}", {"print": lambda v: printed.append(str(v))})
        except Exception:
            printed = [""]
        out.append(printed[0])
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--check", action="store_true")
    mode.add_argument("--update", action="store_true")
    given = parser.parse_args()
    table = [(e, b) for e in VIEWS for b in BASES] + [(e, b) for e in COPIES for b in FEW]
    groups = [{"expression": e, "base": b, "outcomes": outcomes(e, b)} for e, b in table]
    fresh = {"bases": BASES, "changes": CHANGES, "others": OTHERS, "groups": [g for g in groups if any(g["outcomes"])]}
    if given.update:
        lines = ",\n".join(json.dumps(g) for g in fresh["groups"])
        head = ", ".join(f"{json.dumps(k)}: {json.dumps(fresh[k])}" for k in ("bases", "changes", "others"))
        FILE.write_text(f'{{{head}, "groups": [\n{lines}\n]}}\n')
    stored = json.loads(FILE.read_text())
    wrong = [f"{g['expression']} of {g['base']}" for g, s in zip(fresh["groups"], stored["groups"]) if g != s]
    if len(stored["groups"]) != len(fresh["groups"]) or any(stored[k] != fresh[k] for k in ("bases", "changes", "others")):
        wrong.append("the table has changed")
    print(f"sharing: {sum(bool(o) for g in groups for o in g['outcomes'])} programs, {len(wrong)} differ {', '.join(wrong[:9])}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
