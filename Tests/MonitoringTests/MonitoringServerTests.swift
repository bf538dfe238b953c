import Foundation
import Logging
import Monitoring
import Testing

#if canImport(Glibc)
import Glibc
#endif

@Suite(.timeLimit(.minutes(6))) struct MonitoringServerTests {
    private let silence = Logger(label: "silence", factory: { _ in SwiftLogNoOpLogHandler() })

    private func socketPath() -> String { "/tmp/tradecraft-\(UUID().uuidString.prefix(8)).sock" }

    private func server(_ path: String, troubles: [String] = []) -> MonitoringServer {
        MonitoringServer(
            .socket(path),
            answers: MonitoringAnswers(
                metrics: { "tradecraft_up 1\n" },
                stuck: { troubles },
                hindrances: { troubles + ["the inbox is gone"] }
            ),
            logger: silence
        )
    }

    /// Runs a server while a body asks it things.
    private func serving(_ server: MonitoringServer, _ body: @escaping @Sendable () throws -> Void) async throws {
        let (listening, started) = AsyncStream.makeStream(of: Void.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { started.finish() }
                try await server.run { started.yield() }
            }
            for await _ in listening { break }
            try await onThread(body)
            group.cancelAll()
        }
    }

    @Test func theThreeQuestionsAreAnswered() async throws {
        let path = socketPath()
        try await serving(server(path)) { () throws in
            let metrics = try ask(path, "GET /metrics")
            #expect(metrics.hasPrefix("HTTP/1.1 200 "))
            #expect(metrics.contains("version=0.0.4") && metrics.hasSuffix("\r\n\r\ntradecraft_up 1\n"))
            #expect(try ask(path, "GET /healthz").hasSuffix("\r\n\r\nok\n"))
            let readiness = try ask(path, "GET /readyz")
            #expect(readiness.hasPrefix("HTTP/1.1 503 ") && readiness.hasSuffix("\r\n\r\nthe inbox is gone\n"))
            #expect(try ask(path, "GET /").hasPrefix("HTTP/1.1 404 "))
            #expect(try ask(path, "POST /metrics").hasPrefix("HTTP/1.1 4"))
        }
        #expect(access(path, F_OK) != 0)
    }

    @Test func theSocketIsForOwnerAndGroupAndAStaleOneIsReplaced() async throws {
        let path = socketPath()
        let stale = try bound(path)
        close(stale)
        try await serving(server(path, troubles: ["stuck"])) { () throws in
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o660)
            #expect(try ask(path, "GET /healthz").hasPrefix("HTTP/1.1 503 "))
        }
    }

    @Test func aSocketThatSomebodyListensOnAndAFileAreLeftAlone() async throws {
        let path = socketPath()
        let other = try bound(path)
        #expect(listen(other, 1) == 0)
        let error = await #expect(throws: MonitoringError.self) { try await server(path).run() }
        #expect(error?.description == "cannot listen on unix:\(path): another process listens there")
        #expect(access(path, F_OK) == 0)
        close(other)
        unlink(path)
        try Data().write(to: URL(filePath: path))
        await #expect(throws: MonitoringError.self) { try await server(path).run() }
        #expect(access(path, F_OK) == 0)
        unlink(path)
    }
}

/// Runs what blocks on a thread of its own: the server needs those of the pool.
private func onThread(_ body: @escaping @Sendable () throws -> Void) async throws {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
    }
}

/// A Unix socket that is bound to a path.
private func bound(_ path: String) throws -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    try #require(withAddress(path) { bind(descriptor, $0, $1) } == 0)
    return descriptor
}

private func withAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    return withUnsafePointer(to: &name) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, size) }
    }
}

/// What comes back over a Unix socket.
private func ask(_ path: String, _ request: String) throws -> String {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    try #require(withAddress(path) { connect(descriptor, $0, $1) } == 0)
    let bytes = Array("\(request) HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8)
    try #require(write(descriptor, bytes, bytes.count) == bytes.count)
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        if count <= 0 { return String(decoding: answer, as: UTF8.self) }
        answer += buffer[..<count]
    }
}
