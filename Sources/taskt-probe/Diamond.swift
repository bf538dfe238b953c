import Taskt

/// The workflow that is driven: `fetch -> parse` beside `ingest`, joined by `eval`, then `report`.
struct Diamond: Sendable {
    let log: BodyLog
    /// How long a body takes at most, in microseconds; how long each takes is drawn.
    let pace: Int
    /// The task whose body never ends.
    let hanging: TaskName?
    /// How many bytes a text has, about.
    let size: Int

    init(_ arguments: Arguments) throws(ProbeError) {
        log = try BodyLog(arguments.text("log"))
        pace = try arguments.number("pace", else: 0)
        hanging = arguments.optional("hang").map(TaskName.init(rawValue:))
        size = try arguments.number("size", else: 2_000)
    }

    var definition: WorkflowDefinition {
        WorkflowDefinition("diamond", input: Int.self) { graph in
            let fetched = graph.task("fetch", after: graph.input) { context, number in
                try await run(context) { number * 2 }
            }
            let parsed = graph.task("parse", after: fetched) { context, fetched in
                try await run(context) { String(repeating: "p", count: size) + "\(fetched)" }
            }
            let words = graph.task("ingest", after: graph.input) { context, number in
                try await run(context) { [String(repeating: "w", count: size), "\(number)"] }
            }
            let text = graph.task("eval", after: parsed, words) { context, parsed, words in
                try await run(context) { String(parsed.suffix(size / 2)) + words.joined().suffix(size / 2) }
            }
            graph.task("report", after: text) { context, text in
                try await run(context) { text.utf8.count }
            }
        }
    }

    private func run<Value>(_ context: TaskContext, _ result: () -> Value) async throws -> Value {
        let name = "\(context.workflow.workflowID) \(context.task)"
        log.note("\(name) begin")
        if context.task == hanging {
            say("hanging \(name)")
            try await Task.sleep(for: .seconds(86_400))
        }
        if pace > 0 { try await Task.sleep(for: .microseconds(Int.random(in: 0...pace))) }
        let result = result()
        log.note("\(name) end")
        return result
    }
}
