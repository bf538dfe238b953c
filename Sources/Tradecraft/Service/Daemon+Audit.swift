import Logging
import Taskt

#if canImport(Glibc)
import Glibc
#endif

extension Daemon {
    /// Writes into the audit trail that the daemon begins; a database that cannot be written to keeps it from nothing.
    func noteStart() async {
        do throws(StoreError) {
            try await workshop.ledger.noteStart(process: getpid(), at: environment.now())
        } catch {
            logger.warning("Start not in the audit trail", metadata: ["error": "\(error)"])
        }
    }

    /// Writes into the audit trail that the configuration was read again, and which keys have changed.
    func noteReload(_ keys: [String]) async {
        do throws(StoreError) {
            let entry = AuditEntry(.reloaded, ["keys": .text(keys.joined(separator: ", "))])
            try await workshop.ledger.note(entry, at: environment.now())
        } catch {
            logger.warning("Reload not in the audit trail", metadata: ["error": "\(error)"])
        }
    }

    /// Writes into the audit trail that the daemon ends, and whether it was told to.
    func noteStop(_ outcome: Result<Void, any Error>) async {
        var detail: [String: AuditValue] = ["process": .number(Int(getpid()))]
        if case .failure(let error) = outcome, !(error is CancellationError) { detail["error"] = "\(error)" }
        do throws(StoreError) {
            try await workshop.ledger.note(AuditEntry(.stopped, of: "daemon", detail), at: environment.now())
        } catch {
            logger.warning("Stop not in the audit trail", metadata: ["error": "\(error)"])
        }
    }
}
