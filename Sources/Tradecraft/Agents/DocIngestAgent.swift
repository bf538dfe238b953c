import DocumentText
import Inbox
import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The task `ingest`: the document's text, extracted in a child process and kept in the database.
struct DocIngestAgent: Sendable {
    let extractor: any DocumentExtractor
    let ledger: Ledger
    let spool: SystemPath
    let limits: ExtractionLimits

    func run(_ context: TaskContext, _ request: DocumentRequest) async throws -> TextReference {
        let id = context.document(request)
        let path = spool.appending(id.fileName)
        let digest = try await onThread { () throws(InboxError) in try FileBytes.digest(path) }
        let document: ExtractedDocument
        do throws(ExtractionError) {
            let extraction = try await extractor.extract(
                path: path.bytes,
                name: request.name,
                limits: limits,
                members: nil
            )
            guard let read = extraction.document else {
                throw ExtractionError(.unsupportedFormat, document: request.name)
            }
            document = read
        } catch {
            try Task.checkCancellation()
            throw AgentFailure(error)
        }
        let body = await BlockingThread.run { Result { try StoredText.encode(document) } }
        guard let body else {
            throw AgentFailure("unavailable", isTransient: true, "the machine has no thread left")
        }
        try await ledger.keepText(body.get(), of: id)
        return TextReference(
            document: id,
            sha256: digest.sha256,
            size: digest.size,
            mediaType: document.mediaType,
            characters: document.text.unicodeScalars.count,
            words: document.text.wordCount,
            title: document.title,
            author: document.metadata["author"],
            pageCount: document.pageCount,
            warnings: document.warnings
        )
    }

    private func onThread<Value: Sendable>(
        _ work: @escaping @Sendable () throws(InboxError) -> Value
    ) async throws -> Value {
        let result = await BlockingThread.run { Result.catching(work) }
        guard let result else {
            throw AgentFailure("unavailable", isTransient: true, "the machine has no thread left")
        }
        do throws(InboxError) { return try result.get() } catch { throw AgentFailure(error) }
    }
}

/// An extracted text as it is kept: JSON in a zlib stream.
enum StoredText {
    /// The largest text that is read back, in bytes of JSON.
    private static let limit = 1 << 30

    static func encode(_ document: ExtractedDocument) throws -> Data {
        Data(Compression.compress(Array(try JSONEncoder().encode(document))))
    }

    static func decode(_ body: Data) throws -> ExtractedDocument {
        try JSONDecoder().decode(ExtractedDocument.self, from: Data(Compression.decompress(body, limit: limit)))
    }
}

extension String {
    /// How many runs of anything but white space there are.
    fileprivate var wordCount: Int {
        var (count, isInWord) = (0, false)
        for byte in utf8 {
            let isSpace = byte <= 0x20
            if !isSpace && !isInWord { count += 1 }
            isInWord = !isSpace
        }
        return count
    }
}
