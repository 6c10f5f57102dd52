"""How often each of 5,000 words comes in a text of n words. Arguments: n."""


def main(n):
    names = ["word" + str(i * 7919 % 5000) for i in range(5000)]
    counts = {}
    seed = 1
    for i in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        word = names[seed // 65536 % 5000]
        counts[word] = counts.get(word, 0) + 1
    most = 0
    for word in counts:
        most = max(most, counts[word])
    return len(counts) * 1000000 + most
