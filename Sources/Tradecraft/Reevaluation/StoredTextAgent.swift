import DocumentText
import Taskt

/// The task `text` of a re-evaluation: the text that was kept of a document, without reading the document again.
struct StoredTextAgent: Sendable {
    let ledger: Ledger

    func run(_ context: TaskContext, _ request: Reevaluation.Request) async throws -> TextReference {
        guard let original = try await ledger.original(of: request.document) else {
            throw AgentFailure(
                "report-missing",
                isTransient: false,
                "\(request.document) has no report any more; it was deleted"
            )
        }
        guard let body = try await ledger.text(of: request.document) else {
            throw AgentFailure(
                "text-missing",
                isTransient: false,
                "the text of \(request.document) is no longer kept; see the key text.retention, or drop it again"
            )
        }
        let document = try await BlockingThread.value { try StoredText.decode(body) }
        return TextReference(
            document,
            of: request.document,
            sha256: original.sha256,
            size: original.size,
            characters: document.text.unicodeScalars.count,
            words: document.text.utf8.wordCount
        )
    }
}

extension String.UTF8View {
    /// How many runs of anything but white space there are.
    fileprivate var wordCount: Int {
        var (count, isInWord) = (0, false)
        for byte in self {
            let isSpace = byte <= 0x20
            count += !isSpace && !isInWord ? 1 : 0
            isInWord = !isSpace
        }
        return count
    }
}
