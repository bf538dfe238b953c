import Taskt
import TasktTesting
import Testing

/// A process that is killed while it works on a database, again and again, at every moment that is telling and at many
/// that are not.
@Suite(.timeLimit(.minutes(60))) struct KillTests {
    /// A process is killed when it reaches a failpoint for the n-th time, with one run and with four at once; before
    /// the failpoints of taking a run over, a first process is killed to leave something to take over.
    ///
    /// At each death the database is sound and holds, of each run, results that are closed under what they depend on;
    /// afterwards every run completes, no recorded task's body runs again, and none
    /// without an attempt on record.
    @Test(arguments: EngineFailpoint.allCases, [1, 4])
    func afterAKillAtAnyFailpointEveryRunCompletesAndNoRecordedTaskRunsAgain(
        failpoint: EngineFailpoint,
        atOnce: Int
    ) async throws {
        for occurrence in atOnce == 1 ? [1, 2] : [4, 7] {
            let situation = "\(failpoint.rawValue), occurrence \(occurrence), \(atOnce) at once"
            let folder = try ProbeFolder()
            let runs = ["runs=8", "atOnce=\(atOnce)"]
            let isTakeover = failpoint == .claimBefore || failpoint == .claimAfter
            if isTakeover {
                let first = try folder.drive(runs + ["hang=ingest", "failpoint=body-done", "occurrence=\(2 * atOnce)"])
                #expect(await first.ended() == .killed(9), "\(situation)")
            }
            let left = try folder.look("\(situation), before")
            // Runs that are found recorded are taken over: one alone leaves one, so it meets the second at no time.
            let due = isTakeover && atOnce == 1 ? 1 : occurrence
            let victim = try folder.drive(runs + ["failpoint=\(failpoint.rawValue)", "occurrence=\(due)"])
            #expect(await victim.ended() == .killed(9), "\(situation)")
            let death = try folder.look(situation)
            #expect(left.repeats(in: try folder.bodies()).isEmpty, "\(situation)")
            let heir = try folder.drive(runs)
            #expect(await heir.ended() == .exited(0), "\(situation)")
            try folder.lookAtTheEnd(8, situation)
            #expect(death.repeats(in: try folder.bodies()).isEmpty, "\(situation)")
        }
    }

    /// Processes that drive 40 runs at once are killed at random.
    ///
    /// A kill comes after a random time, or when failpoints were reached a random number of times. When the 40 have completed, it begins anew with another database.
    ///
    /// After each death the database is sound, all that was recorded before is recorded still, and no body of a task
    /// that was recorded has been entered since. In the end every run has completed. Nightly: 1,000 kills; short: 15.
    @Test func killedAtRandomOverFortyRunsEveryRunCompletesAndNoRecordedTaskRunsAgain() async throws {
        let kills = FaultDepth.isNightly ? 1_000 : 15
        var random = SeededRandom(seed: 20_261_122)
        let start = ContinuousClock.now
        var (killed, databases, again, repeats) = (0, 0, 0, 0)
        while killed < kills {
            let folder = try ProbeFolder()
            databases += 1
            var before = try folder.look("before")
            var isDone = false
            while !isDone {
                var arguments = ["runs=40", "atOnce=40", "pace=20000"]
                if Bool.random(using: &random) { arguments.append("recover=1") }
                if killed < kills {
                    let isTimed = Bool.random(using: &random)
                    let (time, count) = (
                        Int.random(in: 1...150_000, using: &random), Int.random(in: 1...400, using: &random)
                    )
                    arguments.append(isTimed ? "after=\(time)" : "occurrence=\(count)")
                }
                let end = try await folder.drive(arguments).ended()
                isDone = end == .exited(0)
                if !isDone { killed += 1 }
                #expect(isDone || end == .killed(9), "kill \(killed)")
                let bodies = try folder.bodies()
                repeats += before.repeats(in: bodies).count
                let after = try folder.look("kill \(killed)")
                #expect(before.isKept(in: after), "kill \(killed)")
                before = after
            }
            try folder.lookAtTheEnd(40, "after kill \(killed)")
            again += try folder.bodies().count { $0.isBegin } - 40 * ProbeFolder.tasks.count
        }
        #expect(repeats == 0)
        let time = (ContinuousClock.now - start) / .seconds(1)
        print(
            "\(killed) kills over \(databases * 40) runs, 40 at once, in \(Int(time)) s: all completed; \(again) bodies",
            "that were under way ran again, \(repeats) of recorded tasks"
        )
    }
}
