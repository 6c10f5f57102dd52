def lists(n):
    xs = [i for i in range(n)]
    xs.insert(n, 7)
    xs.pop(n)
    xs.remove(1)
    xs.reverse()
    xs.sort()
    if [k for k in range(n)] < xs:
        xs.reverse()
    xs[1:n] = [xs.index(0), xs.count(0)]
    del xs[n:]
    return xs


n = int("2")
print(lists(n))
print(round(1234, -2), pow(3, 4, 5), range(9)[1:5], 3 in range(4), range(3) == range(4), range(2))
for column in zip(*[[0.5 for _ in range(n)] for n in range(n)], strict=True):
    print(column)


class Down:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


print(list(Down(n)))
