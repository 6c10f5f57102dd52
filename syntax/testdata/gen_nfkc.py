"""Writes ../nfkc.txt, the part of Unicode's normalisation that identifiers need.

Lines of three kinds, code points in hexadecimal: "d CHAR DECOMPOSED", the full
compatibility decomposition; "c CLASS CHARS", combining classes that are not 0;
"p FIRST SECOND COMPOSED", the canonical compositions. Hangul syllables are left
out: the Go code computes them.
"""
import pathlib
import unicodedata as u

decompositions, classes, pairs = [], {}, []
for i in range(0x110000):
    c = chr(i)
    if 0xAC00 <= i <= 0xD7A3 or 0xD800 <= i < 0xE000:
        continue
    if u.combining(c):
        classes.setdefault(u.combining(c), []).append(c)
    canonical = u.decomposition(c).split()
    if len(canonical) == 2 and canonical[0][0] != "<" and u.normalize("NFC", c) == c:
        pairs.append("p %s %s %x" % (canonical[0].lower().lstrip("0"), canonical[1].lower().lstrip("0"), i))
    d = u.normalize("NFKD", c)
    if d != c and ("a" + c).isidentifier():
        decompositions.append("d %x %s" % (i, " ".join("%x" % ord(x) for x in d)))
lines = ["# From Unicode %s by testdata/gen_nfkc.py." % u.unidata_version] + decompositions + pairs
lines += ["c %d %s" % (k, " ".join("%x" % ord(x) for x in v)) for k, v in sorted(classes.items())]
(pathlib.Path(__file__).parent.parent / "nfkc.txt").write_text("\n".join(lines) + "\n")
