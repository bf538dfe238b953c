import Foundation
import Synchronization

/// What long work is at, on standard error: one line that changes on a terminal, plain lines now and then elsewhere.
///
/// Work that ends within two seconds shows nothing.
final class ProgressLine: Sendable {
    private struct State {
        var last: ContinuousClock.Instant
        var isShown = false
    }

    private static let firstWait: Duration = .seconds(2)
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let state: Mutex<State>
    private let start = ContinuousClock.now

    init() { state = Mutex(State(last: start)) }

    /// Shows what the work is at, unless something was shown just now; a step of long work is shown in any case.
    func show(_ text: String, isStep: Bool = false) {
        let now = ContinuousClock.now
        guard isStep || now - start >= Self.firstWait else { return }
        let wait: Duration = isTerminal ? .milliseconds(200) : .seconds(10)
        state.withLock { state in
            guard isStep || !state.isShown || now - state.last >= wait else { return }
            state.last = now
            state.isShown = true
            if isTerminal {
                FileHandle.standardError.write(Data("\r\(text)\u{1B}[K".utf8))
            } else {
                Terminal.printError(text)
            }
        }
    }

    /// Takes the line away.
    func end() {
        state.withLock { state in
            if state.isShown, isTerminal { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
        }
    }
}
