import Inbox
import Logging
import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Workshop {
    /// Records that a document held others, and puts those in work.
    func unpack(
        _ record: DocumentRecord,
        _ context: WorkflowContext,
        _ started: Timestamp,
        _ logger: Logger
    ) async throws -> Bool {
        let ingestion: Ingestion
        do throws(TasktError) {
            ingestion = try context.result(of: "ingest", as: Ingestion.self)
        } catch {
            let reason = "Its results were recorded by another version of the software; drop it again. \(error)"
            try await reject(record, Rejection(code: "\(error.code)", reason: reason), context, started, logger)
            return true
        }
        guard case .members(let members) = ingestion else {
            preconditionFailure("run \(record.id.runID) completed with a text and without an evaluation")
        }
        let metric = measure(record, .unpacked, code: nil, context, started, nil, fsyncs: 0, members.mediaType)
        try await ledger.unpack(record.id, sha256: members.sha256, listing: try Self.text(of: members), metric)
        let lane = queue.lane(of: record.id)
        for member in try await ledger.members(of: record.id) { queue.add(member, lane == .urgent ? .urgent : .normal) }
        logger.notice(
            "Document unpacked",
            metadata: [
                "document.path": "\(record.path)", "members": "\(members.members)",
                "members.skipped": "\(members.skipped.count)",
            ]
        )
        return true
    }

    private static func text(of members: MemberReference) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(members), as: UTF8.self)
    }
}
