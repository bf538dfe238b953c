package import Taskt

/// The workflow that makes a document's next report from the text that was kept of it: `fetch -> parse` beside `text`,
/// then `eval`, then `report`.
package enum Reevaluation {
    /// The workflow's id.
    package static let id: WorkflowID = "re-evaluation"

    /// The workflow, its tasks bound to the agents.
    static func definition(
        fetch: FetchAgent,
        parse: ParseAgent,
        text: StoredTextAgent,
        eval: EvalAgent,
        report: ReevaluationReportAgent,
        retryDelay: Duration
    ) -> WorkflowDefinition {
        WorkflowDefinition(
            id,
            input: Request.self,
            name: "Re-evaluation",
            description: "Maps the kept text of a document to the release of ATT&CK in force."
        ) { graph in
            func rules(_ what: String, _ seconds: Int, retries: Int) -> TaskRules {
                TaskRules(
                    description: what,
                    timeout: .seconds(seconds),
                    retryPolicy: RetryPolicy(retries: retries, initialDelay: retryDelay)
                )
            }
            let release = graph.task(
                "fetch",
                after: graph.input,
                rules: rules("Finds the release of ATT&CK in force.", 900, retries: 2),
                handler: fetch.run
            )
            let knowledge = graph.task(
                "parse",
                after: release,
                rules: rules("Makes the release's facts and model ready.", 900, retries: 2),
                handler: parse.run
            )
            let reference = graph.task(
                "text",
                after: graph.input,
                rules: rules("Looks up the text that was kept of the document.", 300, retries: 2),
                handler: text.run
            )
            let evaluation = graph.task(
                "eval",
                after: knowledge,
                reference,
                rules: rules("Finds techniques, groups and software with their evidence.", 600, retries: 1),
                handler: eval.run
            )
            graph.task(
                "report",
                after: evaluation,
                rules: rules("Writes the report's folder beside the one before it.", 300, retries: 2),
                handler: report.run
            )
        }
    }

    /// What a run is started with.
    package struct Request: Codable, Hashable, Sendable {
        /// The document.
        package let document: DocumentID
        /// Its name as it is shown, path from the inbox included.
        package let name: String
        /// Who or what asked.
        package let cause: String
    }

    /// What `report` gives.
    package struct Outcome: Codable, Hashable, Sendable {
        /// Which report on the document it is; that of the report before where nothing differs.
        package let version: Int
        /// The published report; nil where it would say what the one before says.
        package let reference: ReportReference?
    }
}

extension DocumentID {
    /// The run of a re-evaluation of the document.
    func reevaluationRun(_ number: Int64) -> RunID { RunID(rawValue: "\(runID.rawValue)-e\(number)") }
}
