import Foundation
import Inbox
import Logging
import Synchronization
import Taskt

@testable import Tradecraft

/// A clock on the wall that a test turns.
final class TurnedClock: Sendable {
    private let time: Mutex<Timestamp>

    /// 2026-11-28T10:15:00Z unless another time is given.
    init(_ time: Timestamp = Timestamp(microseconds: 1_795_860_900_000_000)) { self.time = Mutex(time) }

    var now: Timestamp { time.withLock { $0 } }

    func turn(by duration: Duration) { time.withLock { $0 = $0.advanced(by: duration) } }
}

/// A log in a folder of its own.
final class TestLog: Sendable {
    let folder: TemporaryFolder
    let clock: TurnedClock
    let output: LogOutput

    init(
        in folder: TemporaryFolder? = nil,
        clock: TurnedClock = TurnedClock(),
        file: String? = nil,
        _ adjust: (inout Tradecraft.Configuration) -> Void = { _ in }
    ) throws {
        self.folder = try folder ?? TemporaryFolder()
        self.clock = clock
        var configuration = Tradecraft.Configuration()
        configuration.logFormat = .text
        configuration.logFile = file ?? "\(self.folder.path)/tradecraft.log"
        adjust(&configuration)
        output = try LogOutput(configuration, rotates: true, now: { clock.now })
    }

    var logger: Logger { output.logger() }

    /// The names in the folder, in order.
    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
    }

    /// The lines of all files, those of the oldest first.
    var lines: [String] {
        get throws {
            // The file itself has the shortest name, and the newest lines.
            let names = try names
            return try (names.dropFirst() + names.prefix(1)).flatMap { try Self.lines("\(folder.path)/\($0)") }
        }
    }

    static func lines(_ path: String) throws -> [String] {
        var bytes = try FileBytes.read(SystemPath(path)) ?? []
        if path.hasSuffix(".gz") { bytes = try Compression.decompress(bytes, limit: 1 << 24) }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
