import Logging
import Monitoring
import ServiceLifecycle
import Taskt
import Tradecraft

/// Answers over HTTP beside the daemon, which works whether that can be done or not.
struct MonitoringService: Service {
    let server: MonitoringServer
    let logger: Logger

    /// How soon it is tried again where it cannot listen.
    private static let pause: Duration = .seconds(30)
    /// How long whoever is being answered may take when the daemon stops.
    private static let grace: Duration = .seconds(1)

    /// The server that the configuration asks for; nil where it asks for none.
    init?(_ daemon: Daemon, _ configuration: Configuration, logger: Logger) {
        guard let listen = configuration.metrics.listen else { return nil }
        let address: MonitoringAddress =
            switch listen {
            case .loopback(let host, let port): .port(host: host, port: port)
            case .socket(let path): .socket(path)
            }
        let observer = daemon.observer
        let answers = MonitoringAnswers(
            metrics: { try await observer.metrics() },
            stuck: { observer.stuck },
            hindrances: { observer.hindrances }
        )
        self.logger = logger.component(.http)
        var quiet = self.logger
        // The server's own lines are about its inside.
        quiet.logLevel = .error
        server = MonitoringServer(address, answers: answers, logger: quiet)
        metadata = ["http.address": "\(address)"]
    }

    private let metadata: Logger.Metadata

    /// Serves until the daemon stops.
    func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await serve() }
            group.addTask {
                // A cancellation ends the wait as well.
                try? await gracefulShutdown()
                try? await Task.sleep(for: Self.grace)
            }
            await group.next()
            group.cancelAll()
        }
    }

    private func serve() async {
        var isReported = false
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            do throws(MonitoringError) {
                try await server.run { [logger, metadata] in logger.notice("Answering over HTTP", metadata: metadata) }
            } catch {
                if !isReported { logger.warning("Not answering over HTTP yet", metadata: ["error": "\(error)"]) }
                isReported = true
                // A cancelled pause ends the loop at its next turn.
                try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.pause) }
            }
        }
    }
}
