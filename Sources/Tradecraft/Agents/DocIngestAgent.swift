import DocumentText
import Inbox
import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The task `ingest`: the document's text, extracted in a child process and kept in the database; or the documents that
/// the file holds, put into the spool.
struct DocIngestAgent: Sendable {
    let extractor: any DocumentExtractor
    let ledger: Ledger
    let spool: SystemPath
    let limits: ExtractionLimits
    let web: WebDocuments
    let now: @Sendable () -> Timestamp

    /// How long one attempt may take: the download, the extraction, and what is around them.
    var timeout: Duration { web.timeLimit + limits.wall + .seconds(60) }

    func run(_ context: TaskContext, _ request: DocumentRequest) async throws -> Ingestion {
        try await ingest(context.document(request), name: request.name)
    }

    /// Ingests a document that is on record.
    func ingest(_ id: DocumentID, name: String) async throws -> Ingestion {
        guard let record = try await ledger.document(id) else {
            throw AgentFailure("document-missing", isTransient: false, "no document \(id)")
        }
        let path = spool.appending(id.fileName)
        var name = name
        if let address = record.address {
            name = try await web.fetch(address, for: record, to: path, ledger) ?? name
        }
        let (seen, digest) = try await BlockingThread.value {
            // A spool that is not there may come back; an original that is gone from it does not.
            if !FileKind.isFile(path), try FileBytes.identity(path.parent).kind == .folder {
                let reason = "its original is no longer in the state directory; drop it again"
                throw AgentFailure("original-missing", isTransient: false, reason)
            }
            return (try FileBytes.identity(path), try FileBytes.digest(path))
        }
        let members = SpooledMembers(of: id, in: spool)
        let text = IncomingStoredText()
        let extraction: Extraction
        Failpoint.extractStarted.reached()
        do throws(ExtractionError) {
            extraction = try await extractor.extract(
                path: path.bytes,
                name: name,
                limits: try await remaining(for: record),
                members: members,
                text: text
            )
        } catch {
            members.discard()
            try Task.checkCancellation()
            try Self.check(path, isStill: seen)
            throw AgentFailure(error)
        }
        do throws(AgentFailure) {
            try Self.check(path, isStill: seen)
        } catch {
            members.discard()
            throw error
        }
        Failpoint.extractDone.reached()
        switch extraction {
        case .document(let document): return .text(try await keep(text, of: document, id, digest))
        case .members(let listing):
            guard try await hasBudget(record) else {
                members.discard()
                let detail = "the container that it lies in has given as much as the limits allow"
                throw AgentFailure(ExtractionError(.membersExceeded, document: name, detail: detail))
            }
            return .members(try await keep(listing, members, of: record, digest))
        }
    }

    /// Fails for now where a file was changed while it was read: by somebody who has another name for it, or still has
    /// it open.
    private static func check(_ path: SystemPath, isStill seen: FileIdentity) throws(AgentFailure) {
        let now: FileIdentity
        do throws(InboxError) {
            now = try FileBytes.identity(path)
        } catch {
            throw AgentFailure(error)
        }
        guard now.isSameContent(as: seen) else {
            throw AgentFailure("document-changed", isTransient: true, "it was changed while it was read")
        }
    }

    /// Whether anything may still be taken out of a container, all of its outermost one counted.
    private func hasBudget(_ record: DocumentRecord) async throws -> Bool {
        guard let root = record.root else { return true }
        let use = try await ledger.memberUse(of: root, besides: record.id)
        return use.documents < limits.members && use.bytes < limits.memberBytes
    }

    /// What the documents within one another may still cost together.
    private func remaining(for record: DocumentRecord) async throws(ExtractionError) -> ExtractionLimits {
        var limits = limits
        limits.depth = max(0, limits.depth - record.depth)
        guard let root = record.root else { return limits }
        let use: MemberUse
        do throws(StoreError) {
            use = try await ledger.memberUse(of: root, besides: record.id)
        } catch {
            throw ExtractionError(.unavailable, document: record.path.description, detail: "\(error)")
        }
        // A document needs no budget; a container without any takes nothing out.
        limits.members = max(1, limits.members - use.documents)
        limits.memberBytes = max(1, limits.memberBytes - use.bytes)
        return limits
    }

    private func keep(
        _ text: IncomingStoredText,
        of document: ExtractedDocument,
        _ id: DocumentID,
        _ digest: (sha256: String, size: Int64)
    ) async throws -> TextReference {
        let kept = text.finish()
        try await ledger.keepText(kept.body, of: id, at: now())
        Failpoint.textKept.reached()
        return TextReference(
            document,
            of: id,
            sha256: digest.sha256,
            size: digest.size,
            characters: kept.characters,
            words: kept.words
        )
    }

    /// Makes documents of a container's members: on record first, then in the spool, then ready for work.
    ///
    /// - Durability: each step may be repeated after a crash, and finds what was done before.
    private func keep(
        _ listing: MemberListing,
        _ files: SpooledMembers,
        of parent: DocumentRecord,
        _ digest: (sha256: String, size: Int64)
    ) async throws -> MemberReference {
        let found = listing.members.enumerated()
            .map { number, member in
                FoundMember(
                    id: DocumentID(member: number, of: parent.id),
                    path: member.kind == .file
                        ? MemberName.path(of: member.name, number: number, in: parent.path)
                        : MemberName.path(ofAddress: member.name, number: number, in: parent.path),
                    size: files.size(of: number),
                    address: member.kind == .reference ? member.name : nil
                )
            }
        let numbers = listing.members.indices.filter { listing.members[$0].kind == .file }
        let wanted = try await ledger.intend(members: found, of: parent, at: now())
        Failpoint.membersIntended.reached()
        try await BlockingThread.value { try files.place(numbers, wanted: wanted) }
        Failpoint.membersPlaced.reached()
        try await ledger.settle(membersOf: parent.id)
        Failpoint.membersSettled.reached()
        return MemberReference(
            document: parent.id,
            sha256: digest.sha256,
            size: digest.size,
            mediaType: listing.mediaType,
            members: listing.members.count,
            skipped: listing.skipped,
            warnings: listing.warnings
        )
    }
}
