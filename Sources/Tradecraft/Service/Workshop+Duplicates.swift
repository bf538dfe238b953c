import DocumentText
import Inbox
import Logging
import Taskt

extension Workshop {
    /// What is to be done with a claimed document.
    enum Turn {
        /// It is to be analysed.
        case analyse
        /// It waits for one with the same content.
        case wait
        /// It has ended as a duplicate.
        case ended
    }

    /// Looks whether the same content was dropped before, or is in work at this moment.
    ///
    /// The content counts, not the name. An earlier report counts as long as it is in the outbox and was made with the
    /// release and the model in force.
    func turn(of record: DocumentRecord, _ logger: Logger) async throws -> Turn {
        guard recordsDuplicates, record.forkedFrom == nil, record.address == nil, record.resumeCause == nil,
            !record.isStopAsked
        else { return .analyse }
        let path = spool.appending(record.id.fileName)
        // That it is gone is for the analysis to say.
        let found = try await BlockingThread.value { FileKind.isFile(path) ? try FileBytes.digest(path).sha256 : nil }
        guard let digest = found else { return .analyse }
        guard contents.begin(record.id, content: digest) else { return .wait }
        for twin in try await ledger.twins(of: record.id, sha256: digest) where try await isCurrent(twin) {
            try await ledger.recordDuplicate(record.id, of: twin.id, sha256: digest, at: environment.now())
            logger.notice(
                "Document is a duplicate",
                metadata: [
                    "document.path": "\(record.path)", "document.original": "\(twin.id)",
                    "report.folder": "\(twin.report?.folder ?? "none of its own")",
                ]
            )
            return .ended
        }
        return .analyse
    }

    /// Whether an earlier document stands for a later one: its reports are there, and are what would be made now.
    private func isCurrent(_ twin: Twin) async throws -> Bool {
        let folders = twin.memberFolders + (twin.report.map { [$0.folder] } ?? [])
        let areThere = try await BlockingThread.value { [outbox] in
            folders.allSatisfy { FileKind.isFolder(outbox.appending($0)) }
        }
        guard areThere else { return false }
        guard let report = twin.report else { return true }
        guard let library = libraries.library(named: report.domain) else { return false }
        return try library.reference(to: library.current()).model == report.model
    }
}
