import ArgumentParser
import Taskt
import Tradecraft

/// What is asked of the daemon about a document.
struct RequestOptions: ParsableArguments {
    @OptionGroup var options: SettingsOptions

    @Argument(help: ArgumentHelp("The run or the document: its id, its report's folder or its name.", valueName: "run"))
    var subject: String

    @Flag(help: "Print JSON.")
    var json = false

    /// How long the answer of a daemon is waited for.
    private static let patience: Duration = .seconds(3)
    /// How long a deletion is waited for.
    private static let longPatience: Duration = .seconds(600)

    /// Writes the request down, tells the daemon, and waits for what comes of it.
    func deliver(_ order: (DocumentID) -> OperatorRequest.Order) async throws {
        let database = try options.database()
        let reference = try database.document(named: subject)
        guard reference.namesakes == 0 else {
            throw StartupError(.badData, "\(subject) is the name of \(reference.namesakes + 1) documents; give an id")
        }
        try await Self.deliver(order(reference.id), to: database, at: EngineEnvironment.systemTime(), json: json)
    }

    /// Writes a request down, and prints what comes of it.
    ///
    /// - Throws: exit code 1 where it could not be carried out.
    static func deliver(
        _ order: OperatorRequest.Order,
        to database: QueryDatabase,
        at now: Timestamp,
        json: Bool
    ) async throws {
        var delivery = try await RequestDelivery.deliver(
            order,
            to: database,
            cause: "a request of \(Terminal.userName)",
            at: now
        )
        var isFailure = false
        let patience = if case .prune = order { longPatience } else { Self.patience }
        let deadline = ContinuousClock.now + patience
        while delivery.isHandedOver, delivery.outcome == nil, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(20))
            guard let outcome = try database.outcome(ofRequest: delivery.number) else { continue }
            delivery.settle(outcome)
            isFailure = outcome.isFailure
        }
        if json { try Terminal.printJSON(delivery) } else { Terminal.print(sentence(delivery)) }
        if isFailure { throw ExitCode(StartupError.ExitCode.partial.rawValue) }
    }

    private static func sentence(_ delivery: RequestDelivery) -> String {
        let subject = delivery.document.map { "\($0): " } ?? ""
        guard delivery.isHandedOver else {
            let noted = delivery.kind + (delivery.newDocument.map { " as \($0)" } ?? "")
            return subject
                + (delivery.outcome ?? "\(noted) noted; no daemon runs, the next one carries it out at its start")
        }
        let daemon = delivery.processID.map { "the daemon (process \($0))" } ?? "the daemon"
        return delivery.outcome.map { "\(subject)\($0), says \(daemon)" }
            ?? "\(subject)\(delivery.kind) handed to \(daemon), which has not answered yet"
    }
}
