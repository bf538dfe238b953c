import AttackKnowledge
import TechniqueMapping

/// A line of a labelled file: a report or a sentence, and the techniques that people found in it.
///
/// Ids of tactics, groups, software and the like are left out; keys other than these are not looked at.
struct LabelledText: Sendable {
    let doc: String
    let text: String
    let labels: [TechniqueID]
    let spans: [MarkedSpan]
}

extension LabelledText: Decodable {
    private enum CodingKeys: String, CodingKey {
        case doc, text, labels, spans
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        doc = try container.decode(String.self, forKey: .doc)
        text = try container.decode(String.self, forKey: .text)
        let labels = try container.decode([String].self, forKey: .labels)
        self.labels = try labels.compactMap { label in
            if let id = TechniqueID(label) { return id }
            if Self.isOtherID(label) { return nil }
            throw DecodingError.dataCorruptedError(
                forKey: .labels,
                in: container,
                debugDescription: "expected ids such as T1059.001"
            )
        }
        spans = try container.decodeIfPresent([Span].self, forKey: .spans)?.compactMap(\.span) ?? []
    }

    /// Whether a text is an id of ATT&CK's, though not of a technique: `TA0002`, `S0154`, `G0016`.
    private static func isOtherID(_ text: String) -> Bool {
        let letters = text.prefix { $0.isASCII && $0.isUppercase }
        return ["TA", "S", "G", "C", "M", "DS", "DC", "DET", "AN", "A"].contains(String(letters))
            && text.dropFirst(letters.count).count == 4
            && text.dropFirst(letters.count).allSatisfy { $0.isASCII && $0.isNumber }
    }

    /// `[start, end, id]`; without a span where the id is none of a technique.
    private struct Span: Decodable {
        let span: MarkedSpan?

        init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            let start = try container.decode(Int.self)
            let end = try container.decode(Int.self)
            let id = try container.decode(String.self)
            guard start >= 0, end >= start, TechniqueID(id) != nil || LabelledText.isOtherID(id) else {
                throw DecodingError.dataCorruptedError(
                    in: container,
                    debugDescription: "expected [start, end, technique id]"
                )
            }
            span = TechniqueID(id).map { MarkedSpan(range: ScalarRange(start: start, end: end), id: $0) }
        }
    }
}

extension LabelledText {
    /// The marked pieces of reports, each distinct one once, with all techniques it is marked with anywhere.
    static func spans(of reports: [LabelledText]) -> [LabelledText] {
        var order: [String] = []
        var found: [String: (doc: String, labels: Set<TechniqueID>)] = [:]
        for report in reports {
            for span in report.spans {
                let text = span.range.text(in: report.text)
                if text.isEmpty { continue }
                if found[text] == nil { order.append(text) }
                found[text, default: (report.doc, [])].labels.insert(span.id)
            }
        }
        return order.compactMap { text in
            found[text].map { LabelledText(doc: $0.doc, text: text, labels: $0.labels.sorted(), spans: []) }
        }
    }

    /// The lines of each report as one text, in the order of the file, with the techniques of all of them.
    static func joined(_ texts: [LabelledText]) -> [LabelledText] {
        var order: [String] = []
        var parts: [String: (texts: [String], labels: [TechniqueID])] = [:]
        for text in texts {
            if parts[text.doc] == nil { order.append(text.doc) }
            parts[text.doc, default: ([], [])].texts.append(text.text)
            parts[text.doc, default: ([], [])].labels += text.labels
        }
        return order.compactMap { doc in
            parts[doc]
                .map { part in
                    LabelledText(
                        doc: doc,
                        text: part.texts.joined(separator: "\n"),
                        labels: Array(Set(part.labels)).sorted(),
                        spans: []
                    )
                }
        }
    }
}
