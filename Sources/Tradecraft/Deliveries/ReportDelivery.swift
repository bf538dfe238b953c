import Inbox
package import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The workflow that hands one report on to one target: a task for each target, of which one has something to do.
package enum ReportDelivery {
    /// The workflow's id.
    package static let id: WorkflowID = "report-delivery"
    /// How many attempts to one target are under way at once.
    private static let limit = 2

    /// The workflow, its tasks bound to who does the work.
    static func definition(_ courier: ReportCourier, retry: RetryPolicy) -> WorkflowDefinition {
        WorkflowDefinition(
            id,
            input: DeliveryRequest.self,
            name: "Report delivery",
            description: "Hands a report on to a program or an address of the operator's."
        ) { graph in
            var policy = retry
            policy.retries = courier.sender.settings.attempts - 1
            for target in HookTarget.allCases {
                let what = target == .command ? "Starts the operator's program." : "Posts to the operator's address."
                // Its own limits end an attempt; this one is for what they do not cover.
                let rules = TaskRules(
                    description: what,
                    timeout: courier.sender.settings.timeLimit + .seconds(60),
                    retryPolicy: policy,
                    limit: limit
                )
                graph.task(
                    TaskName(rawValue: target.rawValue),
                    after: graph.input,
                    rules: rules,
                    when: { $0.target == target },
                    handler: courier.deliver
                )
            }
        }
    }
}

/// What a run of ``ReportDelivery`` is started with.
struct DeliveryRequest: Codable, Hashable, Sendable {
    /// The delivery's number.
    let delivery: Int64
    let document: DocumentID
    /// Which report on its document, from 1.
    let version: Int
    let target: HookTarget
}

/// What came of a delivery that arrived.
struct DeliveryReceipt: Codable, Hashable, Sendable {
    /// In a few words.
    let outcome: String
}

/// Carries one delivery out.
///
/// The row in the database decides: that it is being sent is on disk before anything is sent, so that one that a crash
/// cut short is known to be in doubt.
struct ReportCourier: Sendable {
    let sender: HookSender
    let ledger: Ledger

    /// How often what came of an attempt is written down again where that fails.
    private static let writes = 5

    func deliver(_ context: TaskContext, _ request: DeliveryRequest) async throws -> DeliveryReceipt {
        let settings = sender.settings
        let outbox = sender.outbox.description
        let folder = outbox.hasPrefix("/") ? outbox : "\(FileManager.default.currentDirectoryPath)/\(outbox)"
        let now = sender.environment.now
        let order: DeliveryOrder
        switch try await ledger.begin(delivery: request.delivery, settings.inDoubt, outbox: folder, at: now()) {
        case .send(let found): order = found
        case .delivered(let outcome): return DeliveryReceipt(outcome: outcome)
        case .ended(let reason): throw AgentFailure("not-delivered", isTransient: false, reason)
        }
        let outcome: DeliveryOutcome
        do {
            outcome = try await sender.send(order)
        } catch let error as AgentFailure {
            outcome = error.isTransient ? .failed(error.description) : .refused(error.description)
        }
        // It stays on record as being sent: whoever takes it up decides what that means.
        if Task.isCancelled, case .inDoubt = outcome { throw CancellationError() }
        let isOver = try await settle(order, outcome, isLast: order.attempt >= settings.attempts)
        // Where it waits for another try, its place is free for one that has not been tried.
        if !isOver { ledger.outlets.bell.ring() }
        if case .delivered(let sentence) = outcome { return DeliveryReceipt(outcome: sentence) }
        throw AgentFailure("not-delivered", isTransient: !isOver, outcome.sentence)
    }

    /// Writes down what came of an attempt, and tries that again where it fails: it is known only here.
    ///
    /// - Returns: whether the delivery has ended.
    private func settle(_ order: DeliveryOrder, _ outcome: DeliveryOutcome, isLast: Bool) async throws -> Bool {
        let environment = sender.environment
        let pauses = RetryPolicy(initialDelay: .milliseconds(200), maximumDelay: .seconds(5))
        var failures = 0
        while true {
            do throws(StoreError) {
                return try await !ledger.settle(
                    delivery: order.number,
                    outcome,
                    isLast: isLast,
                    sender.settings.inDoubt,
                    at: environment.now()
                )
            } catch {
                failures += 1
                guard error.isTransient, failures < Self.writes else { throw error }
                try await environment.clock.sleep(
                    for: pauses.delay(afterFailures: failures, random: environment.jitter())
                )
            }
        }
    }
}
