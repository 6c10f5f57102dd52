"""A string that grows by the digits of 0, 1, … Arguments: n."""


def main(n):
    s = ""
    for i in range(n):
        s = s + str(i)
    return len(s) + int(s[len(s) // 2])
