import Foundation
import Inbox
import Logging
import Taskt
import Testing

@testable import Tradecraft

@Suite(.timeLimit(.minutes(6))) struct LogRotationTests {
    private func small(_ configuration: inout Tradecraft.Configuration) { configuration.log.rotateSize = 400 }

    @Test func everyLineIsInOneFileInOrderHoweverOftenTheFileIsRotated() throws {
        let log = try TestLog { $0.log.rotateSize = 400 }
        for number in 0..<60 {
            log.output.write("line \(number) of a log that is rotated often\n")
            if number % 20 == 19 { try log.output.rotatedFiles?.tidy() }
        }
        try log.output.rotatedFiles?.tidy()
        #expect(try log.lines == (0..<60).map { "line \($0) of a log that is rotated often" })
        #expect(try log.names.dropFirst().allSatisfy { $0.hasSuffix(".gz") })
        #expect(try log.names.count > 3)
        for name in try log.names {
            let size = try FileManager.default.attributesOfItem(atPath: "\(log.folder.path)/\(name)")[.size] as? Int
            #expect((size ?? 0) <= 400)
        }
    }

    @Test func aRotatedFileIsNamedByTheTimeAndOnlyTheNewestAreKept() throws {
        let log = try TestLog {
            $0.log.rotateSize = 10
            $0.log.keep = 2
        }
        for number in 0..<4 {
            log.output.write("number \(number)\n")
            log.clock.turn(by: .seconds(60))
        }
        try log.output.rotatedFiles?.tidy()
        #expect(
            try log.names == [
                "tradecraft.log", "tradecraft.log.20261128T101700Z.gz", "tradecraft.log.20261128T101800Z.gz",
            ]
        )
        #expect(try log.lines == ["number 1", "number 2", "number 3"])
    }

    @Test func twoRotationsInOneSecondHaveTwoNames() throws {
        let log = try TestLog { $0.log.rotateSize = 10 }
        for number in 0..<3 { log.output.write("number \(number)\n") }
        #expect(
            try log.names == [
                "tradecraft.log", "tradecraft.log.20261128T101500Z", "tradecraft.log.20261128T101500Z_01",
            ]
        )
    }

    @Test func aDaysLinesAreInOneFileAlsoWhenNothingIsLoggedAtMidnight() throws {
        let log = try TestLog()
        log.output.write("on the first day\n")
        log.clock.turn(by: .seconds(10 * 3_600))
        log.output.check()
        #expect(try log.names == ["tradecraft.log"])
        log.clock.turn(by: .seconds(4 * 3_600))
        log.output.check()
        #expect(try log.names == ["tradecraft.log", "tradecraft.log.20261129T001500Z"])
        log.output.write("on the second day\n")
        log.clock.turn(by: .seconds(3_600))
        log.output.write("and later\n")
        #expect(try log.names.count == 2)
        #expect(try TestLog.lines("\(log.folder.path)/tradecraft.log") == ["on the second day", "and later"])
    }

    /// The age of a file that was there is that of its last line, so that a restart does not put two days into one.
    @Test func aFileOfAnEarlierDayIsRotatedByTheNextProcess() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("tradecraft.log", "yesterday\n")
        let clock = TurnedClock()
        let yesterday = Date(timeIntervalSince1970: Double(clock.now.microseconds / 1_000_000) - 86_400)
        try FileManager.default.setAttributes([.modificationDate: yesterday], ofItemAtPath: file)
        let log = try TestLog(in: folder, clock: clock)
        log.output.write("today\n")
        #expect(try TestLog.lines(file) == ["today"])
        #expect(try log.lines == ["yesterday", "today"])
    }

    @Test func withoutAnAgeOnlyTheSizeCounts() throws {
        let log = try TestLog { $0.log.rotateAge = nil }
        log.output.write("first\n")
        log.clock.turn(by: .seconds(400 * 86_400))
        log.output.write("second\n")
        #expect(try log.names == ["tradecraft.log"])
    }

    /// A process that ends while a file is compressed leaves the plain file, a part of the compressed one, or both files.
    @Test(arguments: ["plain", "plain and unfinished", "plain and complete"])
    func anInterruptedCompressionLosesAndDoublesNothing(state: String) throws {
        let folder = try TemporaryFolder()
        let name = "tradecraft.log.20261127T000000Z"
        _ = try folder.file(name, "one\ntwo\n")
        let compressed = SystemPath("\(folder.path)/\(name).gz")
        if state == "plain and unfinished" { _ = try folder.file("\(name).gz.new", "half of it") }
        if state == "plain and complete" {
            try GzipFile.compress(SystemPath("\(folder.path)/\(name)"), to: compressed)
            _ = try folder.file(name, "one\ntwo\n")
        }
        let log = try TestLog(in: folder)
        log.output.write("three\n")
        try log.output.rotatedFiles?.tidy()
        #expect(try log.names == ["tradecraft.log", "\(name).gz"])
        #expect(try log.lines == ["one", "two", "three"])
    }

    /// Another process may still append to the file that was renamed: what it writes there is not lost.
    @Test func aRotatedFileThatSomebodyWritesToIsCompressedLater() throws {
        let folder = try TemporaryFolder()
        let clock = TurnedClock()
        let first = try TestLog(in: folder, clock: clock, small)
        let second = try TestLog(in: folder, clock: clock) { $0.log.rotateSize = 400 }
        first.output.write(String(repeating: "a", count: 300) + "\n")
        second.output.write("b\n")
        first.output.write(String(repeating: "c", count: 300) + "\n")
        try first.output.rotatedFiles?.tidy()
        #expect(try first.names == ["tradecraft.log", "tradecraft.log.20261128T101500Z"])
        second.output.write("d\n")
        clock.turn(by: .seconds(2))
        second.output.write("e\n")
        try first.output.rotatedFiles?.tidy()
        #expect(try first.names == ["tradecraft.log", "tradecraft.log.20261128T101500Z.gz"])
        #expect(try first.lines.map { $0.prefix(1) } == ["a", "b", "d", "c", "e"])
    }

    @Test func severalProcessesThatRotateOneFileLoseAndDoubleNothing() async throws {
        let folder = try TemporaryFolder()
        let clock = TurnedClock()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    let log = try TestLog(in: folder, clock: clock) {
                        $0.log.rotateSize = 2_000
                        $0.log.keep = 1_000
                    }
                    for number in 0..<300 {
                        log.output.write("writer \(writer) line \(number)\n")
                        if number % 10 == 9 { clock.turn(by: .seconds(2)) }
                        if number % 50 == 49 { try log.output.rotatedFiles?.tidy() }
                    }
                }
            }
            try await group.waitForAll()
        }
        let log = try TestLog(in: folder, clock: clock) { $0.log.keep = 1_000 }
        try log.output.rotatedFiles?.tidy()
        let lines = try log.lines
        #expect(lines.count == 1_200)
        #expect(Set(lines).count == 1_200)
        #expect(try log.names.count > 5)
    }

    @Test func aFileThatAnotherProgramRenamedOrDeletedIsMadeAnew() throws {
        let log = try TestLog()
        let file = "\(log.folder.path)/tradecraft.log"
        log.output.write("one\n")
        try FileManager.default.moveItem(atPath: file, toPath: "\(log.folder.path)/moved")
        log.output.write("two\n")
        log.output.reopen()
        log.output.write("three\n")
        #expect(try TestLog.lines("\(log.folder.path)/moved") == ["one", "two"])
        #expect(try TestLog.lines(file) == ["three"])
        try FileManager.default.removeItem(atPath: file)
        log.clock.turn(by: .seconds(2))
        log.output.write("four\n")
        #expect(try TestLog.lines(file) == ["four"])
    }

    @Test func theFileIsForItsOwnerAndGroup() throws {
        let log = try TestLog { $0.log.rotateSize = 5 }
        log.output.write("first\n")
        log.output.write("second\n")
        try log.output.rotatedFiles?.tidy()
        #expect(try log.names.count == 2)
        for name in try log.names {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(log.folder.path)/\(name)")
            // The mask of the process may take more away.
            #expect(((attributes[.posixPermissions] as? Int) ?? 0o777) & ~0o640 == 0)
        }
    }

    /// /dev/full takes nothing, as a full disk does.
    @Test func whatCannotBeWrittenIsCountedAndStopsNothing() throws {
        let log = try TestLog(file: "/dev/full")
        for _ in 0..<3 { log.logger.error("No room") }
        #expect(log.output.takeLost() == 3)
        #expect(log.output.takeLost() == 0)
        #expect(log.output.rotatedFiles == nil)
    }

    @Test func aFileThatCannotBeRotatedIsAppendedTo() throws {
        let log = try TestLog { $0.log.rotateSize = 10 }
        // Every name that the file could get is taken.
        for suffix in [""] + (1..<100).map({ $0 < 10 ? "_0\($0)" : "_\($0)" }) {
            _ = try log.folder.file("tradecraft.log.20261128T101500Z\(suffix)", "")
        }
        for number in 0..<3 { log.output.write("number \(number)\n") }
        #expect(log.output.takeFailure() != nil)
        let file = "\(log.folder.path)/tradecraft.log"
        #expect(try TestLog.lines(file) == ["number 0", "number 1", "number 2"])
        log.clock.turn(by: .seconds(61))
        log.output.write("number 3\n")
        #expect(try TestLog.lines(file) == ["number 3"])
    }
}
