import Taskt

private func fetchRelease() async throws -> Definitions.Release { Definitions.Release() }
private func extract(_ document: Definitions.Document) async throws -> String { document.text }
private func match(_ text: String, with release: Definitions.Release) async throws -> Int {
    text.count * release.techniques
}
private func evaluate(_ document: Definitions.Document, against release: Definitions.Release) async throws -> Int {
    document.text.count
}
private func pay(_ cents: Int, key: String) async throws -> Definitions.Payment { Definitions.Payment() }
private func giveBack(_ payment: Definitions.Payment, key: String) async throws {}
@discardableResult private func tell(_ reader: String, _ text: String) async throws -> String { "\(reader): \(text)" }
private func lookUp(_ address: String, until isOver: () -> Bool) throws -> [String] { isOver() ? [] : [address] }

/// The definitions that the articles and the doc comments show.
enum Definitions {
    /// What the examples of definitions speak of.
    struct Document: Codable, Sendable {
        var name = "report"
        var text = "words of a report"
    }

    /// A release of what documents are compared with.
    struct Release: Codable, Sendable {
        var version = "1.0"
        var techniques = 3
    }

    /// A payment that can be taken back.
    struct Payment: Codable, Sendable {
        var receipt = "receipt 7"
    }

    static let task = {
        // snippet: task-by-name
        let eval = TaskDefinition("eval", timeout: .seconds(60), retries: 2) {
            (context: TaskContext, release: Release, document: Document) in
            try await evaluate(document, against: release)
        }
        // end
        return eval
    }()

    static let built = {
        // snippet: builder
        let analysis = WorkflowDefinition("document-analysis", input: Document.self) { graph in
            let release = graph.task("fetch", after: graph.input) { _, _ in try await fetchRelease() }
            let text = graph.task("ingest", after: graph.input) { _, document in try await extract(document) }
            graph.task("eval", after: release, text) { _, release, text in try await match(text, with: release) }
        }
        // end
        return analysis
    }()

    static let named = {
        let fetch = TaskDefinition("fetch") { (_: TaskContext, _: Document) in try await fetchRelease() }
        let parse = TaskDefinition("parse") { (_: TaskContext, release: Release) in release }
        let ingest = TaskDefinition("ingest") { (_: TaskContext, document: Document) in document }
        let eval = task
        let report = TaskDefinition("report") { (_: TaskContext, count: Int) in "\(count) matches" }
        // snippet: by-name
        let analysis = WorkflowDefinition(
            id: "document-analysis",
            name: "Document analysis",
            tasks: [fetch, parse, ingest, eval, report],
            dependencies: ["parse": ["fetch"], "eval": ["parse", "ingest"], "report": ["eval"]]
        )
        // end
        return analysis
    }()

    static let schema = {
        // snippet: schema
        let release: ValueSchema = .object([
            "version": .string(length: 1...20),
            "techniques": .integer(in: 1...10_000),
        ])
        // end
        return release
    }()

    static let rules = {
        // snippet: rules
        let rules = TaskRules(
            description: "Charges the card",
            inputSchema: .object(["cents": .integer(in: 1...1_000_000)]),
            timeout: .seconds(30),
            totalTimeout: .seconds(600),
            retryPolicy: RetryPolicy(retries: 5, initialDelay: .seconds(1), nonRetryableCodes: ["card-expired"]),
            limit: 4
        )
        // end
        return rules
    }()

    static let format = {
        // snippet: format
        let technique = StringFormat.matching("T#### or T####.###") { /T\d{4}(\.\d{3})?/ }
        let output: ValueSchema = .object([
            "techniques": .array(of: .object(["id": .string(format: technique)]), count: 1...1_000)
        ])
        // end
        return output
    }()

    static let trip = {
        // snippet: compensation
        let trip = WorkflowDefinition("trip", input: Int.self) { graph in
            let paid = graph.task("pay", after: graph.input) { context, cents in
                try await pay(cents, key: context.idempotencyKey)
            }
            graph.compensate(paid) { context, payment in
                try await giveBack(payment, key: context.idempotencyKey)
            }
            let seat = graph.task("reserve", after: paid) { _, payment in "seat for \(payment.receipt)" }
            graph.recover(seat) { context, failure in
                failure.code == "sold-out" ? "standing room" : "a seat at the door"
            }
            graph.onFailure { run, failure in
                try await tell("the desk", "\(run.workflowID): \(failure)")
            }
        }
        // end
        return trip
    }()

    static let conditional = {
        // snippet: conditions
        let letter = WorkflowDefinition("letter", input: Document.self) { graph in
            let translated = graph.task("translate", after: graph.input, when: { document in document.name != "local" })
            {
                context,
                document in
                context.warn("translated by a machine")
                return document.text.uppercased()
            }
            graph.task("send", after: graph.input, translated.ifRun) { _, document, translation in
                try await tell("the reader", translation ?? document.text)
            }
        }
        // end
        return letter
    }()

    static let copying = {
        // snippet: heartbeat
        let copy = WorkflowDefinition("copy", input: [String].self) { graph in
            let rules = TaskRules(heartbeatTimeout: .seconds(20), retryPolicy: RetryPolicy(retries: 10))
            graph.task("copy", after: graph.input, rules: rules) { context, pages in
                let begun = try context.lastProgress(as: Int.self) ?? 0
                for page in begun..<pages.count {
                    try await tell("the archive", pages[page])
                    try await context.heartbeat(page + 1)
                }
                return pages.count
            }
        }
        // end
        return copy
    }()

    static let blocking = {
        // snippet: blocking
        let search = WorkflowDefinition("search", input: String.self) { graph in
            graph.blockingTask("look-up", after: graph.input, rules: TaskRules(timeout: .seconds(5))) { context, name in
                try lookUp(name, until: { context.isCancelled })
            }
        }
        // end
        return search
    }()

    static let limited = {
        // snippet: limits
        let mail = WorkflowDefinition("mail", input: String.self, limit: 20) { graph in
            let text = graph.task("write", after: graph.input) { _, name in "Dear \(name)" }
            let rules = TaskRules(limit: 2, rateLimit: RateLimit(100, per: .seconds(60)))
            graph.task("send", after: text, rules: rules) { _, text in try await tell("the relay", text) }
        }
        // end
        return mail
    }()
}
