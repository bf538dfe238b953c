import GRDB
import Inbox
import Taskt
import TasktSQLite
import Testing

@testable import Tradecraft

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite(.timeLimit(.minutes(6))) struct MetricsLogTests {
    /// A database with ends of runs, and a metrics log.
    private final class Recorded {
        let installation: RecordedInstallation
        let clock = TurnedClock()
        let folder: SystemPath
        var settings = MetricsSettings()

        init() async throws {
            installation = try await RecordedInstallation()
            folder = installation.state.logs
            // A second reader that has seen nothing: so nothing is deleted, and a test can go back.
            try await ledger.enrol(.totals)
        }

        var ledger: Ledger { installation.ledger }

        func writer(batch: Int = 500) -> MetricsLogWriter {
            let clock = clock
            return MetricsLogWriter(
                ledger: ledger,
                log: MetricsLog(folder: folder),
                settings: settings,
                now: { clock.now },
                batch: batch
            )
        }

        /// Records ends of runs, an hour apart, the first at the clock's time.
        func end(_ count: Int, every step: Duration = .seconds(3_600)) async throws {
            let start = clock.now
            try await ledger.database.write("record ends") { db in
                for index in 0..<count {
                    try db.execute(
                        sql: """
                            INSERT INTO run_end (document, outcome, bytes, characters, techniques, fsyncs, attempts,
                                waited_us, total_us, ended_at, is_partial, tasks)
                            VALUES (?, 'reported', 1, 1, 1, 8, 5, 1, 2, ?, 0, '[]')
                            """,
                        arguments: [
                            "d-\(String(repeating: "0", count: 8))\(1_000 + index)",
                            start.advanced(by: step * index).microseconds,
                        ]
                    )
                }
            }
        }

        var names: [String] { get throws { try FileBytes.names(in: folder).sorted() } }

        func bytes(_ name: String) throws -> [UInt8] {
            let bytes = try FileBytes.read(folder.appending(name)) ?? []
            return name.hasSuffix(".gz") ? try Compression.decompress(bytes, limit: 1 << 24) : bytes
        }

        /// The numbers of all lines of all files, file by file.
        func numbers() throws -> [Int] {
            struct Line: Decodable { let number: Int }
            return try names.flatMap { name in
                try bytes(name).split(separator: UInt8(ascii: "\n"))
                    .map { try JSONDecoder().decode(Line.self, from: Data($0)).number }
            }
        }
    }

    @Test func everyEndedRunIsALineWithItsTimesAndWithoutItsText() async throws {
        let recorded = try await Recorded()
        try await recorded.installation.report(RecordedInstallation.id("aaaa"), "apt.txt", techniques: [("T1059", 0.5)])
        try await recorded.installation.reject(RecordedInstallation.id("bbbb"), "locked.pdf", "It needs a password.")
        #expect(try await recorded.writer().write() == 2)
        let day = String(recorded.installation.now.description.prefix(10))
        let lines = String(decoding: try recorded.bytes("metrics-\(day).jsonl"), as: UTF8.self).split(separator: "\n")
        let tasks = ["fetch", "parse", "ingest", "eval", "report"]
            .map { "\"\($0)\":{\"attempts\":1,\"failures\":0,\"duration_ms\":20.000}" }
        let reported = [
            #"{"v":1,"number":1,"time":"2026-05-28T20:26:49.000Z","document.id":"d-aaaa00000000""#,
            #""run.id":"r-aaaa00000000","outcome":"reported","error.code":null,"format":"text""#,
            #""media_type":"text/plain","bytes":1000,"characters":900,"techniques":1,"fsyncs":8,"attempts":5"#,
            #""waited_ms":2.000,"total_ms":3000.000,"partial":false,"attack.domain":"enterprise-attack""#,
            #""attack.version":"18.1","model":"00112233","tasks":{\#(tasks.joined(separator: ","))}}"#,
        ]
        let rejected = [
            #"{"v":1,"number":2,"time":"2026-05-28T20:26:55.000Z","document.id":"d-bbbb00000000""#,
            #""run.id":"r-bbbb00000000","outcome":"rejected","error.code":"encrypted","format":"unread""#,
            #""media_type":null,"bytes":1000,"characters":0,"techniques":0,"fsyncs":0,"attempts":2"#,
            #""waited_ms":2.000,"total_ms":1000.000,"partial":false,"attack.domain":null"#,
            #""attack.version":null,"model":null,"tasks":{\#(tasks[0])"#,
            #""ingest":{"attempts":1,"failures":1,"duration_ms":null}}}"#,
        ]
        let expected = [reported, rejected].map { $0.joined(separator: ",") }
        #expect(lines.map(String.init) == expected)
    }

    /// A line is on disk before the database says so.
    ///
    /// Whatever moment the process ends at between the two, what it left is the beginning of what it was to write.
    @Test func aProcessThatEndsAtAnyByteLeavesEveryEndOnce() async throws {
        let recorded = try await Recorded()
        try await recorded.end(3, every: .seconds(1))
        _ = try await recorded.writer().write()
        let name = try #require(try recorded.names.first)
        let path = recorded.folder.appending(name)
        let whole = try recorded.bytes(name)
        let newlines = whole.indices.filter { whole[$0] == UInt8(ascii: "\n") }
        for length in (newlines[1] - 1)...whole.count {
            try FileBytes.replace(path, with: Array(whole[..<length]))
            try await recorded.ledger.advance(.log, to: 0)
            _ = try await recorded.writer().write()
            guard try recorded.bytes(name) == whole else {
                Issue.record("cut off after \(length) of \(whole.count) bytes, it is not as it was")
                return
            }
        }
    }

    /// The same for a log that goes over midnight, in small batches: each file's end says what is in it.
    @Test func aProcessThatEndsBetweenTwoFilesLeavesEveryEndOnce() async throws {
        let recorded = try await Recorded()
        recorded.clock.turn(by: .seconds(12 * 3_600))
        try await recorded.end(7)
        _ = try await recorded.writer(batch: 2).write()
        #expect(try recorded.names == ["metrics-2026-11-28.jsonl", "metrics-2026-11-29.jsonl"])
        #expect(try recorded.numbers() == Array(1...7))
        let first = try recorded.bytes("metrics-2026-11-28.jsonl")
        for (known, keepsSecond) in [(Int64(0), true), (0, false), (2, true), (1, false)] {
            try FileBytes.replace(recorded.folder.appending("metrics-2026-11-28.jsonl"), with: first)
            if !keepsSecond { FileBytes.remove(recorded.folder.appending("metrics-2026-11-29.jsonl")) }
            try await recorded.ledger.advance(.log, to: known)
            _ = try await recorded.writer(batch: 2).write()
            #expect(try recorded.numbers() == Array(1...7))
        }
    }

    @Test func daysThatAreOverAreCompressedAndWhatComesLateIsNotLost() async throws {
        let recorded = try await Recorded()
        try await recorded.end(2, every: .seconds(1))
        let writer = recorded.writer()
        _ = try await writer.write()
        recorded.clock.turn(by: .seconds(14 * 3_600))
        try await writer.tidy()
        #expect(try recorded.names == ["metrics-2026-11-28.jsonl.gz"])
        // Yesterday's end is recorded after yesterday was put away.
        recorded.clock.turn(by: .seconds(-14 * 3_600))
        try await recorded.end(1)
        _ = try await writer.write()
        #expect(try recorded.names == ["metrics-2026-11-28-2.jsonl", "metrics-2026-11-28.jsonl.gz"])
        // A process that ended after a file was compressed and before it was removed.
        try FileBytes.replace(
            recorded.folder.appending("metrics-2026-11-28.jsonl"),
            with: recorded.bytes("metrics-2026-11-28.jsonl.gz")
        )
        recorded.clock.turn(by: .seconds(14 * 3_600))
        _ = try await writer.write()
        try await writer.tidy()
        #expect(try recorded.names == ["metrics-2026-11-28-2.jsonl.gz", "metrics-2026-11-28.jsonl.gz"])
        #expect(try recorded.numbers().sorted() == [1, 2, 3])
    }

    @Test func oldFilesAndTheOldestOfTooManyAreDeletedButNotTodays() async throws {
        let recorded = try await Recorded()
        recorded.settings.keepAge = .seconds(5 * 86_400)
        try await recorded.end(10, every: .seconds(86_400))
        let writer = recorded.writer()
        _ = try await writer.write()
        recorded.clock.turn(by: .seconds(9 * 86_400))
        try await writer.tidy()
        let days = (2...7).map { "metrics-2026-12-0\($0).jsonl\($0 == 7 ? "" : ".gz")" }
        #expect(try recorded.names == days)
        recorded.settings.keepSize = 600
        try await recorded.writer().tidy()
        let sizes = try recorded.names.map { try FileBytes.identity(recorded.folder.appending($0)).size }
        #expect(sizes.count < days.count && sizes.reduce(0, +) <= 600)
        recorded.settings.keepSize = 1
        try await recorded.writer().tidy()
        #expect(try recorded.names == ["metrics-2026-12-07.jsonl"])
    }

    @Test func aFolderThatCannotBeWrittenIsCaughtUpWithLater() async throws {
        let recorded = try await Recorded()
        try await recorded.end(3)
        try FileBytes.replace(recorded.folder, with: [])
        await #expect(throws: InboxError.self) { try await recorded.writer().write() }
        FileBytes.remove(recorded.folder)
        #expect(try await recorded.writer(batch: 2).write() == 3)
        #expect(try recorded.numbers() == [1, 2, 3])
        #expect(try await recorded.writer().write() == 0)
    }

    /// The log of a database that was lost says nothing about the one that took its place.
    @Test func theLogOfAnotherDatabaseHidesNothing() async throws {
        let (old, new) = (try await Recorded(), try await Recorded())
        try await old.end(5, every: .seconds(1))
        _ = try await old.writer().write()
        let name = try #require(try old.names.first)
        try FileBytes.makeFolder(new.folder)
        try FileBytes.replace(new.folder.appending(name), with: old.bytes(name))
        try await new.installation.report(RecordedInstallation.id("aaaa"), "apt.txt", techniques: [])
        for _ in 0..<4 { try await new.end(1) }
        #expect(try await new.writer().write() == 5)
        #expect(try new.numbers().sorted() == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
    }

    /// What ended before the first turn, also long before there was a log, is counted and logged in the last one.
    @Test func aKeeperThatIsStoppedAtOnceHasCountedAndLoggedWhatEnded() async throws {
        let recorded = try await Recorded()
        try await recorded.ledger.retire(.totals)
        try await recorded.end(1_100, every: .seconds(1))
        let installation = recorded.installation
        let library = KnowledgeLibrary(
            installation.configuration,
            now: { Timestamp(microseconds: 0) },
            logger: silence
        )
        let report = MetricsReport(
            ledger: recorded.ledger,
            queue: WorkQueue(capacity: 8, workers: 2, doorbell: Doorbell()),
            health: ServiceHealth(),
            library: library,
            configuration: installation.configuration,
            now: { Timestamp(microseconds: 0) }
        )
        let keeper = MetricsKeeper(
            ledger: recorded.ledger,
            settings: recorded.settings,
            log: recorded.writer(),
            report: report,
            // Its time stands still, so that a busy machine does not cut the last turn short.
            environment: EngineEnvironment(uptime: { .zero }),
            logger: silence
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await keeper.run() }
            group.cancelAll()
            try await group.waitForAll()
        }
        #expect(try recorded.numbers() == Array(1...1_100))
        #expect(try await recorded.ledger.metricTotals()[MetricTotals.documents, "reported"] == 1_100)
        #expect(try await recorded.ledger.runEnds(after: 0, limit: 10).isEmpty)
    }

    @Test func whatEveryReaderHasSeenIsNotKept() async throws {
        let recorded = try await Recorded()
        try await recorded.end(5)
        func kept() async throws -> Int { try await recorded.ledger.runEnds(after: 0, limit: 100).count }
        _ = try await recorded.writer().write()
        #expect(try await kept() == 5)
        while try await recorded.ledger.countRunEnds(limit: 2) {}
        #expect(try await kept() == 0)
        // Nothing is kept for a log that is turned off.
        try await recorded.ledger.retire(.log)
        try await recorded.end(2)
        while try await recorded.ledger.countRunEnds(limit: 100) {}
        #expect(try await kept() == 0)
    }
}
