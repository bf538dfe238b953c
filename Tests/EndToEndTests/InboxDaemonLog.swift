import Foundation
import Synchronization

/// What a daemon logs, for several readers at once: each sees all of it from the beginning.
final class InboxDaemonLog: Sendable {
    /// One line.
    struct Event: Sendable, CustomStringConvertible {
        let values: [String: String]

        init?(_ line: String) {
            // What is no JSON object is said before the logger is there; the outcome has it.
            guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
                return nil
            }
            values = object.mapValues { "\($0)" }
        }

        var message: String { values["message"] ?? "" }
        /// The document's name as it is shown.
        var path: String? { values["document.path"] }
        /// The document's id.
        var document: String? { values["document.id"] }
        var code: String? { values["error.code"] }
        var folder: String? { values["report.folder"] }

        var description: String {
            "\(message) \(values.filter { $0.key.contains(".") || $0.key == "error" })"
        }
    }

    /// What a test waited for in vain.
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    private struct State {
        var events: [Event] = []
        var readers: [AsyncStream<Event>.Continuation] = []
        var isOver = false
    }

    private let state = Mutex(State())

    /// Takes in lines until they end.
    func read(_ lines: AsyncStream<String>) async {
        for await line in lines {
            guard let event = Event(line) else { continue }
            state.withLock { state in
                state.events.append(event)
                for reader in state.readers { reader.yield(event) }
            }
        }
        state.withLock { state in
            state.isOver = true
            for reader in state.readers { reader.finish() }
            state.readers = []
        }
    }

    /// All that has been logged so far.
    var events: [Event] { state.withLock { $0.events } }

    /// Waits for so many events of a kind, those logged so far included unless the first `seen` are left out.
    ///
    /// - Throws: ``Missing`` where they have not come when the daemon ends or the time is up.
    @discardableResult
    func events(
        _ what: String,
        count: Int = 1,
        after seen: Int = 0,
        within limit: Duration = .seconds(60),
        where isMeant: @escaping @Sendable (Event) -> Bool
    ) async throws -> [Event] {
        let stream = stream(after: seen)
        let found = try await withThrowingTaskGroup(of: [Event]?.self) { group in
            group.addTask {
                var found: [Event] = []
                for await event in stream where isMeant(event) {
                    found.append(event)
                    if found.count == count { return found }
                }
                return nil
            }
            group.addTask {
                try await Task.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
        if let found { return found }
        let last = events.suffix(12).map(\.description).joined(separator: "\n")
        throw Missing(description: "\(what): not logged \(count) times; the last lines:\n\(last)")
    }

    private func stream(after seen: Int) -> AsyncStream<Event> {
        let (stream, reader) = AsyncStream.makeStream(of: Event.self)
        state.withLock { state in
            for event in state.events.dropFirst(seen) { reader.yield(event) }
            if state.isOver { reader.finish() } else { state.readers.append(reader) }
        }
        return stream
    }
}
