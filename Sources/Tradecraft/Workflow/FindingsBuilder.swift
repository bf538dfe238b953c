import AttackReports
import DocumentText
import TechniqueMapping

/// Turns a document's mapping into findings that stand by themselves: with sentences and pages.
struct FindingsBuilder {
    /// A heading longer than this is cut.
    private static let headingLimit = 160

    let document: ExtractedDocument
    private let headings: [Segment]

    init(_ document: ExtractedDocument) {
        self.document = document
        headings = document.segments.filter { $0.kind == .heading }
    }

    /// Maps the document.
    func findings(of mapper: TechniqueMapper) -> Evaluation.Findings { findings(in: mapper.map(document.text)) }

    /// The findings of the document's mapping.
    func findings(in mapping: Mapping) -> Evaluation.Findings {
        let entities = mapping.groups + mapping.software + mapping.campaigns
        let evidence = mapping.techniques.flatMap(\.evidence) + entities.flatMap(\.evidence)
        let sentences = evidence.map { $0.start..<$0.end }
        let literals = evidence.compactMap(\.match).map { $0.start..<$0.end }
        let sections = evidence.compactMap { section(at: $0.start) }
        let excerpts = Excerpts(of: document.text, at: sentences + literals + sections)
        return Evaluation.Findings(
            techniques: mapping.techniques.map { match in
                ReportedTechnique(
                    id: match.id,
                    name: match.name,
                    tactics: match.tactics,
                    score: match.score,
                    writtenAs: match.writtenAs,
                    evidence: match.evidence.map { reported($0, excerpts) }
                )
            },
            groups: mapping.groups.map { reported($0, excerpts) },
            software: mapping.software.map { reported($0, excerpts) },
            campaigns: mapping.campaigns.map { reported($0, excerpts) },
            indicators: mapping.indicators.map(reported),
            omittedIndicators: mapping.omittedIndicators
        )
    }

    /// The heading that a place stands under; nil where it has none, or is in a heading itself.
    func section(at offset: Int) -> Range<Int>? {
        let after = headings.partitioningIndex { $0.start > offset }
        guard after > 0, let segment = document.segment(at: offset), segment.kind != .heading else { return nil }
        let heading = headings[after - 1]
        guard heading.part == segment.part, heading.start < heading.end else { return nil }
        return heading.start..<min(heading.end, heading.start + Self.headingLimit)
    }

    private func reported(_ match: IndicatorMatch) -> ReportedIndicator {
        guard let kind = ReportedIndicatorKind(rawValue: match.kind.rawValue),
            let role = ReportedIndicator.Role(rawValue: match.role.rawValue)
        else { preconditionFailure("reports have no kind \(match.kind) or role \(match.role)") }
        return ReportedIndicator(
            kind: kind,
            value: match.value,
            writtenAs: match.writtenAs,
            isDefanged: match.isDefanged,
            role: role,
            count: match.count,
            places: match.places.map { place in
                ReportedIndicator.Place(start: place.start, end: place.end, page: document.page(at: place.start))
            }
        )
    }

    private func reported(_ match: EntityMatch, _ excerpts: Excerpts) -> ReportedEntity {
        let kind: ReportedEntityKind =
            switch match.kind {
            case .group: .group
            case .malware: .malware
            case .tool: .tool
            case .campaign: .campaign
            }
        return ReportedEntity(
            kind: kind,
            id: match.id,
            name: match.name,
            evidence: match.evidence.map { reported($0, excerpts) }
        )
    }

    private func reported(_ evidence: Evidence, _ excerpts: Excerpts) -> ReportEvidence {
        let signal: EvidenceSignal =
            switch evidence.signal {
            case .sentence: .sentence
            case .identifier: .identifier
            case .name: .name
            }
        return ReportEvidence(
            start: evidence.start,
            end: evidence.end,
            text: excerpts.text(evidence.start..<evidence.end),
            page: document.page(at: evidence.start),
            part: (document.part(at: evidence.start)?.name).flatMap { $0.isEmpty ? nil : $0 },
            section: section(at: evidence.start).map(excerpts.text),
            score: evidence.score,
            signal: signal,
            // What is written out speaks by itself; the model's words are for sentences that only it speaks for.
            terms: evidence.match.map { [excerpts.text($0.start..<$0.end)] } ?? evidence.terms
        )
    }
}

extension Array {
    /// The first position of the elements that a condition holds for, where it holds for all those behind them too.
    fileprivate func partitioningIndex(where holds: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// Pieces of a text by scalar offsets, found in one walk through it.
struct Excerpts {
    private let text: String
    private var indices: [Int: String.Index] = [:]

    init(of text: String, at ranges: [Range<Int>]) {
        self.text = text
        var wanted = Set(ranges.flatMap { [$0.lowerBound, $0.upperBound] }).sorted()[...]
        let scalars = text.unicodeScalars
        var (index, offset) = (scalars.startIndex, 0)
        while let next = wanted.popFirst() {
            index = scalars.index(index, offsetBy: next - offset)
            offset = next
            indices[next] = index
        }
    }

    /// One of the pieces that were asked for.
    func text(_ range: Range<Int>) -> String {
        guard let start = indices[range.lowerBound], let end = indices[range.upperBound] else {
            preconditionFailure("the piece \(range) was not asked for")
        }
        return String(text.unicodeScalars[start..<end])
    }
}
