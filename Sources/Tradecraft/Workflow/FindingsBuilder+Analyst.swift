import AttackReports
import DocumentText

extension FindingsBuilder {
    /// A sentence that an analyst points at, at the first place where it stands in the document's text.
    ///
    /// White space counts as one space wherever there is some: a sentence copied from a page or a terminal is found
    /// although its lines were broken elsewhere. One that does not stand in the text is as it was given, from 0 to 0.
    func evidence(pointedAt sentence: String) -> ReportEvidence {
        guard let range = Self.range(of: sentence, in: document.text) else { return .unplaced(sentence) }
        let heading = section(at: range.lowerBound)
        let excerpts = Excerpts(of: document.text, at: [range] + (heading.map { [$0] } ?? []))
        return ReportEvidence(
            start: range.lowerBound,
            end: range.upperBound,
            text: excerpts.text(range),
            page: document.page(at: range.lowerBound),
            part: (document.part(at: range.lowerBound)?.name).flatMap { $0.isEmpty ? nil : $0 },
            section: heading.map(excerpts.text),
            score: 1,
            signal: .analyst
        )
    }

    /// The scalars of a text that are a sentence's, white space apart.
    static func range(of sentence: String, in text: String) -> Range<Int>? {
        var wanted: [Unicode.Scalar] = []
        for scalar in sentence.unicodeScalars {
            if !scalar.properties.isWhitespace {
                wanted.append(scalar)
            } else if !wanted.isEmpty, wanted.last != " " {
                wanted.append(" ")
            }
        }
        if wanted.last == " " { wanted.removeLast() }
        guard let first = wanted.first else { return nil }
        let scalars = Array(text.unicodeScalars)
        for start in scalars.indices where scalars[start] == first {
            var (place, matched) = (start, 0)
            while matched < wanted.count, place < scalars.count {
                if scalars[place].properties.isWhitespace {
                    guard wanted[matched] == " " else { break }
                    while place < scalars.count, scalars[place].properties.isWhitespace { place += 1 }
                } else {
                    guard wanted[matched] == scalars[place] else { break }
                    place += 1
                }
                matched += 1
            }
            if matched == wanted.count { return start..<place }
        }
        return nil
    }
}

extension ReportEvidence {
    /// A sentence of an analyst's that stands nowhere in the text, or whose text is not kept.
    static func unplaced(_ sentence: String) -> ReportEvidence {
        ReportEvidence(start: 0, end: 0, text: sentence, score: 1, signal: .analyst)
    }
}
