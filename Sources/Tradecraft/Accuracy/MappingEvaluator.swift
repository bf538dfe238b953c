import AttackKnowledge
import TechniqueMapping

/// Maps labelled texts and gathers how right that was; several mappers may take part, each with its own texts.
struct MappingEvaluator: Sendable {
    /// How many texts are mapped before their figures are taken, for each thread.
    private static let batch = 32

    private let unit: MeasuredUnit
    private let threads: Int
    private(set) var texts: [EvaluationSummary.Text] = []
    private var measure: MappingMeasure
    private let progress: @Sendable (Int) -> Void

    /// Takes texts of a unit; `progress` hears how many have been mapped.
    init(_ unit: MeasuredUnit, threads: Int, progress: @escaping @Sendable (Int) -> Void) {
        self.unit = unit
        self.threads = max(1, threads)
        self.progress = progress
        measure = MappingMeasure(unit)
    }

    /// Maps texts and takes what came out, in their order.
    mutating func evaluate(_ lines: [LabelledText], with mapper: TechniqueMapper, in space: LabelSpace) async {
        var start = 0
        while start < lines.count {
            let end = min(lines.count, start + threads * Self.batch)
            for text in await measured(lines[start..<end], mapper, space) {
                measure.add(text)
                texts.append(
                    EvaluationSummary.Text(doc: text.doc, labels: text.gold.sorted(), techniques: text.found.sorted())
                )
            }
            start = end
            progress(texts.count)
        }
    }

    /// The figures of all texts taken so far.
    func outcome(_ knowledge: KnowledgeBase) -> EvaluationOutcome { measure.outcome(name: knowledge.fullName) }

    private func measured(
        _ lines: ArraySlice<LabelledText>,
        _ mapper: TechniqueMapper,
        _ space: LabelSpace
    ) async -> [MeasuredText] {
        let unit = unit
        let threads = threads
        return await withTaskGroup(of: [(Int, MeasuredText)].self) { group in
            for first in 0..<min(threads, lines.count) {
                group.addTask {
                    stride(from: lines.startIndex + first, to: lines.endIndex, by: threads)
                        .map { index in
                            let line = lines[index]
                            let measured = MeasuredText(
                                doc: line.doc,
                                labels: line.labels,
                                spans: line.spans,
                                written: WrittenTechniques.ids(in: line.text),
                                mapping: Self.mapping(of: line.text, unit, mapper),
                                space: space
                            )
                            return (index, measured)
                        }
                }
            }
            var found: [(Int, MeasuredText)] = []
            for await part in group { found += part }
            return found.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    /// The one place that knows how a text of each unit is mapped.
    private static func mapping(of text: String, _ unit: MeasuredUnit, _ mapper: TechniqueMapper) -> Mapping {
        switch unit {
        case .report: mapper.map(text)
        case .sentence, .span: mapper.mapSentence(text)
        }
    }
}
