import AttackKnowledge

extension TerminalReport {
    /// How many sentences of a technique are shown; the others are in the files.
    private static let sentenceLimit = 5
    /// How many indicators of a kind are shown.
    private static let indicatorLimit = 40

    /// Each technique with its confidence and the sentences that speak for it.
    mutating func writeTechniques() {
        heading("Techniques")
        guard !report.techniques.isEmpty else {
            append("No technique was found.")
            return
        }
        for technique in report.techniques {
            append("")
            let parent = technique.id.parent.flatMap { knowledge.technique($0)?.name }.map { "\($0): " } ?? ""
            let name = InertText.line(parent + technique.name, limit: 120)
            for line in TerminalText.wrapped("\(technique.id) \(name)", width: width) { append(ink.bold(line)) }
            let review = technique.review.map { ["\($0.rawValue) by an analyst"] } ?? []
            append("\(bar(technique.score)) \(technique.confidence.name.lowercased())", behind: "  ")
            let notes = tactics.names(of: technique) + review
            if !notes.isEmpty {
                for line in TerminalText.wrapped(notes.joined(separator: ", "), width: width - 2) {
                    append(ink.faint(line), behind: "  ")
                }
            }
            writeEvidence(technique.evidence, names: ["\(technique.id)", technique.name] + technique.writtenAs)
        }
    }

    /// A confidence as a bar of ten blocks, and the number.
    private func bar(_ score: Double) -> String {
        let hundredths = Score.hundredths(score)
        let full = (hundredths + 5) / 10
        let blocks = String(repeating: "█", count: full)
        return blocks + ink.faint(String(repeating: "░", count: 10 - full)) + " \(hundredths)"
    }

    private mutating func writeEvidence(_ evidence: [ReportEvidence], names: [String]) {
        for sentence in evidence.prefix(Self.sentenceLimit) {
            let excerpt = Excerpt(sentence, names: names, limit: 600)
            var pieces: [(String, Bool)] = []
            excerpt.forEachPiece { bytes, isMarked in pieces.append((String(decoding: bytes, as: UTF8.self), isMarked))
            }
            writeMarked(pieces)
            let place = [
                sentence.page.map { "page \($0)" }, sentence.part.map { InertText.line($0, limit: 80) },
                sentence.section.map { InertText.line($0, limit: 80) }, sentence.signal.explanation,
            ]
            for line in TerminalText.wrapped(
                place.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " · "),
                width: width - 4
            ) {
                append(ink.faint(line), behind: "    ")
            }
        }
        let others = evidence.count - Self.sentenceLimit
        if others > 0 { append(ink.faint("\(Phrase.count(others, "more sentence")) in the report"), behind: "    ") }
    }

    /// Appends a sentence whose telling words stand out; words are kept whole, and a mark never spans two lines.
    private mutating func writeMarked(_ pieces: [(String, Bool)]) {
        var (line, used) = ("", 0)
        let room = width - 4
        func flush() {
            if used > 0 { lines.append("    " + line) }
            (line, used) = ("", 0)
        }
        var needsSpace = false
        for (text, isMarked) in pieces {
            let words = text.split(separator: " ", omittingEmptySubsequences: false)
            for (index, word) in words.enumerated() {
                if index > 0 { needsSpace = true }
                guard !word.isEmpty else { continue }
                for part in TerminalText.wrapped(String(word), width: room) {
                    let needed = TerminalText.columns(part) + (isMarked && !ink.hasColor ? 2 : 0)
                    if used > 0, used + (needsSpace ? 1 : 0) + needed > room {
                        flush()
                    } else if used > 0, needsSpace {
                        line += " "
                        used += 1
                    }
                    line += isMarked ? ink.mark(part) : part
                    used += needed
                    needsSpace = false
                }
            }
        }
        flush()
    }

    /// The groups, the software and the campaigns that the document names.
    mutating func writeEntities() {
        let entities = report.groups + report.software + report.campaigns
        guard !entities.isEmpty else { return }
        heading("Groups, software and campaigns")
        for entity in entities {
            let count = Phrase.count(entity.evidence.count, "sentence")
            let name = InertText.line("\(entity.id) \(entity.name)", limit: 120)
            paragraph("\(name)  \(entity.kind.name.lowercased()), \(count)", indent: 4, first: 2)
        }
    }

    /// The indicators by their kinds, so that nobody clicks them.
    mutating func writeIndicators() {
        let list = IndicatorList(report, role: .indicator)
        guard list.count > 0 else { return }
        heading("Indicators")
        for part in list.parts {
            append(ink.bold("\(part.kind.plural) (\(Phrase.grouped(part.indicators.count)))"), behind: "  ")
            for indicator in part.indicators.prefix(Self.indicatorLimit) {
                append(
                    TerminalText.fitted(InertText.line(DefangedText.of(indicator)), width - 4).trimmed,
                    behind: "    "
                )
            }
            let others = part.indicators.count - Self.indicatorLimit
            if others > 0 { append(ink.faint("\(Phrase.grouped(others)) more in the report"), behind: "    ") }
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
