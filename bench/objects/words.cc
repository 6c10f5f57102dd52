/* How often each of 5,000 words comes in a text of n words: words N */
#include "measure.h"
#include <string>
#include <unordered_map>
#include <vector>

static long count(long n) {
    std::vector<std::string> names;
    for (long i = 0; i < 5000; i++) names.push_back("word" + std::to_string(i * 7919 % 5000));
    std::unordered_map<std::string, long> counts;
    long seed = 1, most = 0;
    for (long i = 0; i < n; i++) {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        counts[names.at(seed / 65536 % 5000)]++;
    }
    for (auto &entry : counts) most = entry.second > most ? entry.second : most;
    return counts.size() * 1000000 + most;
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    MEASURE("%ld", count(atol(argv[1])));
}
