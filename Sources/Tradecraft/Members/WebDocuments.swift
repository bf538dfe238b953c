import HTTPFetch
import Inbox
import Taskt

/// Brings documents from the Web into the spool.
struct WebDocuments: Sendable {
    /// What one download may cost.
    struct Limits: Sendable {
        var bytes: Int
        var time: Duration
    }

    let limits: Limits

    /// Documents under the settings given.
    init(_ settings: FetchSettings) { limits = Limits(bytes: settings.sizeLimit, time: settings.timeLimit) }

    /// Fetches a document into the spool, unless it is there.
    ///
    /// - Returns: the name that the Web gives it, for its format.
    func fetch(
        _ address: String,
        for record: DocumentRecord,
        to path: SystemPath,
        _ ledger: Ledger
    ) async throws -> String? {
        if FileKind.isFile(path) { return nil }
        throw AgentFailure("fetch-unavailable", isTransient: false, "addresses are not fetched yet")
    }
}
