import AttackKnowledge
import DocumentText
import HTTPFetch
import Inbox
package import Taskt
import TechniqueMapping

/// A failure of a pipeline task, classified: the code decides what becomes of the document.
package struct AgentFailure: ClassifiedError, CustomStringConvertible {
    /// What went wrong, from the closed set of the module that failed.
    package let failureCode: FailureCode
    /// Whether the same attempt may succeed later.
    package let isTransient: Bool
    /// The failure in one line.
    package let description: String

    init(_ code: FailureCode, isTransient: Bool, _ description: String) {
        failureCode = code
        self.isTransient = isTransient
        self.description = description
    }

    init(_ error: InboxError) {
        self.init(FailureCode(rawValue: "\(error.code)"), isTransient: error.isTransient, "\(error)")
    }

    init(_ error: ExtractionError) {
        let isTransient = error.isTransient || error.code == .toolMissing
        self.init(FailureCode(rawValue: "\(error.code)"), isTransient: isTransient, "\(error)")
    }

    init(_ error: HTTPFetchError) {
        self.init(FailureCode(rawValue: "fetch-\(error.code)"), isTransient: error.isTransient, "\(error)")
    }

    init(_ error: KnowledgeError) {
        self.init(FailureCode(rawValue: "knowledge-\(error.code)"), isTransient: error.isTransient, "\(error)")
    }

    init(_ error: MappingError) {
        let isTransient = error.code == .unreadableModel
        self.init(FailureCode(rawValue: "model-\(error.code)"), isTransient: isTransient, "\(error)")
    }

    /// The outcome of a body that several libraries throw in, their errors classified.
    static func classifying<Value>(_ body: () throws -> Value) throws(AgentFailure) -> Value {
        do {
            return try body()
        } catch let error as AgentFailure {
            throw error
        } catch let error as InboxError {
            throw AgentFailure(error)
        } catch let error as KnowledgeError {
            throw AgentFailure(error)
        } catch let error as MappingError {
            throw AgentFailure(error)
        } catch {
            throw AgentFailure(.unclassified, isTransient: false, "\(error)")
        }
    }
}

extension TaskFailure {
    /// Whether the cause is the machine, not the document: the document waits until it is mended, however long.
    ///
    /// A full disk, a read-only outbox, a missing program or a damaged database says nothing about the document; a
    /// crash or a timeout of the tasks that read it does.
    var isOfTheMachine: Bool {
        if code.rawValue.hasPrefix("store-") || code == "lease-lost" { return true }
        guard isTransient else { return false }
        let isReading = task == "ingest" || task == "eval"
        let ofTheDocument: [FailureCode] = [.timedOut, .unclassified, "crashed", "timedOut", "memoryExceeded"]
        return !(isReading && ofTheDocument.contains(code))
    }
}
