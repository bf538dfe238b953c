import AttackKnowledge
import Foundation
import TechniqueMapping
import Testing

/// What several suites share: the made-up bundle, and a model trained from it.
enum Support {
    /// A file of this target's fixtures.
    static func fixture(_ name: String) -> URL {
        var folder = URL(fileURLWithPath: #filePath)
        repeat {
            folder.deleteLastPathComponent()
        } while folder.path != "/"
            && !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path)
        return folder.appendingPathComponent("Fixtures/TechniqueMapping").appendingPathComponent(name)
    }

    /// A small made-up ATT&CK, version 90.1.
    static let bundle: AttackBundle? = {
        do { return try AttackBundle.read([UInt8](Data(contentsOf: fixture("small-bundle.json")))) } catch {
            print("small-bundle.json: \(error)")
            return nil
        }
    }()

    /// Annotated sentences of four made-up reports.
    static let labelled: [LabelledSentence] = (0..<4)
        .flatMap { report in
            [
                LabelledSentence(
                    doc: "report \(report)",
                    text: "A PowerShell script number \(report) was run with an encoded command.",
                    labels: ["T1086"]
                ),
                LabelledSentence(doc: "report \(report)", text: "The company is based in a large town.", labels: []),
                LabelledSentence(
                    doc: "report \(report)",
                    text: "All files on the drive were encrypted.",
                    labels: ["T1486"]
                ),
            ]
        }

    /// A model trained from the small bundle, made once.
    static let smallModel: Result<[UInt8], any Error> = Result {
        let bundle = try #require(Support.bundle)
        return try ModelTrainer.train(knowledge: bundle.knowledge, corpus: bundle.corpus)
    }

    /// A mapper of the small bundle.
    static func smallMapper(_ options: MappingOptions = MappingOptions()) throws -> TechniqueMapper {
        let bundle = try #require(Support.bundle)
        return try TechniqueMapper(
            model: TechniqueModel(bytes: try smallModel.get()),
            knowledge: bundle.knowledge,
            options: options
        )
    }

    /// The embedded model with the embedded catalogue, made once.
    static let embedded: Result<TechniqueMapper, any Error> = Result {
        try TechniqueMapper(model: TechniqueModel.embedded(), knowledge: KnowledgeBase.embedded())
    }

    /// The embedded model with the embedded catalogue, leaning one way.
    static func embeddedMapper(sensitivity: Sensitivity) throws -> TechniqueMapper {
        let mapper = try embedded.get()
        return try TechniqueMapper(
            model: mapper.model,
            knowledge: mapper.knowledge,
            options: MappingOptions(sensitivity: sensitivity)
        )
    }
}
