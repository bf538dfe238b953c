import DocumentText
import Inbox
import Logging
import Taskt

/// Deletes reports and originals that are older, or take more space, than is to be kept.
///
/// Only what the database knows is deleted: a file that somebody else put into the folders stays.
struct FolderRetention: Upkeep {
    let ledger: Ledger
    let publisher: FolderPublisher
    let processed: SystemPath
    let rejected: SystemPath
    let settings: RetentionSettings
    let environment: EngineEnvironment
    let logger: Logger

    private static let interval: Duration = .seconds(600)
    /// How many are looked at, and deleted under one commit, at a time.
    private static let batch = 200

    /// Deletes what is due now and every ten minutes, until the current task is cancelled.
    func run() async throws {
        while true {
            await deleteDue()
            try await environment.clock.sleep(for: Self.interval)
        }
    }

    private func deleteDue() async {
        do {
            var counts: [(String, Int)] = []
            if settings.outbox.isSet { counts.append(("reports", try await deleteReports())) }
            if settings.processed.isSet {
                counts.append(("processed", try await deleteOriginals(in: processed, settings.processed)))
            }
            if settings.rejected.isSet {
                counts.append(("rejected", try await deleteOriginals(in: rejected, settings.rejected)))
            }
            for (what, count) in counts where count > 0 {
                logger.notice("Old files deleted", metadata: ["kind": "\(what)", "count": "\(count)"])
            }
        } catch {
            logger.warning("Old files not deleted yet", metadata: ["error": "\(error)"])
        }
    }

    private func deleteReports() async throws -> Int {
        var deleted = 0
        var budget = Budget(settings.outbox, now: environment.now())
        var before = Int64.max
        while true {
            let reports = try await ledger.publishedReports(before: before, limit: Self.batch)
            guard let last = reports.last else { return deleted }
            before = last.number
            let (start, publisher) = (budget, publisher)
            let (gone, end) = try await BlockingThread.value { () throws in
                var (budget, gone) = (start, [PublishedReport]())
                for report in reports {
                    guard let name = FileName(escaped: report.folder) else { continue }
                    let size = budget.needsSizes ? try publisher.size(of: name) : 0
                    guard budget.isSpent(by: size, at: report.createdAt) else { continue }
                    // A folder that is no longer ours is no longer the report.
                    _ = try publisher.remove(name, publishedAs: report.document.publication(report.version))
                    gone.append(report)
                }
                return (gone, budget)
            }
            budget = end
            if !gone.isEmpty { try await ledger.recordRemoval(ofReports: gone, at: environment.now()) }
            deleted += gone.count
            try Task.checkCancellation()
        }
    }

    private func deleteOriginals(in folder: SystemPath, _ limit: RetentionSettings.Limit) async throws -> Int {
        var deleted = 0
        var budget = Budget(limit, now: environment.now())
        var before: (time: Timestamp, document: DocumentID?) = (Timestamp(microseconds: .max), nil)
        while true {
            let originals = try await ledger.originals(in: folder, before: before, limit: Self.batch)
            guard let last = originals.last else { return deleted }
            before = (last.endedAt, last.document)
            var gone: [PlacedOriginal] = []
            for original in originals where budget.isSpent(by: original.size, at: original.endedAt) {
                gone.append(original)
            }
            let removed = gone
            try await BlockingThread.value { try Self.remove(removed, below: folder) }
            if !gone.isEmpty { try await ledger.recordRemoval(ofOriginals: gone, at: environment.now()) }
            deleted += gone.count
            try Task.checkCancellation()
        }
    }

    /// Deletes originals, each with its reason, and the folders of days that are empty then.
    private static func remove(_ originals: [PlacedOriginal], below folder: SystemPath) throws(InboxError) {
        var parents: Set<SystemPath> = []
        for original in originals {
            let path = SystemPath(shown: original.place)
            FileBytes.remove(path)
            FileBytes.remove(SystemPath(shown: "\(original.place).reason.json"))
            if path.parent != folder { parents.insert(path.parent) }
        }
        for parent in parents { FileBytes.removeEmptyFolder(parent) }
    }
}

/// What may be kept still, going from the newest to the oldest.
private struct Budget: Sendable {
    private let oldest: Timestamp?
    private var bytes: Int64?

    init(_ limit: RetentionSettings.Limit, now: Timestamp) {
        oldest = limit.age.map { now.advanced(by: .zero - $0) }
        bytes = limit.size.map(Int64.init)
    }

    var needsSizes: Bool { bytes != nil }

    /// Whether the next older one is to go.
    mutating func isSpent(by size: Int64, at time: Timestamp) -> Bool {
        if let oldest, time < oldest { return true }
        guard let left = bytes else { return false }
        bytes = left - size
        return left < size
    }
}
