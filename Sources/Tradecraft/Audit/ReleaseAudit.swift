import AttackKnowledge
import DocumentText
import Logging
import Synchronization
import Taskt

/// Writes into the audit trail which release of ATT&CK is in force, whoever put it there: the daemon or a command.
final class ReleaseAudit: Upkeep {
    private let ledger: Ledger
    private let libraries: [KnowledgeLibrary]
    private let environment: EngineEnvironment
    private let logger: Logger
    private let seen = Mutex<[String: String]>([:])

    private static let interval: Duration = .seconds(60)

    init(_ libraries: [KnowledgeLibrary], ledger: Ledger, environment: EngineEnvironment, logger: Logger) {
        self.libraries = libraries
        self.ledger = ledger
        self.environment = environment
        self.logger = logger
    }

    /// Looks every minute, until the current task is cancelled.
    func run() async throws {
        while true {
            for library in libraries { await look(library) }
            try await environment.clock.sleep(for: Self.interval)
        }
    }

    /// Looks once, and writes down a release that the trail does not know to be in force.
    func look(_ library: KnowledgeLibrary) async {
        do {
            let release = try library.current()
            let domain = release.domain.rawValue
            guard seen.withLock({ $0[domain] }) != release.sha256 else { return }
            let reference = try await BlockingThread.value(of: { try library.reference(to: release) })
            try await ledger.note(reference, at: environment.now())
            seen.withLock { $0[domain] = release.sha256 }
        } catch {
            logger.warning("ATT&CK release not in the audit trail yet", metadata: ["error": "\(error)"])
        }
    }
}
