/// Finds any of many phrases in a sequence of words, in one pass that does not depend on how many phrases there are.
///
/// The phrases' prefixes are nodes of a trie that is kept as one hash table; from each word the walk follows as long as
/// some phrase goes on, which is bounded by the longest phrase.
struct PhraseIndex: Sendable {
    /// A phrase found.
    struct Hit {
        /// The first word.
        var first: Int
        /// The number of words.
        var count: Int
        /// What was stored under the phrase.
        var values: [Int32]
    }

    private var nodes = HashIndex(minimumCapacity: 4096)
    private var values: [[Int32]] = []
    /// A bit for each first word, by its hash: nearly all words of a text start no phrase and go no further than here.
    private var starts = [UInt64](repeating: 0, count: Self.startBits / 64)

    private static let startBits = 1 << 15

    /// Stores a value under a phrase.
    mutating func insert(_ phrase: [UInt64], value: Int32) {
        guard let first = phrase.first else { return }
        let bit = Self.startBit(first)
        starts[bit / 64] |= 1 << UInt64(bit % 64)
        var key: UInt64 = 0
        var node: Int32 = 0
        for word in phrase {
            key = Hash.pair(key, word, salt: 1)
            node = nodes.number(of: key)
            if Int(node) == values.count { values.append([]) }
        }
        if !values[Int(node)].contains(value) { values[Int(node)].append(value) }
    }

    @inline(__always)
    private static func startBit(_ word: UInt64) -> Int {
        Int(truncatingIfNeeded: word ^ (word >> 29)) & (startBits - 1)
    }

    /// The longest phrase that starts at each word that no earlier one covers.
    @inline(__always)
    func find(
        in words: [NameWord],
        _ form: NameWord.Form,
        _ body: (Hit) -> Bool
    ) {
        var index = nextStart(in: words, from: 0, form)
        while index < words.count {
            index = nextStart(in: words, from: index + longest(in: words, from: index, form, body), form)
        }
    }

    /// The first word from a position on that may start a phrase; the number of words where none does.
    private func nextStart(in words: [NameWord], from position: Int, _ form: NameWord.Form) -> Int {
        words.withUnsafeBufferPointer { words in
            starts.withUnsafeBufferPointer { starts in
                var index = position
                while index < words.count {
                    let bit = Self.startBit(words[index].hash(form))
                    if starts[bit &>> 6] &>> UInt64(bit & 63) & 1 != 0 { return index }
                    index &+= 1
                }
                return index
            }
        }
    }

    private func longest(
        in words: [NameWord],
        from first: Int,
        _ form: NameWord.Form,
        _ body: (Hit) -> Bool
    ) -> Int {
        var key = Hash.pair(0, words[first].hash(form), salt: 1)
        guard var node = nodes[key] else { return 1 }
        var ends: [(count: Int, node: Int)] = []
        var count = 1
        while true {
            if !values[Int(node)].isEmpty { ends.append((count, Int(node))) }
            let next = first + count
            guard next < words.count, words[next].isJoined else { break }
            key = Hash.pair(key, words[next].hash(form), salt: 1)
            guard let following = nodes[key] else { break }
            node = following
            count += 1
        }
        for end in ends.reversed() where body(Hit(first: first, count: end.count, values: values[end.node])) {
            return end.count
        }
        return 1
    }
}
