/// Cuts a sentence into words for the comparison with names.
struct NameWordScanner {
    private(set) var words: [NameWord] = []
    private var letters = [UInt8](repeating: 0, count: NameWordPass.longestWord)
    private var prefixes = [UInt64](repeating: 0, count: NameWordPass.longestWord + 1)

    /// Scans a sentence, replacing the words held before.
    mutating func scan(_ text: TextBytes, _ range: Range<Int>) {
        // Out of `self` while they grow, so that each one is appended without a check for exclusive access.
        var found: [NameWord] = []
        swap(&found, &words)
        found.removeAll(keepingCapacity: true)
        letters.withUnsafeMutableBufferPointer { letters in
            prefixes.withUnsafeMutableBufferPointer { prefixes in
                let pass = NameWordPass(text: text, end: range.upperBound, letters: letters, prefixes: prefixes)
                pass.run(from: range.lowerBound, into: &found)
            }
        }
        swap(&found, &words)
    }

    /// The words of a name.
    static func words(of name: String) -> [NameWord] {
        var scanner = NameWordScanner()
        var name = name
        name.withUTF8 { scanner.scan($0, 0..<$0.count) }
        return scanner.words
    }
}
