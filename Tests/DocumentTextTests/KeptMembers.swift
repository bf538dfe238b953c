import Synchronization

@testable import DocumentText

/// Keeps the files it is given, and refuses the next one when it has enough.
final class KeptMembers: MemberReceiver {
    private let state = Mutex<State>(State())
    private let limit: Int

    private struct State {
        var complete: [String] = []
        var open: String?
        var bytes: [UInt8] = []
    }

    init(refusesAfter limit: Int = .max) { self.limit = limit }

    /// The files that are complete, as "number name: content".
    var files: [String] { state.withLock { $0.complete } }

    /// The file that has begun and is not complete.
    var open: String? { state.withLock { $0.open } }

    func begin(_ name: String, number: Int) throws(ExtractionError) {
        let isFull = state.withLock { state in
            state.open = "\(number) \(name)"
            state.bytes = []
            return state.complete.count >= limit
        }
        if isFull { throw ExtractionError(.unavailable, document: "disk") }
    }

    func write(_ bytes: ArraySlice<UInt8>) throws(ExtractionError) {
        state.withLock { $0.bytes += bytes }
    }

    func end() throws(ExtractionError) {
        state.withLock { state in
            state.complete.append("\(state.open ?? "?"): \(String(decoding: state.bytes, as: UTF8.self))")
            state.open = nil
        }
    }
}
