import DocumentText
import HTTPFetch
import Inbox
import Logging
import Taskt

#if canImport(Glibc)
import Glibc
#endif

/// Brings documents from the Web into the spool.
struct WebDocuments: Sendable {
    private let fetcher: DocumentFetcher
    private let logger: Logger
    private let now: @Sendable () -> Timestamp

    /// How long one download may take.
    var timeLimit: Duration { fetcher.options.totalTimeout }

    /// Documents under the settings given.
    init(_ settings: FetchSettings, now: @escaping @Sendable () -> Timestamp, logger: Logger) {
        var options = DocumentFetchOptions(userAgent: "tradecraft/\(TradecraftVersion.current)")
        options.policy = settings.policy
        options.maximumSize = Int64(settings.sizeLimit)
        options.totalTimeout = settings.timeLimit
        fetcher = DocumentFetcher(options: options)
        self.now = now
        self.logger = logger
    }

    /// Fetches a document into the spool, unless it is there.
    ///
    /// What a server says of when to come back is written down, and it is not asked before.
    ///
    /// - Returns: the name that the Web gives it, for its format; nil where it was there.
    /// - Durability: when this returns, the spool has the document even after a power cut.
    func fetch(
        _ address: String,
        for record: DocumentRecord,
        to path: SystemPath,
        _ ledger: Ledger
    ) async throws -> String? {
        if FileKind.isFile(path) { return nil }
        if let time = record.notBefore, time > now() {
            throw AgentFailure("fetch-serverUnavailable", isTransient: true, "the server asked to come back at \(time)")
        }
        // The transfer's own unfinished file is `<destination>.partial`: both are removed when a daemon starts.
        let destination = path.parent.appending(".copy-\(record.id.rawValue)")
        let document: FetchedDocument
        do throws(HTTPFetchError) {
            document = try await fetcher.fetch(address, to: destination.string)
        } catch {
            try Task.checkCancellation()
            if let delay = error.retryAfter {
                try await ledger.hold(record.id, until: now().advanced(by: delay))
            }
            throw AgentFailure(error)
        }
        try await Self.rename(destination, to: path)
        try await ledger.fetched(record.id, size: document.size)
        logger.info(
            "Document fetched",
            metadata: [
                "document.id": "\(record.id)", "url": "\(document.address.shown)",
                "url.final": "\(document.finalAddress.shown)", "bytes": "\(document.size)",
            ]
        )
        return document.suggestedName
    }

    /// Gives a download its name, durably, on a thread that may wait for the disk.
    private static func rename(_ download: SystemPath, to path: SystemPath) async throws {
        try await BlockingThread.value {
            guard download.withCString({ from in path.withCString { Glibc.rename(from, $0) } }) == 0 else {
                throw InboxError(systemError: errno, during: "name the download", path: path)
            }
            try FileBytes.synchronize(path.parent)
        }
    }
}
