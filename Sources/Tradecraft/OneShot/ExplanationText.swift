import TechniqueMapping

/// Why techniques were found, as lines for people, at most a hundred columns wide.
package struct ExplanationText: Sendable {
    private static let width = 100
    private static let longest = 400
    private let technique: OneShotResult.Technique
    private let explanation: TechniqueExplanation

    /// Puts an explanation into words; nil where the technique has none.
    package init?(_ technique: OneShotResult.Technique) {
        guard let explanation = technique.explanation else { return nil }
        self.technique = technique
        self.explanation = explanation
    }

    /// The technique in a line.
    package var heading: String {
        let written = technique.writtenAs.filter { $0 != technique.id }
        return "\(technique.id) \(explanation.name)"
            + (written.isEmpty ? "" : ", written as \(written.joined(separator: ", "))")
    }

    /// The score and the tactics, then each sentence with what speaks in it.
    package var lines: [String] {
        let tactics = explanation.tactics.isEmpty ? "" : ": " + explanation.tactics.joined(separator: ", ")
        var lines = ["    score \(Shown.score(technique.score))\(tactics)"]
        for sentence in explanation.sentences {
            let page = sentence.page.map { " (page \($0))" } ?? ""
            let text = "\u{201C}\(Shown.short(sentence.text, Self.longest))\u{201D}\(page)"
            let score = Shown.score(sentence.score)
            let mark = String(repeating: " ", count: max(0, 3 - score.count)) + score + "  "
            lines += Self.wrapped(text, first: "    " + mark, rest: "         ")
            let reason = Self.reason(sentence)
            if !reason.isEmpty { lines += Self.wrapped(reason, first: "         = ", rest: "           ") }
        }
        return lines
    }

    private static func reason(_ sentence: TechniqueExplanation.Sentence) -> String {
        var reasons: [String] = []
        switch (sentence.signal, sentence.match) {
        case (.identifier, let match?): reasons.append("the id \(match) is written there")
        case (.name, let match?): reasons.append("the name \u{201C}\(match)\u{201D} stands there")
        default: break
        }
        let terms = sentence.terms.map { "\(Shown.short($0.text, 50)) \(Shown.score($0.share)) %" }
        if !terms.isEmpty { reasons.append(terms.joined(separator: ", ")) }
        return reasons.joined(separator: "; ")
    }

    /// A text in lines of a terminal's width.
    private static func wrapped(_ text: String, first: String, rest: String) -> [String] {
        var lines: [String] = []
        var line = first
        var isEmpty = true
        for word in text.split(separator: " ") {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = rest
                isEmpty = true
            }
            line += isEmpty ? String(word) : " \(word)"
            isEmpty = false
        }
        return isEmpty ? lines : lines + [line]
    }
}
