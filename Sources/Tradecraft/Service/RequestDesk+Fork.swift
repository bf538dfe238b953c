import DocumentText
import Inbox
import Taskt

extension RequestDesk {
    /// Puts a document in work that goes on from where another one's run stood before a task, or begins anew.
    ///
    /// It has an id, a run and a report folder of its own; the other one stays as it is. Every step may be repeated
    /// after a crash: the document's row, the last of them, is what makes the fork exist.
    func fork(
        _ parent: DocumentRecord,
        from task: TaskName?,
        as id: DocumentID,
        _ request: OperatorRequest
    ) async throws -> String {
        if try await workshop.ledger.document(id) == nil {
            if let obstacle = try await prepare(parent, from: task, as: id, request) { return "failed: \(obstacle)" }
            try await workshop.ledger.fork(parent.id, as: id, at: workshop.environment.now())
        }
        workshop.queue.add(id)
        return "forked as \(id), in work"
    }

    /// Makes the fork's copy of the original, where it is going to be read, and its run; or says why that cannot be.
    private func prepare(
        _ parent: DocumentRecord,
        from task: TaskName?,
        as id: DocumentID,
        _ request: OperatorRequest
    ) async throws -> String? {
        let isRead = task.map { $0.rawValue == DocumentAnalysis.readingTask } ?? true
        let copy = claimer.spool.appending(id.fileName)
        if isRead {
            guard let original = Original(parent.id, place: parent.place, spool: claimer.spool).path else {
                return "the original of \(parent.id) is no longer there; fork from a task behind "
                    + "\(DocumentAnalysis.readingTask)"
            }
            let copied = await BlockingThread.run {
                Result { () throws(InboxError) in try FileBytes.copy(original, to: copy) }
            }
            guard let copied else {
                throw InboxError(.exhausted, during: "copy the original", path: "\(parent.path)", systemError: 0)
            }
            if case .failure(let error) = copied {
                if error.isTransient { throw error }
                return "\(error)"
            }
        }
        do throws(TasktError) {
            let cause = "request \(request.number): \(request.cause)"
            _ = try await workshop.engine.fork(parent.id.runID, from: task, as: id.runID, cause: cause)
        } catch {
            let isLasting = [.unknownRun, .unknownTask, .definitionChanged, .runIDTaken].contains(error.code)
            guard isLasting else { throw error }
            if isRead { FileBytes.remove(copy) }
            return "\(error)"
        }
        return nil
    }
}

/// Where the original of a document is.
struct Original {
    /// The file; nil where it is gone.
    let path: SystemPath?

    /// Looks in the spool, then where the document's row says it was put.
    init(_ document: DocumentID, place: String?, spool: SystemPath) {
        let places = [spool.appending(document.fileName)] + (place.map { [SystemPath(shown: $0)] } ?? [])
        path = places.first(where: FileKind.isFile)
    }
}
