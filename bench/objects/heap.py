"""n pushes to a heap and n pops, on a list. Arguments: n."""


def push(heap, x):
    heap.append(x)
    i = len(heap) - 1
    while i > 0:
        up = (i - 1) // 2
        if heap[up] <= heap[i]:
            break
        heap[up], heap[i] = heap[i], heap[up]
        i = up


def pop(heap):
    last = heap.pop()
    if len(heap) == 0:
        return last
    least = heap[0]
    heap[0] = last
    i = 0
    while True:
        down = 2 * i + 1
        if down >= len(heap):
            break
        if down + 1 < len(heap) and heap[down + 1] < heap[down]:
            down += 1
        if heap[i] <= heap[down]:
            break
        heap[down], heap[i] = heap[i], heap[down]
        i = down
    return least


def main(n):
    heap = []
    seed = 1
    for i in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        push(heap, seed)
    check = 0
    for i in range(n):
        check = (check * 31 + pop(heap)) % 1000000007
    return check
