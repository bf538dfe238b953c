import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#endif

/// What an operator sees of a daemon that runs, and of one that was killed.
@Suite(.timeLimit(.minutes(6))) struct ObservationTests {
    private struct Line: Decodable {
        let number: Int
        let outcome: String
        let tasks: [String: Task]
        struct Task: Decodable { let attempts: Int }
    }

    private func metrics(_ installation: Installation) throws -> [Line] {
        let folder = installation.folder.appending(path: "state/logs")
        return try installation.names(in: folder)
            .flatMap { name in
                try String(contentsOf: folder.appending(path: name), encoding: .utf8).split(separator: "\n")
                    .map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
            }
    }

    @Test func theDaemonAnswersOverASocketAndWritesItsMetrics() async throws {
        let installation = try Installation()
        // A path of a socket has 107 bytes at most: the folder's own is too long.
        let socket = "/tmp/tradecraft-\(UUID().uuidString.prefix(8)).sock"
        let file = installation.folder.appending(path: "tradecraft.prom")
        try installation.drop("a.txt", "The actor ran PowerShell (T1059.001).")
        try installation.drop("b.pdf", "%PDF-1.4 and nothing else")
        let daemon = try installation.watch(
            "--set",
            "http.listen=unix:\(socket)",
            "--set",
            "metrics.textfile=\(file.path)",
            "--set",
            "log.levels=engine=error",
            "--set",
            "metrics.interval=1h"
        )
        // Two documents end, in whatever order, and the server has begun by then.
        var awaited: Set = ["Answering over HTTP", "Report published", "Document rejected"]
        for await line in daemon.lines {
            #expect(!line.contains("\"component\":\"engine\""))
            awaited = awaited.filter { !line.contains($0) }
            if awaited.isEmpty { break }
        }
        #expect(awaited.isEmpty)
        let health = try await ask(socket, "/healthz")
        #expect(health.hasPrefix("HTTP/1.1 200") && health.hasSuffix("\r\n\r\nok\n"))
        #expect(try await ask(socket, "/readyz").hasPrefix("HTTP/1.1 200"))
        let answer = try await ask(socket, "/metrics")
        #expect(answer.contains("\ntradecraft_up 1\n"))
        #expect(answer.contains("\ntradecraft_documents_total{outcome=\"reported\"} 1\n"))
        #expect(answer.contains("\ntradecraft_rejections_total{code=\"damaged\"} 1\n"))
        #expect(answer.contains("\ntradecraft_task_seconds_count{task=\"report\"} 1\n"))
        daemon.signal(SIGTERM)
        #expect(try await daemon.outcome().exitCode == 0)
        #expect(access(socket, F_OK) != 0)
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.contains("\ntradecraft_up 0\n"))
        #expect(text.contains("\ntradecraft_documents_total{outcome=\"rejected\"} 1\n"))
        let lines = try metrics(installation)
        #expect(lines.map(\.number) == [1, 2])
        #expect(Set(lines.map(\.outcome)) == ["reported", "rejected"])
        #expect(lines.first { $0.outcome == "reported" }?.tasks.count == 5)
    }

    /// A port that is taken is said once; the documents are worked on all the same.
    @Test func aDaemonThatCannotListenWorks() async throws {
        let installation = try Installation()
        try installation.drop("a.txt", "The actor ran PowerShell (T1059.001).")
        let outcome = try await installation.drain("--set", "http.listen=unix:\(installation.inbox.path)")
        #expect(outcome.exitCode == 0)
        #expect(outcome.errors.split(separator: "\n").count { $0.contains("Not answering over HTTP yet") } == 1)
        #expect(try installation.reports().count == 1)
    }

    @Test func anAddressThatOthersCouldReachIsRefused() async throws {
        let installation = try Installation()
        let outcome = try await installation.drain("--set", "http.listen=0.0.0.0:9464")
        #expect(outcome.exitCode == 78)
        #expect(outcome.errors.contains("http.listen: expected \"off\", a port of this machine"))
    }

    /// Killed while the metrics are written: the next process completes them.
    @Test func afterAKillEveryEndedRunIsInTheMetricsLogOnce() async throws {
        let installation = try Installation()
        for number in 0..<6 { try installation.drop("\(number).txt", "The actor ran PowerShell, \(number).") }
        let daemon = try installation.watch("--set", "metrics.interval=1s")
        #expect(await daemon.waits(for: "Report published"))
        daemon.signal(SIGKILL)
        _ = try await daemon.outcome()
        #expect(try await installation.drain().exitCode == 0)
        #expect(try metrics(installation).map(\.number) == Array(1...6))
        #expect(try await installation.drain().exitCode == 0)
        #expect(try metrics(installation).map(\.number) == Array(1...6))
    }

    @Test func theMetricsCommandDrawsNothingWhereNobodyLooks() async throws {
        let installation = try Installation()
        try installation.drop("a.txt", "The actor ran PowerShell (T1059.001).")
        #expect(try await installation.drain().exitCode == 0)
        for arguments in [[], ["--by", "day"], ["--by", "format"], ["--by", "outcome"], ["--by", "task"]] {
            let outcome = try await Running(["metrics", "--since", "2d"] + arguments, in: installation.folder).outcome()
            #expect(outcome.exitCode == 0)
            #expect(outcome.output.utf8.allSatisfy { $0 < 0x7F && ($0 >= 0x20 || $0 == 0x0A) })
            // Grouped by day there is a line for each, for their sum and for the head.
            if arguments.last == "day" { #expect(outcome.output.split(separator: "\n").count == 6) }
        }
    }

    /// What comes back over a Unix socket.
    private func ask(_ path: String, _ place: String) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try Self.answer(path, place) }) }
        }
    }

    private static func answer(_ path: String, _ place: String) throws -> String {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let status = withUnsafePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
        }
        try #require(status == 0)
        let request = Array("GET \(place) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
        try #require(write(descriptor, request, request.count) == request.count)
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count <= 0 { return String(decoding: answer, as: UTF8.self) }
            answer += buffer[..<count]
        }
    }
}
