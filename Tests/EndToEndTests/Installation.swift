import Foundation
import Testing

/// A folder of its own with an inbox, an outbox and a state directory, and the built program to run in it.
final class Installation: Sendable {
    let folder: URL
    private let isRemovedAtEnd: Bool

    init() throws {
        isRemovedAtEnd = true
        folder = FileManager.default.temporaryDirectory.appending(path: "tradecraft e2e \(UUID().uuidString)")
        try FileManager.default.createDirectory(at: inbox, withIntermediateDirectories: true)
    }

    /// One that is there already, as it is seen at another path.
    init(at folder: URL) {
        self.folder = folder
        isRemovedAtEnd = false
    }

    deinit {
        guard isRemovedAtEnd else { return }
        // A leftover in the temporary folder breaks nothing.
        try? FileManager.default.removeItem(at: folder)
    }

    var inbox: URL { folder.appending(path: "inbox") }
    var outbox: URL { folder.appending(path: "outbox") }
    var rejected: URL { folder.appending(path: "rejected") }
    var processed: URL { folder.appending(path: "processed") }
    var state: URL { folder.appending(path: "state") }
    var database: URL { state.appending(path: "tradecraft.sqlite") }

    /// The program: beside the tests, or the one that `TRADECRAFT_BINARY` names.
    static let program: URL = {
        if let path = ProcessInfo.processInfo.environment["TRADECRAFT_BINARY"] { return URL(filePath: path) }
        let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        return tests.deletingLastPathComponent().appending(path: "tradecraft")
    }()

    /// The fixtures of the repository.
    static let fixtures: URL = {
        var folder = URL(filePath: #filePath)
        while !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
            folder.deleteLastPathComponent()
        }
        return folder.appending(path: "Fixtures")
    }()

    /// Runs the program to its end.
    func run(_ arguments: String..., input: String = "") async throws -> Outcome {
        try await Running(arguments, in: folder, input: Data(input.utf8)).outcome()
    }

    /// Starts the daemon.
    func watch(_ arguments: String...) throws -> Running {
        try Running(["watch"] + Self.settings + arguments, in: folder)
    }

    /// Works through the inbox.
    func drain(_ arguments: String...) async throws -> Outcome {
        try await Running(["watch", "--once"] + Self.settings + arguments, in: folder).outcome()
    }

    /// Nothing is fetched and nothing settles: what is tested here is neither.
    private static let settings = [
        "--set", "attack.update-interval=off", "--set", "inbox.settle=0s", "--set", "space.floor=off",
    ]

    /// Puts a whole file into the inbox: a daemon that takes files at once never sees a part of it.
    func drop(_ name: String, _ content: String) throws {
        let place = inbox.appending(path: name)
        let whole = folder.appending(path: "dropped \(UUID().uuidString)")
        try Data(content.utf8).write(to: whole)
        guard rename(whole.path, place.path) != 0 else { return }
        // The inbox is on a file system of its own.
        try FileManager.default.removeItem(at: whole)
        try Data(content.utf8).write(to: place)
    }

    /// The reports in the outbox, by the name of their document.
    func reports() throws -> [String: [Report]] {
        var reports: [String: [Report]] = [:]
        for folder in try names(in: outbox) {
            let report = try Report(outbox.appending(path: folder))
            reports[report.name, default: []].append(report)
        }
        return reports
    }

    /// The originals in the folders of the days, each in that of a day.
    func originals() throws -> [URL] {
        try names(in: processed)
            .flatMap { day in
                try names(in: processed.appending(path: day)).map { processed.appending(path: "\(day)/\($0)") }
            }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    /// The names in a folder, hidden ones included; none where it is missing.
    func names(in folder: URL) throws -> [String] {
        guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }
}

/// A report as it lies in the outbox.
struct Report {
    let name: String
    let techniques: Set<String>
    let files: [String]

    private struct Content: Decodable {
        struct Document: Decodable { let name: String }
        struct Technique: Decodable { let id: String }
        let document: Document
        let techniques: [Technique]
    }

    init(_ folder: URL) throws {
        let content = try JSONDecoder()
            .decode(Content.self, from: Data(contentsOf: folder.appending(path: "report.json")))
        name = content.document.name
        techniques = Set(content.techniques.map(\.id))
        files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix(".") }.sorted()
    }
}

/// How a program ended.
struct Outcome {
    let exitCode: Int32
    let output: String
    let errors: String
}
