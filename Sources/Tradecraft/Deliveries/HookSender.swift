import AttackReports
import DocumentText
import HTTPFetch
import Inbox
import Taskt

/// Hands a report on: starts the operator's program, or posts to their address.
struct HookSender: Sendable {
    let settings: HookSettings
    let outbox: SystemPath
    let ledger: Ledger
    let environment: EngineEnvironment

    /// Makes one attempt.
    ///
    /// - Throws: where the report itself cannot be read; then nothing was sent.
    func send(_ order: DeliveryOrder) async throws -> DeliveryOutcome {
        let body = try await body(of: order)
        switch order.target {
        case .command: return await start(order, body)
        case .webhook: return await post(order, body)
        }
    }

    private func body(of order: DeliveryOrder) async throws -> String {
        guard settings.body == .report else { return order.notice.body }
        let file = SystemPath(order.notice.folder).appending("report.json")
        // The folder is the operator's, who may have taken it elsewhere: then it is what the database has kept.
        if let bytes = try await BlockingThread.value(of: { try FileBytes.read(file) }) {
            return String(decoding: bytes, as: UTF8.self)
        }
        guard let kept = try await ledger.body(ofReport: order.report) else {
            throw AgentFailure("report-missing", isTransient: false, "the report is neither in the outbox nor kept")
        }
        return try await BlockingThread.value(of: {
            String(decoding: try StoredReport.decode(kept).encoded(), as: UTF8.self)
        })
    }

    private func start(_ order: DeliveryOrder, _ body: String) async -> DeliveryOutcome {
        let notice = order.notice
        let run = ProgramRun(
            command: settings.command,
            input: Array(body.utf8) + [UInt8(ascii: "\n")],
            variables: [
                "TRADECRAFT_DELIVERY": order.key, "TRADECRAFT_DOCUMENT": notice.document.id,
                "TRADECRAFT_DOCUMENT_NAME": notice.document.name, "TRADECRAFT_REPORT_FOLDER": notice.folder,
                "TRADECRAFT_REPORT_VERSION": "\(notice.reportVersion)",
            ],
            timeLimit: settings.timeLimit,
            clock: environment.clock
        )
        let end = await run.end()
        switch end {
        case .exited(0): return .delivered(end.sentence)
        case .exited: return .failed(end.sentence)
        case .notStarted: return settings.command.isEmpty ? .refused("hooks.command is empty") : .failed(end.sentence)
        // What it had done by then is its own business.
        case .signaled, .killed, .abandoned: return .inDoubt(end.sentence)
        }
    }

    private func post(_ order: DeliveryOrder, _ body: String) async -> DeliveryOutcome {
        guard let url = settings.webhook else { return .refused("hooks.webhook is off") }
        let post = SignedPost(
            url: url,
            body: body,
            headers: [
                "Idempotency-Key: \(order.key)", "X-Tradecraft-Document: \(order.notice.document.id)",
                "X-Tradecraft-Report-Version: \(order.notice.reportVersion)",
            ],
            secretFile: settings.webhookSecretFile,
            timeLimit: settings.timeLimit,
            environment: environment
        )
        switch await post.send() {
        case .answered(let status): return .delivered("it answered \(status)")
        case .unsigned(let reason): return .failed("it cannot be signed: \(reason)")
        case .failed(let error):
            if error.mayHaveArrived { return .inDoubt(error.sentence) }
            return error.isTransient ? .failed(error.sentence) : .refused(error.sentence)
        }
    }
}
