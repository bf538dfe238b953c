import Taskt
import TasktSQLite

#if canImport(Glibc)
import Glibc
#endif

/// A process for tests to kill: it works on a database as told, and ends itself at the moment it is told to.
///
/// ```
/// taskt-probe drive database=PATH log=PATH runs=N [first=N] [atOnce=N] [recover=1] [pace=µs] [hang=TASK] [size=BYTES]
///     [failpoint=NAME] [occurrence=N] [after=µs]
/// taskt-probe open database=PATH [user=ID]       waits for the end of its input, opens, prints its term
/// taskt-probe lock database=PATH                 holds the write lock until the end of its input
/// taskt-probe prune database=PATH [batch=N] [occurrence=N] [after=µs]       N counts commits
/// ```
@main struct Probe {
    static func main() async {
        do {
            let arguments = try Arguments(CommandLine.arguments.dropFirst())
            if let after = arguments.optional("after").flatMap(Int.init) { Death.comes(after: after) }
            switch arguments.command {
            case "drive": try await drive(arguments)
            case "open": try await open(arguments)
            case "lock": try await lock(arguments)
            case "prune": try await prune(arguments)
            default: throw ProbeError("\(arguments.command): expected drive, open, lock or prune")
            }
            say("done")
        } catch {
            say("failed: \(error)")
            exit(1)
        }
    }

    /// Brings runs to their ends.
    private static func drive(_ arguments: Arguments) async throws {
        let (death, diamond) = (try Death(arguments), try Diamond(arguments))
        let database = try WorkflowDatabase(path: arguments.text("database"))
        // Every death counts against the runs that were under way; here they are not to be blamed.
        let options = WorkflowEngine.Options(crashLimit: .max) { failpoint, _ in death.reached(failpoint) }
        let engine = try await WorkflowEngine(store: SQLiteWorkflowStore(database), options: options)
        try engine.register(diamond.definition)
        if arguments.optional("recover") != nil {
            for (id, outcome) in try await engine.recover() {
                if case .failure(let error) = outcome { throw ProbeError("\(id): \(error)") }
            }
        }
        let first = try arguments.number("first", else: 1)
        var waiting =
            (first..<(first + (try arguments.number("runs", else: 1)))).map { RunID(rawValue: "r-\($0)") }[...]
        let atOnce = try arguments.number("atOnce", else: 1)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<atOnce {
                guard let id = waiting.popFirst() else { break }
                group.addTask { try await complete(id, engine) }
            }
            while try await group.next() != nil {
                if let id = waiting.popFirst() { group.addTask { try await complete(id, engine) } }
            }
        }
        try database.close()
    }

    @Sendable private static func complete(_ id: RunID, _ engine: WorkflowEngine) async throws {
        let context = try await engine.execute("diamond", input: 21, runID: id)
        guard context.status == .completed else { throw ProbeError("\(id) ended \(context.status.rawValue)") }
    }

    /// Opens a database at the moment at which others do.
    private static func open(_ arguments: Arguments) async throws {
        let path = try arguments.text("database")
        // The system's own administrator may write anywhere: what others may is tried as one of them.
        if let user = arguments.optional("user").flatMap(uid_t.init), geteuid() == 0 {
            guard setgid(user) == 0, setuid(user) == 0 else { throw ProbeError("user \(user) cannot be become") }
        }
        say("waiting")
        waitForEndOfInput()
        let database = try WorkflowDatabase(path: path)
        let store = SQLiteWorkflowStore(database)
        say("term \(try await store.openTerm())")
        try database.close()
    }

    /// Keeps everyone else from writing.
    private static func lock(_ arguments: Arguments) async throws {
        let database = try WorkflowDatabase(path: arguments.text("database"))
        try await database.write("hold") { _ in
            say("locked")
            waitForEndOfInput()
        }
        try database.close()
    }

    /// Deletes ended runs, a few at a time.
    private static func prune(_ arguments: Arguments) async throws {
        let death = try Death(arguments)
        let database = try WorkflowDatabase(path: arguments.text("database")) { _ in death.step() }
        let store = SQLiteWorkflowStore(database)
        let batch = try arguments.number("batch", else: 2)
        let all = Retention(endedBefore: Timestamp(microseconds: .max))
        while try await store.prune(all, limit: batch).runs > 0 {}
        try database.close()
    }

    private static func waitForEndOfInput() {
        var byte: UInt8 = 0
        while read(STDIN_FILENO, &byte, 1) > 0 {}
    }
}
