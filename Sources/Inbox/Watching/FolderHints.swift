import Synchronization

/// The hints of one watcher, for one reader.
///
/// Hints that the reader has not taken are merged: however much happens, at most one of each kind waits.
package struct FolderHints: AsyncSequence, Sendable {
    private let box = Box()

    init() {}

    /// Takes the hints one by one.
    package func makeAsyncIterator() -> Iterator {
        Iterator(box: box)
    }

    func send(_ hint: FolderHint) {
        box.send(hint)
    }

    func finish() {
        box.finish()
    }

    /// Takes the hints one by one; ends when the watcher stops or the task is cancelled.
    package struct Iterator: AsyncIteratorProtocol {
        fileprivate let box: Box

        /// The most serious hint that waits, or the next one to come.
        package mutating func next() async -> FolderHint? {
            await box.next()
        }

        /// The most serious hint that waits, or the next one to come.
        package mutating func next(isolation: isolated (any Actor)?) async -> FolderHint? {
            await box.next()
        }
    }

    fileprivate final class Box: Sendable {
        private let state = Mutex(State())

        private struct State: Sendable {
            var unavailable: InboxError?
            var lostWatch = false
            var overflow = false
            var changed = false
            var isFinished = false
            var reader: CheckedContinuation<FolderHint?, Never>?

            mutating func take() -> FolderHint? {
                if let error = unavailable {
                    unavailable = nil
                    return .unavailable(error)
                }
                if lostWatch {
                    lostWatch = false
                    return .lostWatch
                }
                if overflow {
                    overflow = false
                    return .overflow
                }
                if changed {
                    changed = false
                    return .changed
                }
                return nil
            }
        }

        func send(_ hint: FolderHint) {
            let reader = state.withLock { state -> CheckedContinuation<FolderHint?, Never>? in
                guard !state.isFinished else { return nil }
                if let reader = state.reader {
                    state.reader = nil
                    return reader
                }
                switch hint {
                case .changed: state.changed = true
                case .overflow: state.overflow = true
                case .lostWatch: state.lostWatch = true
                case .unavailable(let error): state.unavailable = error
                }
                return nil
            }
            reader?.resume(returning: hint)
        }

        func finish() {
            let reader = state.withLock { state -> CheckedContinuation<FolderHint?, Never>? in
                state.isFinished = true
                defer { state.reader = nil }
                return state.reader
            }
            reader?.resume(returning: nil)
        }

        func next() async -> FolderHint? {
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let (isOver, hint) = state.withLock { state -> (Bool, FolderHint?) in
                        if Task.isCancelled { return (true, nil) }
                        if let hint = state.take() { return (true, hint) }
                        if state.isFinished { return (true, nil) }
                        precondition(state.reader == nil, "the hints of a watcher have one reader")
                        state.reader = continuation
                        return (false, nil)
                    }
                    if isOver { continuation.resume(returning: hint) }
                }
            } onCancel: {
                let reader = state.withLock { state -> CheckedContinuation<FolderHint?, Never>? in
                    defer { state.reader = nil }
                    return state.reader
                }
                reader?.resume(returning: nil)
            }
        }
    }
}
