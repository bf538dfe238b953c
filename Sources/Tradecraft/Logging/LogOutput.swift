import Inbox
package import Logging
import Synchronization
package import Taskt

#if canImport(Glibc)
import Glibc
#endif

/// Where log lines go: standard error, or a file that is appended to and, by one process, rotated.
///
/// Nothing that goes wrong here stops the program: a line that cannot be written is counted and given up, a file that
/// cannot be rotated is appended to.
package final class LogOutput: Sendable {
    /// How lines are written.
    package let format: LogFormat
    /// The file; nil is standard error.
    let file: SystemPath?
    /// Rung when a file was rotated and is to be compressed.
    let bell = Doorbell()
    let now: @Sendable () -> Timestamp

    private let rotation: LogRotation?
    private let levelSettings: Mutex<LogLevels>
    private let state: Mutex<State>

    private struct State {
        var open: OpenLogFile
        /// When the file at the path is looked at again.
        var nextCheck = Timestamp(microseconds: 0)
        /// When a rotation is tried again that failed.
        var nextRotation = Timestamp(microseconds: 0)
        var lost = 0
        /// Whether the last line was cut off by a full disk.
        var isTorn = false
        var failure: InboxError?
    }

    /// How often the file at the path is looked at, for one that another program renamed or deleted.
    private static let checkInterval: Duration = .seconds(1)
    /// How long a file that could not be rotated is appended to before the next try.
    private static let rotationPause: Duration = .seconds(60)

    /// Opens the place that a configuration names.
    ///
    /// - Parameters:
    ///   - configuration: the settings.
    ///   - rotates: whether this process rotates the file: the daemon does, a command does not.
    ///   - now: the wall clock.
    /// - Throws: ``StartupError`` where the file cannot be opened.
    package init(
        _ configuration: Configuration,
        rotates: Bool,
        now: @escaping @Sendable () -> Timestamp = EngineEnvironment.systemTime
    ) throws(StartupError) {
        self.now = now
        file = configuration.logFile.map { SystemPath($0) }
        levelSettings = Mutex(LogLevels(configuration))
        let open: OpenLogFile
        do throws(InboxError) {
            open = try file.map { path throws(InboxError) in try OpenLogFile(path, now: now()) } ?? .standardError
        } catch {
            throw StartupError(error, "the log file")
        }
        // A pipe or a device cannot be rotated.
        let isRotated = rotates && open.isRegular
        rotation = isRotated ? file.map { LogRotation(file: $0, settings: configuration.log) } : nil
        let stream = getenv("JOURNAL_STREAM").map { String(cString: $0) }
        format = configuration.logFormat.resolved(for: open.descriptor, journal: file == nil ? stream : nil)
        state = Mutex(State(open: open))
    }

    deinit { state.withLock { $0.open.close() } }

    /// A logger that writes here.
    package func logger() -> Logger {
        Logger(label: "tradecraft") { _ in LineLogHandler(self) }
    }

    /// The lowest levels that are written; what is set holds from the next line on, for every logger.
    package var levels: LogLevels {
        get { levelSettings.withLock { $0 } }
        set { levelSettings.withLock { $0 = newValue } }
    }

    /// Opens the file at the path anew, after another program has renamed it; safe to call at any time.
    ///
    /// The open file stays where the path cannot be opened: lines are not lost.
    package func reopen() { state.withLock { reopen(&$0) } }

    /// Looks whether the file is to be rotated, or is another one by now; for times when nothing is logged.
    func check() {
        state.withLock { state in
            state.nextCheck = Timestamp(microseconds: 0)
            prepare(&state, for: 0, at: now())
        }
    }

    /// How many lines could not be written since the last call.
    func takeLost() -> Int {
        state.withLock { state in
            defer { state.lost = 0 }
            return state.lost
        }
    }

    /// What kept the file from being rotated or opened anew since the last call.
    func takeFailure() -> InboxError? {
        state.withLock { state in
            defer { state.failure = nil }
            return state.failure
        }
    }

    /// The rotated files, for who compresses them; nil where this process rotates none.
    var rotatedFiles: LogRotation? { rotation }

    /// Writes a line, its newline included, with one call.
    func write(_ line: String) {
        state.withLock { state in
            let time = now()
            if file != nil { prepare(&state, for: line.utf8.count, at: time) }
            // A line that a full disk cut off is ended first, so that the next one stands for itself.
            var text = state.isTorn ? "\n" + line : line
            let (written, count) = text.withUTF8 { (state.open.write($0, at: time), $0.count) }
            if written < count { state.lost += 1 }
            if written > 0 { state.isTorn = written < count }
        }
    }

    private func prepare(_ state: inout State, for bytes: Int, at time: Timestamp) {
        guard let file, state.open.isRegular else { return }
        if time >= state.nextCheck || time.advanced(by: Self.checkInterval) < state.nextCheck {
            state.nextCheck = time.advanced(by: Self.checkInterval)
            if state.open.isStill(at: file) { state.open.measure() } else { reopen(&state) }
        }
        guard let rotation, rotation.isDue(state.open, for: bytes, at: time), time >= state.nextRotation else { return }
        do throws(InboxError) {
            state.open = try rotation.rotate(state.open, at: time)
            bell.ring()
        } catch {
            state.nextRotation = time.advanced(by: Self.rotationPause)
            state.failure = error
        }
    }

    private func reopen(_ state: inout State) {
        guard let file else { return }
        do throws(InboxError) {
            let fresh = try OpenLogFile(file, now: now())
            state.open.close()
            state.open = fresh
            // The cut-off line is in the other file.
            state.isTorn = false
        } catch {
            state.failure = error
        }
    }
}
