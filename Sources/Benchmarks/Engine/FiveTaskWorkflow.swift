import Taskt

/// The workflow that the engine and its peers are measured with: fetch, then parse, beside ingest; eval takes parse
/// and ingest; report takes eval.
enum FiveTaskWorkflow {
    /// Its id.
    static let id: WorkflowID = "five-tasks"

    /// Its definition: bodies that only make their result.
    static var definition: WorkflowDefinition {
        WorkflowDefinition(
            id: id,
            name: "Five tasks",
            tasks: [
                TaskDefinition("fetch") { (_: TaskContext, input: Int) in
                    StepResult(workflow: input, step: "fetch", inputs: 0)
                },
                TaskDefinition("parse") { (_: TaskContext, fetched: StepResult) in
                    StepResult(workflow: fetched.workflow, step: "parse", inputs: 1)
                },
                TaskDefinition("ingest") { (_: TaskContext, input: Int) in
                    StepResult(workflow: input, step: "ingest", inputs: 0)
                },
                TaskDefinition("eval") { (_: TaskContext, parsed: StepResult, _: StepResult) in
                    StepResult(workflow: parsed.workflow, step: "eval", inputs: 2)
                },
                TaskDefinition("report") { (_: TaskContext, evaluated: StepResult) in
                    StepResult(workflow: evaluated.workflow, step: "report", inputs: 1)
                },
            ],
            dependencies: ["parse": ["fetch"], "eval": ["parse", "ingest"], "report": ["eval"]]
        )
    }
}
