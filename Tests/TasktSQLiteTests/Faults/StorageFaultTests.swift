import Taskt
import TasktSQLite
import Testing

@Suite(.timeLimit(.minutes(60))) struct StorageFaultTests {
    /// How a fault goes on, and what the engine does about it.
    enum Course: String, CaseIterable, Sendable {
        /// One operation fails, and the engine gives up at once.
        case once
        /// One operation fails, and the engine tries again.
        case onceAbsorbed
        /// All operations fail from there on, whatever the engine tries.
        case lasting

        var count: Int { self == .lasting ? .max : 1 }
        var storeRetries: RetryPolicy { self == .once ? .never : RetryPolicy(retries: 4, initialDelay: .zero) }
    }

    /// The n-th read, write, sync, truncation, opening, deletion or shared-memory call below SQLite fails, from the
    /// making of the database to its closing; once or from there on; without effect or done and reported as failed.
    ///
    /// Whatever the engine made of it, a second one finds all that the first was told is recorded, and finishes the
    /// run without repeating a recorded task. Nightly tries every n until a life ends with no fault fired; the short
    /// version tries up to four for each kind, mode and course, spread over the life.
    @Test(arguments: FaultyFolder.Fault.allCases, FaultyFolder.Mode.allCases)
    func afterAnyFaultOfTheDiskTheRunIsFinishedWithoutRepeatingARecordedTask(
        fault: FaultyFolder.Fault,
        mode: FaultyFolder.Mode
    ) async throws {
        for (offset, course) in Course.allCases.enumerated() {
            var runs = DiamondRuns.one
            runs.storeRetries = course.storeRetries
            try await sweep(runs, fault, mode, course, short: 4, offset: offset)
        }
    }

    /// The same with five runs, three of them at once.
    ///
    /// A fault then hits a commit that several share, or a log that is moved into the database and begun anew. Nightly: every n; short: up to three for each kind, mode and course.
    @Test(arguments: [FaultyFolder.Fault.write, .full, .sync, .read], FaultyFolder.Mode.allCases)
    func aFaultInASharedCommitLosesAndRepeatsNothing(
        fault: FaultyFolder.Fault,
        mode: FaultyFolder.Mode
    ) async throws {
        for (offset, course) in Course.allCases.enumerated() {
            var runs = DiamondRuns.several
            runs.storeRetries = course.storeRetries
            try await sweep(runs, fault, mode, course, short: 3, offset: offset * 5)
        }
    }

    private func sweep(
        _ runs: DiamondRuns,
        _ fault: FaultyFolder.Fault,
        _ mode: FaultyFolder.Mode,
        _ course: Course,
        short: Int,
        offset: Int
    ) async throws {
        let calm = try FaultyFolder()
        let undisturbed = await runs.live(in: calm.database)
        #expect(undisturbed.troubles.isEmpty)
        let total = calm.count(fault.operations)
        let points = FaultDepth.points(of: total, short: short, offset: offset)
        // Reads beside the writer come and go: nightly ends where a life met no fault, wherever that is.
        for target in FaultDepth.isNightly ? Array(1...(2 * total + 2)) : points {
            let folder = try FaultyFolder()
            folder.fail(fault, at: target, count: course.count, mode)
            let acknowledged = await runs.live(in: folder.database)
            let fired = folder.disarm()
            if FaultDepth.isNightly, fired == 0, target > total { return }
            let situation = "\(fault.rawValue) \(target) of \(total), \(mode.rawValue), \(course.rawValue)"
            #expect(fired > 0 || acknowledged.troubles.isEmpty, "\(situation): trouble without a fault")
            for trouble in acknowledged.troubles {
                let isExpected = trouble.code.map { fault.codes.contains($0) } ?? false
                #expect(isExpected, "\(situation): \(trouble)")
            }
            do {
                try await runs.finish(in: folder.database, after: acknowledged, situation)
            } catch {
                Issue.record("\(situation): \(error)")
            }
        }
    }
}

extension FaultyFolder.Fault {
    /// How the store may call what came of the fault.
    fileprivate var codes: Set<StoreError.Code> {
        switch self {
        case .full: [.full]
        case .cannotOpen: [.cannotOpen]
        // A file that ends too early is a damaged one.
        case .shortRead: [.inputOutput, .damaged]
        case .read, .write, .sync, .truncate, .delete, .sharedMemoryMap, .sharedMemoryLock: [.inputOutput]
        }
    }
}
