import Synchronization

/// The contents of the documents in work, so that each is evaluated once.
final class ContentRegistry: Sendable {
    private struct State {
        var holders: [String: DocumentID] = [:]
        var contents: [DocumentID: String] = [:]
        var waiting: [String: [DocumentID]] = [:]
    }

    private let state = Mutex(State())

    /// Whether a document may go on; else it is told of by ``end(_:)`` of the one that has the same content.
    func begin(_ id: DocumentID, content: String) -> Bool {
        state.withLock { state in
            if let holder = state.holders[content], holder != id {
                state.waiting[content, default: []].append(id)
                return false
            }
            state.holders[content] = id
            state.contents[id] = content
            return true
        }
    }

    /// Says that a document has ended, or was put aside; the documents that waited for it.
    func end(_ id: DocumentID) -> [DocumentID] {
        state.withLock { state in
            guard let content = state.contents.removeValue(forKey: id) else { return [] }
            state.holders.removeValue(forKey: content)
            return state.waiting.removeValue(forKey: content) ?? []
        }
    }
}
