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

    /// Writes the request down, tells the daemon, and waits for what comes of it.
    func deliver(_ kind: OperatorRequest.Kind) async throws {
        let database = try options.database()
        let reference = try database.document(named: subject)
        guard reference.namesakes == 0 else {
            throw StartupError(.badData, "\(subject) is the name of \(reference.namesakes + 1) documents; give an id")
        }
        var delivery = try RequestDelivery.deliver(
            kind,
            try database.story(of: reference.id).document,
            to: database,
            cause: "a request of \(Terminal.userName)",
            at: EngineEnvironment.systemTime()
        )
        let deadline = ContinuousClock.now + Self.patience
        while delivery.isHandedOver, delivery.outcome == nil, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(20))
            delivery.outcome = try database.outcome(ofRequest: delivery.number)
        }
        if json { try Terminal.printJSON(delivery) } else { Terminal.print(sentence(delivery)) }
    }

    private func sentence(_ delivery: RequestDelivery) -> String {
        guard delivery.isHandedOver else {
            return
                "\(delivery.document): \(delivery.kind) noted; no daemon runs, the next one carries it out at its start"
        }
        let daemon = delivery.processID.map { "the daemon (process \($0))" } ?? "the daemon"
        return delivery.outcome.map { "\(delivery.document): \($0), says \(daemon)" }
            ?? "\(delivery.document): \(delivery.kind) handed to \(daemon), which has not answered yet"
    }
}
