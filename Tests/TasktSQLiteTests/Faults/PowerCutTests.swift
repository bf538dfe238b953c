import Taskt
import TasktSQLite
import Testing

@Suite(.timeLimit(.minutes(60))) struct PowerCutTests {
    /// The power goes before, or right after, the n-th sync at full durability, from a database's making to its closing.
    ///
    /// Whatever became of the writes that no sync followed, what was acknowledged is there after it.
    ///
    /// Nightly: every sync with 20 seeds. Short: 8 syncs, 3 seeds each.
    @Test(arguments: FaultyFolder.Moment.allCases)
    func aPowerCutAtAnySyncLosesNothingThatWasAcknowledged(moment: FaultyFolder.Moment) async throws {
        try await cut(.several, moment, .sync, losesTail: false, points: 8)
    }

    /// The same with the power going at any write, truncation or deletion: half-way through a commit, a move of the
    /// log into the database, or a migration.
    ///
    /// Nightly: every operation with 20 seeds. Short: 6 of them, 3 seeds each.
    @Test(arguments: FaultyFolder.Moment.allCases)
    func aPowerCutAtAnyWriteLosesNothingThatWasAcknowledged(moment: FaultyFolder.Moment) async throws {
        try await cut(.several, moment, [.write, .truncate, .delete], losesTail: false, points: 6)
    }

    /// At process durability a power cut may take what was recorded last, but nothing out of the middle: what is left
    /// of a run holds everything it depends on, the file is sound, and the runs complete.
    ///
    /// Nightly: every operation with 20 seeds. Short: 8 of them, 3 seeds each.
    @Test(arguments: FaultyFolder.Moment.allCases)
    func atProcessDurabilityAPowerCutLosesNoMoreThanATail(moment: FaultyFolder.Moment) async throws {
        var runs = DiamondRuns.several
        runs.durability = .process
        try await cut(runs, moment, [.sync, .write, .truncate, .delete], losesTail: true, points: 8)
    }

    /// The tail is lost indeed for some cut, or the tests beside this one would promise more than they try.
    @Test func atProcessDurabilityAPowerCutMayTakeTheTail() async throws {
        var runs = DiamondRuns.one
        runs.durability = .process
        for point in try await (1...count(.write, of: runs)).reversed() {
            let folder = try FaultyFolder()
            folder.cutPower(.before, .write, at: point)
            let acknowledged = await runs.live(in: folder.database)
            if try await runs.isLost(acknowledged, in: folder.image(seed: 0)) { return }
        }
        Issue.record("no cut lost anything that was acknowledged")
    }

    /// A sync fails once, the engine tries again, and the power goes after the second or third sync from there.
    ///
    /// What a failed sync was to write may be gone though all later syncs succeed: an engine that tries again must have
    /// written it again. Nightly: every sync with 20 seeds. Short: 6 of them, 2 seeds each.
    @Test(arguments: [DiamondRuns.one, .several]) func whatAFailedSyncDroppedIsWrittenAgain(
        runs: DiamondRuns
    ) async throws {
        var runs = runs
        runs.storeRetries = RetryPolicy(retries: 4, initialDelay: .zero)
        let total = try await count(.sync, of: runs)
        for distance in 2...3 {
            for point in FaultDepth.points(of: total, short: 6, offset: distance) {
                let folder = try FaultyFolder()
                folder.fail(.sync, at: point)
                folder.cutPower(.after, .sync, at: point + distance)
                let acknowledged = await runs.live(in: folder.database)
                let situation = "sync \(point) of \(total) failed, power cut after \(distance) more"
                try await finish(runs, folder, acknowledged, seeds: FaultDepth.seeds(short: 2), situation)
            }
        }
    }

    /// A sync fails and the engine gives up; a second one finds what the first left in the log, and then the power goes.
    ///
    /// The log may read as whole and yet not be on the disk: what is built on it must not be lost with it. Nightly:
    /// every sync with 20 seeds. Short: 6 of them, 2 seeds each.
    @Test func whatAFailedSyncDroppedIsNotBuiltOn() async throws {
        let runs = DiamondRuns.one
        let total = try await count(.sync, of: runs)
        for distance in [1, 3, 6] {
            for point in FaultDepth.points(of: total, short: 6, offset: distance) {
                let folder = try FaultyFolder()
                folder.fail(.sync, at: point)
                _ = await runs.live(in: folder.database)
                folder.disarm()
                folder.cutPower(.after, .sync, at: distance)
                let acknowledged = await runs.live(in: folder.database)
                let situation = "sync \(point) of \(total) failed, power cut after \(distance) in the next life"
                try await finish(runs, folder, acknowledged, seeds: FaultDepth.seeds(short: 2), situation)
            }
        }
    }

    private func cut(
        _ runs: DiamondRuns,
        _ moment: FaultyFolder.Moment,
        _ operations: FaultyFolder.Operations,
        losesTail: Bool,
        points: Int
    ) async throws {
        let total = try await count(operations, of: runs)
        for point in FaultDepth.points(of: total, short: points, offset: moment == .before ? 0 : 2) {
            let folder = try FaultyFolder()
            folder.cutPower(moment, operations, at: point)
            var acknowledged = await runs.live(in: folder.database)
            if losesTail { acknowledged = DiamondRuns.Acknowledged() }
            let situation = "power cut \(moment.rawValue) operation \(point) of \(total)"
            try await finish(runs, folder, acknowledged, seeds: FaultDepth.seeds(short: 3), situation)
        }
    }

    /// Finishes the runs on each of the images of a cut.
    private func finish(
        _ runs: DiamondRuns,
        _ folder: FaultyFolder,
        _ acknowledged: DiamondRuns.Acknowledged,
        seeds: Range<UInt64>,
        _ situation: String
    ) async throws {
        for seed in seeds {
            let image = try folder.image(seed: seed)
            do {
                try await runs.finish(in: image.database, after: acknowledged, "\(situation), seed \(seed)")
            } catch {
                Issue.record("\(situation), seed \(seed): \(error)")
            }
        }
    }

    /// How many operations the runs take undisturbed.
    private func count(_ operations: FaultyFolder.Operations, of runs: DiamondRuns) async throws -> Int {
        let calm = try FaultyFolder()
        let undisturbed = await runs.live(in: calm.database)
        #expect(undisturbed.troubles.isEmpty)
        // Full durability costs a sync for each commit that nothing shares; without it the sweeps would be empty.
        if runs.durability == .full { #expect(calm.count(.sync) >= 7 * runs.groups.count) }
        return calm.count(operations)
    }
}
