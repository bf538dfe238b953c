import ArgumentParser
import AttackKnowledge
import Foundation
import TechniqueMapping

/// The mapper's share of the benchmark, in a process of its own: texts in memory, mapped one after the other on one
/// thread.
struct MappingWorkload: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "mapping-workload", shouldDisplay: false)

    /// The sentences of one made-up document.
    static let documentSentences = 200

    @Option var worst: WorstText?
    @Option var reports: String?
    @Option var size: Int
    @Option var seconds: Double

    private struct Report: Decodable {
        let text: String
    }

    func run() throws {
        let clock = ContinuousClock()
        let start = clock.now
        let model = try TechniqueModel.embedded()
        let modelLoaded = clock.now
        let knowledge = try KnowledgeBase.embedded()
        let knowledgeLoaded = clock.now
        let mapper = try TechniqueMapper(
            model: model,
            knowledge: knowledge,
            options: MappingOptions(detail: .techniques)
        )
        let ready = clock.now
        let (texts, sentences) = try texts()
        var techniques = 0
        var passes: [Double] = []
        let begin = ProcessUsage().cpu
        while passes.count < 3 || ProcessUsage().cpu - begin < seconds {
            let before = ProcessUsage().cpu
            techniques = texts.reduce(0) { $0 + mapper.map($1).techniques.count }
            passes.append(ProcessUsage().cpu - before)
        }
        try ChildOutput.write(
            MappingFigures(
                bytes: texts.reduce(0) { $0 + $1.utf8.count },
                sentences: sentences,
                cpuSeconds: passes.median,
                leastCPUSeconds: passes.min() ?? .nan,
                passes: passes.count,
                techniques: techniques,
                modelMilliseconds: (modelLoaded - start) / .milliseconds(1),
                knowledgeMilliseconds: (knowledgeLoaded - modelLoaded) / .milliseconds(1),
                mapperMilliseconds: (ready - knowledgeLoaded) / .milliseconds(1),
                peakMegabytes: try ProcessUsage.peakMegabytes()
            )
        )
    }

    private func texts() throws -> (texts: [String], sentences: Int?) {
        if let worst { return ([worst.text(size: size)], nil) }
        if let reports {
            let data = try Data(contentsOf: URL(filePath: reports))
            let decoder = JSONDecoder()
            return (try data.split(separator: 0x0A).map { try decoder.decode(Report.self, from: $0).text }, nil)
        }
        var made = MadeUpSentences(seed: 1)
        var texts: [String] = []
        var bytes = 0
        while bytes < size {
            texts.append(made.document(sentences: Self.documentSentences))
            bytes += texts.last?.utf8.count ?? 0
        }
        return (texts, made.count)
    }
}
