/// Makes the model's tokens of one sentence after another, keeping its buffers.
///
/// A token is a run of letters, digits and `_`, with single `' . + # -` allowed inside. Numbers become one word; the
/// stop list goes; a compound (`cmd.exe`, `spear-phishing`) gives itself whole and then its parts; words are stemmed.
struct Tokenizer {
    /// The tokens of the last sentence, in order.
    private(set) var tokens: [Token] = []
    private var normalizer = Normalizer()
    private var prefixes = [UInt64](repeating: 0, count: TokenizerPass.longestWord + 1)
    private let stops = StopWords.english

    /// Tokenises one sentence, replacing the tokens held before.
    mutating func tokenize(_ text: TextBytes, _ range: Range<Int>) {
        normalizer.normalize(text, range)
        // Out of `self` while they grow, so that each one is appended without a check for exclusive access.
        var found: [Token] = []
        swap(&found, &tokens)
        found.removeAll(keepingCapacity: true)
        let end = normalizer.end
        prefixes.withUnsafeMutableBufferPointer { prefixes in
            normalizer.read { bytes, origins in
                let pass = TokenizerPass(bytes: bytes, origins: origins, end: end, prefixes: prefixes, stops: stops)
                pass.run(into: &found)
            }
        }
        swap(&found, &tokens)
    }
}
