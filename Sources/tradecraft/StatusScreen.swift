import Foundation
import Taskt
import Tradecraft
import UnixSignals

/// A status that is kept up to date: on a terminal in place, on a screen of its own; elsewhere as one block after another.
struct StatusScreen {
    private let observer: StatusObserver
    private let pause: Duration

    /// The alternate screen, without a cursor, and back.
    private static let enter = "\u{1B}[?1049h\u{1B}[?25l"
    private static let leave = "\u{1B}[?25h\u{1B}[?1049l"
    /// What ends the watching; the terminal is put back first.
    private static let ends: [UnixSignal] = [.sigint, .sigterm, .sighup, .sigquit]

    init(_ observer: StatusObserver, pause: Duration) {
        self.observer = observer
        self.pause = pause
    }

    /// Shows the status until a signal ends it, and then ends the process as the signal would have.
    func run() async throws {
        let isTerminal = Terminal.isTerminal
        guard isTerminal else {
            while true {
                for line in lines(width: 200, height: nil) { Terminal.printRaw(line) }
                Terminal.printRaw("")
                Terminal.flush()
                try await Task.sleep(for: pause)
            }
        }
        // Another size of the window, and coming back to the foreground, ask for another picture.
        let signals = await UnixSignalsSequence(trapping: Self.ends + [.sigwinch, .sigcont])
        Terminal.write(Self.enter + "\u{1B}[Hlooking ...")
        let end = await watch(signals)
        Terminal.write(Self.leave)
        // As a shell reports a process that a signal has ended.
        if let end { Terminal.exit(128 + end) }
    }

    /// What asks for another picture, or for the end.
    private enum Event: Sendable {
        case due
        case changed
        case ended(Int32)
    }

    /// Draws again and again, and says which signal ended it.
    private func watch(_ signals: UnixSignalsSequence) async -> Int32? {
        let (events, event) = AsyncStream.makeStream(of: Event.self)
        return await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await signal in signals {
                    event.yield(Self.ends.contains(signal) ? .ended(signal.rawValue) : .changed)
                }
            }
            event.yield(.due)
            defer { group.cancelAll() }
            for await next in events {
                if case .ended(let end) = next { return end }
                draw()
                // The pause begins behind the look: a slow one is not chased by the next.
                guard case .due = next else { continue }
                group.addTask { [pause] in
                    // A cancelled pause is the end.
                    try? await Task.sleep(for: pause)
                    event.yield(.due)
                }
            }
            return nil
        }
    }

    private func draw() {
        let size = Terminal.size
        var text = "\u{1B}[H"
        // The last column stays free: a line that fills it moves the cursor on some terminals.
        let lines = lines(width: size.columns - 1, height: size.rows - 1)
        text += lines.map { "\($0)\u{1B}[K" }.joined(separator: "\r\n")
        Terminal.write(text + "\u{1B}[K\u{1B}[J")
    }

    private func lines(width: Int, height: Int?) -> [String] {
        let now = EngineEnvironment.systemTime()
        let title = "tradecraft status  \(Shown.time(now.description))"
        do throws(StartupError) {
            let status = try observer.look(at: now)
            let text = StatusText(status, width: width, color: Terminal.hasColor)
            return [title] + text.lines(height: height.map { $0 - 1 })
        } catch {
            // It may be right at the next look: a daemon that starts brings its database up to date first.
            var inert = ""
            inert.appendInert("\(error)")
            return [title, "! " + inert.prefix(max(1, width - 2))]
        }
    }
}
