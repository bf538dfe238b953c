package import Taskt

/// Runs as lines of text, for people.
package enum RunText {
    /// The columns of a listing.
    package static let listHeader = ["run", "document", "status", "begun", "took", "attempts", "what"]

    /// The rows of a listing.
    package static func listRows(_ runs: [RunSummary]) -> [[String]] {
        runs.map { run in
            [
                run.id, Shown.short(run.name, 40), run.status, Shown.time(run.createdAt),
                Shown.duration(run.totalMilliseconds), "\(run.attempts)", what(of: run),
            ]
        }
    }

    /// The columns of a listing of runs that should be going on and are not.
    package static let stuckHeader = ["run", "document", "status", "quiet for", "attempts", "owner", "tasks"]

    /// The rows of such a listing.
    package static func stuckRows(_ runs: [RunSummary], at now: Timestamp) -> [[String]] {
        runs.map { run in
            let owner = run.isOwned.map { $0 ? "alive" : "gone" } ?? "not known"
            return [
                run.id, Shown.short(run.name, 40), run.status,
                Shown.duration(max(0, milliseconds(now.since(run.updated).wholeMicroseconds))), "\(run.attempts)",
                owner,
                run.currentTasks.isEmpty ? "-" : run.currentTasks.joined(separator: ", "),
            ]
        }
    }

    private static func what(of run: RunSummary) -> String {
        let fork = run.forkedFrom.map { ["fork of \($0)"] } ?? []
        let failure = run.failure.map { ["\($0.task): \($0.code): \(Shown.short($0.message, 60))"] }
        let tasks = run.currentTasks.isEmpty ? [] : [run.currentTasks.joined(separator: ", ")]
        return (fork + (failure ?? tasks)).joined(separator: "; ")
    }

    /// What is said of a run above its tasks.
    package static func head(_ detail: RunDetail) -> [String] {
        let run = detail.run
        var lines = ["run         \(run.id) (\(run.workflow))"]
        if let name = run.name { lines.append("document    \(run.document ?? "-") \(name)") }
        let took = run.totalMilliseconds.map { " after \(Shown.duration($0))" } ?? ""
        let isLeft = run.isOwned == false ? ", and nobody drives it" : ""
        lines.append("status      \(run.status)\(took)\(isLeft)")
        lines.append("begun       \(run.createdAt)")
        if let dueAt = run.dueAt, run.endedAt == nil { lines.append("due         \(dueAt)") }
        if run.queueWaitMilliseconds > 0 {
            lines.append("waited      \(Shown.duration(run.queueWaitMilliseconds)) for its turn")
        }
        if run.crashes > 0 { lines.append("crashes     \(run.crashes)") }
        if let origin = run.forkedFrom { lines.append("forked from \(origin)") }
        if !detail.forks.isEmpty { lines.append("forked as   \(detail.forks.joined(separator: ", "))") }
        if let failure = run.failure {
            lines.append("failure     \(failure.task): \(failure.code): \(failure.message)")
        }
        return lines
    }

    /// The columns of the tasks.
    package static let taskHeader = ["task", "state", "attempts", "took", "result", "error"]

    /// The rows of the tasks, the first column a drawing of what needs what.
    ///
    /// Where `now` is given they say how long attempts have been under way.
    package static func taskRows(_ detail: RunDetail, at now: Timestamp? = nil) -> [[String]] {
        let states = Dictionary(detail.tasks.map { ($0.name, $0.state) }) { first, _ in first }
        let drawing = TaskDrawing.lines(detail.tasks.map { ($0.name, $0.needs) }) { sign(of: states[$0] ?? "") }
        return zip(drawing, detail.tasks)
            .map { line, task in
                [
                    "\(line) \(task.name)", task.state + (task.effect.map { ", effect \($0)" } ?? ""),
                    "\(task.attempts)", took(task, at: now), task.resultBytes.map(Shown.size) ?? "-",
                    task.failure.map { "\($0.code): \(Shown.short($0.message, 70))" } ?? "",
                ]
            }
    }

    /// The warnings of the tasks.
    package static func warnings(_ detail: RunDetail) -> [String] {
        detail.tasks.flatMap { task in task.warnings.map { "warning     \(task.name): \($0)" } }
    }

    /// A line of history.
    package static func line(_ event: RunEvent) -> String { "\(event.at)  \(event.sentence)" }

    private static func took(_ task: RunDetail.Task, at now: Timestamp?) -> String {
        if let milliseconds = task.milliseconds {
            guard task.state != "reused" else { return "-" }
            let waited = task.queueWaitMilliseconds ?? 0
            return Shown.duration(milliseconds) + (waited > 0 ? " after \(Shown.duration(waited))" : "")
        }
        guard let now, task.state == "running", let started = task.startedAt.flatMap(Timestamp.init(iso8601:)) else {
            return "-"
        }
        return Shown.duration(max(0, milliseconds(now.since(started).wholeMicroseconds))) + " …"
    }

    private static func sign(of state: String) -> Character {
        switch state {
        case "completed": "●"
        case "reused": "◉"
        case "running", "retrying", "recovering": "◐"
        case "failed", "interrupted": "✗"
        case "skipped": "◌"
        default: "○"
        }
    }
}

extension RunSummary {
    /// When something was last recorded of it.
    fileprivate var updated: Timestamp {
        Timestamp(iso8601: updatedAt) ?? Timestamp(microseconds: 0)
    }
}
