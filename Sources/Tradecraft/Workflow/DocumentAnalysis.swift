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
            id: id,
            name: "Document analysis",
            description: "Maps a document to MITRE ATT&CK.",
            tasks: [
                TaskDefinition(
                    "fetch",
                    description: "Finds the release of ATT&CK in force.",
                    outputSchema: .object(["sha256": .string(length: 64...64), "source": .string(length: 1...4_096)]),
                    timeout: .seconds(900),
                    retries: 2,
                    retryDelay: retryDelay,
                    handler: fetch.run
                ),
                TaskDefinition(
                    "parse",
                    description: "Makes the release's facts and model ready.",
                    outputSchema: .object(["model": .string(length: 1...64), "fingerprint": .string(length: 1...64)]),
                    timeout: .seconds(900),
                    retries: 2,
                    retryDelay: retryDelay,
                    handler: parse.run
                ),
                TaskDefinition(
                    "ingest",
                    description: "Extracts the document's text.",
                    inputSchema: .object(["document": .string(length: 14...14)]),
                    outputSchema: .object([
                        "sha256": .string(length: 64...64), "characters": .integer(in: 1...Int64.max),
                    ]),
                    timeout: ingest.limits.wall + .seconds(60),
                    retries: 2,
                    retryDelay: retryDelay,
                    handler: ingest.run
                ),
                TaskDefinition(
                    "eval",
                    description: "Finds techniques, groups and software with their evidence.",
                    timeout: .seconds(600),
                    retries: 1,
                    retryDelay: retryDelay,
                    handler: eval.run
                ),
                TaskDefinition(
                    "report",
                    description: "Writes the report's folder.",
                    outputSchema: .object(["folder": .string(length: 1...4_096)]),
                    timeout: .seconds(300),
                    retries: 2,
                    retryDelay: retryDelay,
                    handler: report.run
                ),
            ],
            dependencies: ["parse": ["fetch"], "eval": ["parse", "ingest"], "report": ["eval"]]
        )
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
