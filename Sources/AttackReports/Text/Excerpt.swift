/// A sentence as the pages show it: inert, on one line, of bearable length, with its telling words marked.
struct Excerpt {
    /// The text, fit to be escaped for a format.
    let text: String
    /// The telling words, as ranges of UTF-8 offsets into ``text``: in order, not empty, not touching each other.
    let marks: [Range<Int>]

    /// Prepares a piece of evidence.
    ///
    /// - Parameters:
    ///   - evidence: The evidence.
    ///   - names: What to mark where the evidence has no terms of its own: ids and names of what was matched.
    ///   - limit: The length in characters above which a sentence is cut, around its first mark.
    init(_ evidence: ReportEvidence, names: [String], limit: Int = 1200) {
        let terms = evidence.terms.isEmpty && evidence.signal != .sentence ? names : evidence.terms
        let whole = InertText.line(evidence.text)
        let marks = Highlight.ranges(of: terms, in: whole)
        guard whole.utf8.count > limit, whole.unicodeScalars.count > limit else {
            self.text = whole
            self.marks = marks
            return
        }
        var scalars = whole.unicodeScalars[...]
        if let first = marks.first {
            let position = whole.unicodeScalars.distance(
                from: whole.startIndex,
                to: whole.utf8.index(whole.startIndex, offsetBy: first.lowerBound)
            )
            scalars = scalars.dropFirst(max(0, min(position - limit / 4, scalars.count - limit)))
        }
        let isCutInFront = scalars.startIndex > whole.startIndex
        let isCutBehind = scalars.count > limit
        let text = (isCutInFront ? "…" : "") + String(scalars.prefix(limit)) + (isCutBehind ? "…" : "")
        self.text = text
        self.marks = Highlight.ranges(of: terms, in: text)
    }

    /// Hands the text over piece by piece, saying of each whether it is marked.
    func forEachPiece(_ body: (UnsafeBufferPointer<UInt8>, _ isMarked: Bool) -> Void) {
        var text = text
        text.withUTF8 { bytes in
            var position = 0
            for mark in marks {
                if position < mark.lowerBound {
                    body(UnsafeBufferPointer(rebasing: bytes[position..<mark.lowerBound]), false)
                }
                body(UnsafeBufferPointer(rebasing: bytes[mark]), true)
                position = mark.upperBound
            }
            if position < bytes.count {
                body(UnsafeBufferPointer(rebasing: bytes[position...]), false)
            }
        }
    }
}
