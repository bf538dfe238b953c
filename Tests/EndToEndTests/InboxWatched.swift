import Foundation
import Synchronization
import Testing

/// A daemon at work on an inbox, for the tests of a suite side by side.
final class InboxWatched: Sendable {
    /// The daemon that the suite's trait has started.
    @TaskLocal static var current: InboxWatched?

    let installation: Installation
    let daemon: Running
    let log = InboxDaemonLog()
    /// The folders that the daemon works on, where they have mounts of their own.
    let space: InboxMountSpace?

    private let expected = Mutex<[String: Int]>([:])

    private init(_ installation: Installation, _ daemon: Running, _ space: InboxMountSpace?) {
        self.installation = installation
        self.daemon = daemon
        self.space = space
    }

    /// The settings of every daemon here; what is tested comes quickly, and nothing is fetched.
    static let settings = [
        "--set", "attack.update-interval=off", "--set", "inbox.settle=300ms", "--set", "retry.initial=50ms", "--set",
        "retry.maximum=200ms", "--set", "space.floor=off",
    ]

    /// How many documents have to have ended under each name.
    var ends: [String: Int] { expected.withLock { $0 } }

    /// Follows a daemon while a body runs, then tells it to end.
    static func following(
        _ installation: Installation,
        _ daemon: Running,
        in space: InboxMountSpace? = nil,
        isToldToEnd: Bool = true,
        _ body: (InboxWatched) async throws -> Void
    ) async throws -> Outcome {
        let watched = InboxWatched(installation, daemon, space)
        async let reading: Void = watched.log.read(daemon.lines)
        do {
            try await body(watched)
        } catch {
            daemon.signal(SIGKILL)
            throw error
        }
        if isToldToEnd { daemon.signal(SIGTERM) }
        let outcome = try await daemon.outcome()
        await reading
        return outcome
    }

    /// A text like no other, in which PowerShell is named.
    static func text(_ name: String) -> String {
        "Incident \(name) (\(UUID().uuidString)): the operators ran PowerShell (T1059.001) on the host.\n"
    }

    /// Bytes that are no document, like no others.
    static func noise() -> Data { Data((0..<5_000).map { _ in UInt8.random(in: 0...255) } + [0, 1, 2]) }

    /// Writes a document outside the inbox.
    func outside(_ name: String) throws -> URL {
        let folder = installation.folder.appending(path: "outside \(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: name)
        try Data(Self.text(name).utf8).write(to: file)
        return file
    }

    /// Writes a document into the inbox.
    func drop(_ name: String) throws { try installation.drop(name, Self.text(name)) }

    /// Expects so many more documents to end under a name.
    func expect(_ name: String, count: Int = 1) { expected.withLock { $0[name, default: 0] += count } }

    /// Waits until a document is reported so many times, and reads the last of the reports.
    @discardableResult
    func reported(_ name: String, count: Int = 1, within limit: Duration = .seconds(60)) async throws -> InboxReport {
        expect(name, count: count)
        let events = try await log.events("\(name) reported", count: count, within: limit) {
            $0.message == "Report published" && $0.path == name
        }
        let folder = try #require(events.last?.folder)
        return try InboxReport(installation.outbox.appending(path: folder))
    }

    /// Waits until something is rejected, and says with which code.
    @discardableResult
    func rejected(_ name: String, within limit: Duration = .seconds(60)) async throws -> String? {
        expect(name)
        return try await log
            .events("\(name) rejected", within: limit) {
                $0.message == "Document rejected" && $0.path == name
            }
            .first?
            .code
    }

    /// Waits until a document is in the spool, and gives its id.
    @discardableResult
    func claimed(_ name: String) async throws -> String {
        let event = try await log.events("\(name) claimed") { $0.message == "Document claimed" && $0.path == name }[0]
        return try #require(event.document)
    }

    /// Waits until the inbox has been looked at, with all that is in it now: another document is through.
    func looked() async throws {
        let name = "looked \(UUID().uuidString).txt"
        try drop(name)
        try await reported(name)
    }
}

/// A report as it lies in the outbox, with what it says of its document.
struct InboxReport {
    let name: String
    let size: Int
    let techniques: Set<String>

    private struct Content: Decodable {
        struct Document: Decodable {
            let name: String
            let size: Int
        }
        struct Technique: Decodable { let id: String }
        let document: Document
        let techniques: [Technique]
    }

    init(_ folder: URL) throws {
        let content = try JSONDecoder()
            .decode(Content.self, from: Data(contentsOf: folder.appending(path: "report.json")))
        (name, size) = (content.document.name, content.document.size)
        techniques = Set(content.techniques.map(\.id))
    }
}
