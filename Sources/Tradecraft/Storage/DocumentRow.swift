import GRDB
import Inbox
import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension DocumentRecord {
    /// Reads a row of the `document` table.
    init(_ row: Row) throws {
        guard let id = DocumentID(rawValue: row["id"]), let path = RelativePath(bytes: row["path"] as Data),
            let state = State(rawValue: row["state"]), let kind = FileKind(rawValue: row["kind"])
        else { throw StoreError(.damaged, during: "read document", detail: "a row cannot be read") }
        self.id = id
        self.path = path
        self.state = state
        let (device, inode): (Int64, Int64) = (row["device"], row["inode"])
        identity = FileIdentity(
            device: UInt64(bitPattern: device),
            inode: UInt64(bitPattern: inode),
            size: row["size"],
            modified: FileTime(seconds: row["modified_s"], nanoseconds: row["modified_ns"]),
            changed: FileTime(seconds: row["changed_s"], nanoseconds: row["changed_ns"]),
            kind: kind
        )
        seenAt = Timestamp(microseconds: row["seen_at"])
        endedAt = (row["ended_at"] as Int64?).map(Timestamp.init(microseconds:))
        isDisposed = row["is_disposed"]
        place = row["place"]
        reasonCode = row["reason_code"]
        reason = row["reason"]
        deferrals = row["deferrals"]
        resumeCause = row["resume_cause"]
        isStopAsked = row["stop_asked"]
        forkedFrom = (row["forked_from"] as String?).flatMap(DocumentID.init(rawValue:))
        parent = (row["parent"] as String?).flatMap(DocumentID.init(rawValue:))
        root = (row["root"] as String?).flatMap(DocumentID.init(rawValue:))
        depth = row["depth"]
        address = row["address"]
        notBefore = (row["not_before"] as Int64?).map(Timestamp.init(microseconds:))
        duplicateOf = (row["duplicate_of"] as String?).flatMap(DocumentID.init(rawValue:))
        retryAt = (row["retry_at"] as Int64?).map(Timestamp.init(microseconds:))
    }
}
