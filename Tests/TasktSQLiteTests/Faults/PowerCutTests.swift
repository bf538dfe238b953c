import Taskt
import TasktSQLite
import Testing

@Suite(.timeLimit(.minutes(20))) struct PowerCutTests {
    /// The power goes before, or right after, the n-th sync at full durability, from a database's making to its closing.
    ///
    /// Whatever became of the writes that no sync followed, what was acknowledged is there after it.
    ///
    /// Nightly: every sync with 20 seeds. Short: up to 20 syncs, 4 seeds each.
    @Test(arguments: FaultyFolder.Moment.allCases)
    func aPowerCutAtAnySyncLosesNothingThatWasAcknowledged(moment: FaultyFolder.Moment) async throws {
        try await cut(.several, moment, .sync, losesTail: false, points: 20)
    }

    /// The same with the power going at any write, truncation or deletion: half-way through a commit, a move of the
    /// log into the database, or a migration.
    ///
    /// Nightly: every operation with 20 seeds. Short: 12 of them, 4 seeds each.
    @Test(arguments: FaultyFolder.Moment.allCases)
    func aPowerCutAtAnyWriteLosesNothingThatWasAcknowledged(moment: FaultyFolder.Moment) async throws {
        try await cut(.several, moment, [.write, .truncate, .delete], losesTail: false, points: 12)
    }

    /// At process durability a power cut may take what was recorded last, but nothing out of the middle: what is left
    /// of a run holds everything it depends on, the file is sound, and the runs complete.
    ///
    /// Nightly: every operation with 20 seeds. Short: 16 of them, 4 seeds each.
    @Test(arguments: FaultyFolder.Moment.allCases)
    func atProcessDurabilityAPowerCutLosesNoMoreThanATail(moment: FaultyFolder.Moment) async throws {
        var runs = DiamondRuns.several
        runs.durability = .process
        try await cut(runs, moment, [.sync, .write, .truncate, .delete], losesTail: true, points: 16)
    }

    private func cut(
        _ runs: DiamondRuns,
        _ moment: FaultyFolder.Moment,
        _ operations: FaultyFolder.Operations,
        losesTail: Bool,
        points: Int
    ) async throws {
        let calm = try FaultyFolder()
        let undisturbed = await runs.live(in: calm.database)
        #expect(undisturbed.troubles.isEmpty)
        let total = calm.count(operations)
        for point in FaultDepth.points(of: total, short: points) {
            let folder = try FaultyFolder()
            folder.cutPower(moment, operations, at: point)
            var acknowledged = await runs.live(in: folder.database)
            if losesTail { acknowledged = DiamondRuns.Acknowledged() }
            for seed in FaultDepth.seeds(short: 4) {
                let image = try folder.image(seed: seed)
                let situation = "power cut \(moment.rawValue) operation \(point) of \(total), seed \(seed)"
                do {
                    try await runs.finish(in: image.database, after: acknowledged, situation)
                } catch {
                    Issue.record("\(situation): \(error)")
                }
            }
        }
    }
}
