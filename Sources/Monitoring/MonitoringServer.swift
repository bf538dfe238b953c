import Hummingbird
package import Logging

#if canImport(Glibc)
import Glibc
#endif

/// Answers `/metrics`, `/healthz` and `/readyz` over HTTP, on this machine alone.
///
/// It knows nothing of what it is asked about: who makes it gives the answers.
package struct MonitoringServer: Sendable {
    private let address: MonitoringAddress
    private let answers: MonitoringAnswers
    private let logger: Logger

    /// A server that does not listen yet.
    ///
    /// - Parameters:
    ///   - address: where it is to listen.
    ///   - answers: what it answers.
    ///   - logger: where the server itself logs.
    package init(_ address: MonitoringAddress, answers: MonitoringAnswers, logger: Logger) {
        self.address = address
        self.answers = answers
        self.logger = logger
    }

    /// Listens and answers until the current task is cancelled or its service is shut down.
    ///
    /// - Parameter onListening: called once it listens.
    /// - Throws: ``MonitoringError`` where it cannot listen there.
    package func run(onListening: @escaping @Sendable () -> Void = {}) async throws(MonitoringError) {
        let address = address
        if case .socket(let path) = address { try Self.clear(path) }
        let application = Application(
            router: router(),
            configuration: ApplicationConfiguration(address: address.bindAddress, serverName: nil),
            onServerRunning: { _ in
                // Those of the daemon's group may ask, others may not.
                if case .socket(let path) = address { chmod(path, 0o660) }
                onListening()
            },
            logger: logger
        )
        do {
            try await application.run()
        } catch is CancellationError {
            // That is how it is told to end.
        } catch {
            throw MonitoringError(address, Self.reason(error))
        }
        if case .socket(let path) = address { unlink(path) }
    }

    /// What the system says, without the names of the calls that it said it to.
    private static func reason(_ error: any Error) -> String {
        let text = "\(error)"
        guard let number = text.firstMatch(of: /errno: ([0-9]+)/).flatMap({ Int32($0.1) }) else { return text }
        return String(cString: strerror(number)).lowercased()
    }

    private func router() -> Router<BasicRequestContext> {
        let router = Router(options: [.autoGenerateHeadEndpoints])
        router.get("/metrics") { [answers] _, _ in
            do {
                let text = try await answers.metrics()
                return Self.response(.ok, text, type: "text/plain; version=0.0.4; charset=utf-8")
            } catch {
                return Self.response(.serviceUnavailable, "the metrics cannot be read now\n")
            }
        }
        router.get("/healthz") { [answers] _, _ in Self.response(to: await answers.stuck()) }
        router.get("/readyz") { [answers] _, _ in Self.response(to: await answers.hindrances()) }
        return router
    }

    private static func response(to troubles: [String]) -> Response {
        troubles.isEmpty
            ? response(.ok, "ok\n") : response(.serviceUnavailable, troubles.map { "\($0)\n" }.joined())
    }

    private static func response(
        _ status: HTTPResponse.Status,
        _ text: String,
        type: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(
            status: status,
            headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }

    /// Removes the socket of a process that is gone; one that somebody listens on stays.
    private static func clear(_ path: String) throws(MonitoringError) {
        // A socket is what cannot be opened, and says so with an error of its own.
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        if descriptor >= 0 { close(descriptor) } else if errno == ENOENT { return }
        guard descriptor < 0, errno == ENXIO else {
            throw MonitoringError(.socket(path), "there is something that is no socket")
        }
        guard !isAnswered(path) else { throw MonitoringError(.socket(path), "another process listens there") }
        unlink(path)
    }

    private static func isAnswered(_ path: String) -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        return withUnsafePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) == 0 }
        }
    }
}
