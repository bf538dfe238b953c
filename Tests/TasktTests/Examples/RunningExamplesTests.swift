import Synchronization
import Taskt
import TasktSQLite
import TasktTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What the articles show does what they say.
@Suite(.timeLimit(.minutes(5))) struct RunningExamplesTests {
    private let pages = ["first", "second", "third"]

    @Test func everyDefinitionThatIsShownIsSound() throws {
        let shown = [
            Definitions.built, Definitions.named, Definitions.trip, Definitions.conditional, Definitions.copying,
            Definitions.blocking, Definitions.limited,
        ]
        for definition in shown { try definition.validate() }
    }

    @Test func theFirstWorkflowRunsAndIsNotRunAgain() async throws {
        try await inFolder { path in
            let confirmation = "row 12, seat A, paid under order-17/pay"
            let first = try await book(row: 12, under: "order-17", in: path)
            // The second engine finds the results of the first: its other input is not looked at.
            let second = try await book(row: 99, under: "order-17", in: path)
            #expect(first == confirmation && second == confirmation)
        }
    }

    @Test func theServiceDrivesWhatIsSubmittedAndIsLookedAfter() async throws {
        try await inFolder { path in
            let commits = Mutex(0)
            let database = try Operating.counted(path) { writes, _ in commits.withLock { $0 += writes } }
            let store = SQLiteWorkflowStore(database)
            let watcher = try await Operating.observed(store)
            let now = Timestamp(microseconds: 1_700_000_000_000_000)
            let id = try await Operating.serve(store)
            #expect(id == "order-17" && commits.withLock { $0 } > 2)
            try watcher.register(booking)
            #expect(try await watcher.context(of: id).status == .completed)
            #expect(try await Operating.again(watcher).forkedFrom == "order-17")
            let later = try await Operating.later(watcher, now)
            #expect(try await watcher.context(of: later).status == .pending)
            let found = try await Operating.lookAround(watcher, now)
            #expect(found.0 == 0 && found.1 == 0 && found.2 == PruneReport())
            await watcher.shutdown()
            try database.close()
        }
    }

    @Test func theNamedWorkflowRunsOnADatabase() async throws {
        try await inFolder { path in
            let database = try WorkflowDatabase(path: path)
            let context = try await Operating.execute(SQLiteWorkflowStore(database))
            #expect(try context.result(of: "report", as: String.self) == "17 matches")
            try database.close()
        }
    }

    @Test func aTripIsPaidForAndItsSeatRecovered() async throws {
        let context = try await run(Definitions.trip, 1_900)
        #expect(try context.result(of: "reserve", as: String.self) == "seat for receipt 7")
    }

    @Test func aLetterIsSentWithOrWithoutItsTranslation() async throws {
        let local = try await run(Definitions.conditional, Definitions.Document(name: "local", text: "hello"))
        #expect(local.skippedTasks == ["translate"] && local.status == .completed)
        let foreign = try await run(Definitions.conditional, Definitions.Document(name: "foreign", text: "hello"))
        #expect(try foreign.result(of: "send", as: String.self) == "the reader: HELLO")
        #expect(foreign.warnings == ["translate": ["translated by a machine"]])
    }

    @Test func theOthersRun() async throws {
        let copied = try await run(Definitions.copying, pages)
        #expect(try copied.result(of: "copy", as: Int.self) == 3)
        let found = try await run(Definitions.blocking, "host")
        #expect(try found.result(of: "look-up", as: [String].self) == ["host"])
        let (mailed, analysed) = (
            try await run(Definitions.limited, "Ada"), try await run(Definitions.built, Definitions.Document())
        )
        #expect(mailed.status == .completed && analysed.status == .completed)
    }

    private func run(_ definition: WorkflowDefinition, _ input: some Codable & Sendable) async throws -> WorkflowContext
    {
        let engine = try await WorkflowEngine(store: InMemoryStore())
        try engine.register(definition)
        return try await engine.execute(definition.id, input: input)
    }

    private func inFolder(_ body: (String) async throws -> Void) async throws {
        let folder = "\(FileManager.default.temporaryDirectory.path)/taskt-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // A leftover in the temporary folder breaks nothing.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body("\(folder)/runs.sqlite")
    }
}
