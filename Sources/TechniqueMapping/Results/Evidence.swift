/// A sentence of the text that speaks for a match.
///
/// `start` and `end` are those of the whole sentence, so that a reader sees the context; when something was matched
/// literally, `match` says where exactly inside it.
package struct Evidence: Hashable, Codable, Sendable {
    /// Why the sentence counts.
    package enum Signal: String, Codable, Sendable {
        /// The model scored it.
        case sentence
        /// A technique, group, software or campaign id is written in it.
        case identifier
        /// A name or alias stands in it.
        case name
    }

    /// The first Unicode scalar of the sentence.
    package var start: Int
    /// The scalar after its last.
    package var end: Int
    /// How sure this sentence alone makes us, 0 to 1.
    package var score: Double
    /// The strongest signal in it: an identifier before a name before the model.
    package var signal: Signal
    /// Where the id or name stands; `nil` when only the model spoke.
    package var match: ScalarRange?
    /// The words that spoke most for the technique, at most five, with what they weighed.
    package var tellingTerms: [TellingTerm]

    /// The words that spoke most for the technique, as written, at most five.
    package var terms: [String] { tellingTerms.map(\.text) }

    private enum CodingKeys: String, CodingKey {
        case start, end, score, signal, match
        case tellingTerms = "terms"
    }

    /// Makes a piece of evidence.
    package init(
        start: Int,
        end: Int,
        score: Double,
        signal: Signal,
        match: ScalarRange? = nil,
        tellingTerms: [TellingTerm] = []
    ) {
        self.start = start
        self.end = end
        self.score = score
        self.signal = signal
        self.match = match
        self.tellingTerms = tellingTerms
    }

    /// The sentence, cut from the text that was mapped.
    ///
    /// Walks the text from its beginning: linear in `end`.
    package func text(in text: String) -> String { ScalarRange(start: start, end: end).text(in: text) }
}

extension ScalarRange {
    /// The scalars of this range of a text.
    package func text(in text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.index(scalars.startIndex, offsetBy: start, limitedBy: scalars.endIndex),
            let last = scalars.index(first, offsetBy: end - start, limitedBy: scalars.endIndex)
        else { return "" }
        return String(scalars[first..<last])
    }
}
