// snippet: first-workflow
import Taskt
import TasktSQLite

let booking = WorkflowDefinition("booking", input: Int.self) { graph in
    let patient = TaskRules(timeout: .seconds(30), retryPolicy: RetryPolicy(retries: 3))
    let seat = graph.task("reserve", after: graph.input) { _, row in "row \(row), seat A" }
    let paid = graph.task("pay", after: graph.input, rules: patient) { context, row in
        "paid under \(context.idempotencyKey)"  // the key tells whoever takes the money a repeat from a new order
    }
    graph.task("confirm", after: seat, paid) { _, seat, receipt in "\(seat), \(receipt)" }
}

func book(row: Int, under id: RunID, in path: String) async throws -> String {
    let database = try WorkflowDatabase(path: path)
    let engine = try await WorkflowEngine(store: SQLiteWorkflowStore(database))
    try engine.register(booking)
    let run = try await engine.execute("booking", input: row, runID: id)
    await engine.shutdown()
    try database.close()
    return try run.result(of: "confirm")
}
// end
