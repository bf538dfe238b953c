import DocumentText
package import Taskt

/// The workflow that every document goes through: `fetch -> parse` beside `ingest`, then `eval`, then `report`.
package enum DocumentAnalysis {
    /// The workflow's id.
    package static let id: WorkflowID = "document-analysis"
    /// The task that reads the original; it needs no other.
    static let readingTask = "ingest"

    /// The workflow, its tasks bound to the agents.
    static func definition(
        fetch: FetchAgent,
        parse: ParseAgent,
        ingest: DocIngestAgent,
        eval: EvalAgent,
        report: ReportAgent,
        retryDelay: Duration
    ) -> WorkflowDefinition {
        WorkflowDefinition(
            id,
            input: DocumentRequest.self,
            name: "Document analysis",
            description: "Maps a document to MITRE ATT&CK.",
            version: 2
        ) { graph in
            let seconds = { (count: Int) in Duration.seconds(count) }
            func rules(_ what: String, _ timeout: Duration, retries: Int) -> TaskRules {
                TaskRules(
                    description: what,
                    timeout: timeout,
                    retryPolicy: RetryPolicy(retries: retries, initialDelay: retryDelay)
                )
            }
            var finding = rules("Finds the release of ATT&CK in force.", seconds(900), retries: 2)
            finding.outputSchema = .object([
                "sha256": .string(length: 64...64), "source": .string(length: 1...4_096),
            ])
            let release = graph.task("fetch", after: graph.input, rules: finding, handler: fetch.run)

            var preparing = rules("Makes the release's facts and model ready.", seconds(900), retries: 2)
            preparing.outputSchema = .object([
                "model": .string(length: 1...64), "fingerprint": .string(length: 1...64),
            ])
            let knowledge = graph.task("parse", after: release, rules: preparing, handler: parse.run)

            var reading = rules(
                "Extracts the document's text, or takes out the documents that it holds.",
                ingest.timeout,
                retries: 2
            )
            reading.inputSchema = .object(["document": .string(length: 14...14)])
            reading.outputSchema = .object(["sha256": .string(length: 64...64)])
            let ingestion = graph.task("ingest", after: graph.input, rules: reading, handler: ingest.run)

            let mapping = rules(
                "Finds techniques, groups and software with their evidence.",
                seconds(600),
                retries: 1
            )
            let evaluation = graph.task(
                "eval",
                after: knowledge,
                ingestion,
                rules: mapping,
                when: { _, ingestion in ingestion.text != nil },
                handler: eval.run
            )

            var publishing = rules("Writes the report's folder.", seconds(300), retries: 2)
            publishing.outputSchema = .object(["folder": .string(length: 1...4_096)])
            graph.task("report", after: evaluation, rules: publishing, handler: report.run)
        }
    }
}

/// What a run is started with.
package struct DocumentRequest: Codable, Hashable, Sendable {
    /// The document.
    package let document: DocumentID
    /// Its name as it is shown, path from the inbox included.
    package let name: String
}

extension TaskContext {
    /// The document that the run analyses.
    ///
    /// The run's id says so, not its input: a fork has the input of the run that it was forked from.
    func document(_ request: DocumentRequest) -> DocumentID {
        DocumentID(of: workflow.workflowID) ?? request.document
    }
}
