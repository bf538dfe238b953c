import Foundation
import Testing

/// The power goes while documents are in work: what was not synchronized to a real ext4 is not there afterwards.
///
/// Inbox, outbox and state are on an image that is mounted through a loop device. The daemon is killed at a random
/// moment and the image copied at once; the copy is then mounted, which replays its journal, and gone on with.
@Suite(
    .timeLimit(.minutes(30)),
    .serialized,
    .enabled("needs root, unshare, nsenter, loop devices and mkfs.ext4") { await InboxPowerCut.isPossible() }
)
struct InboxPowerCutTests {
    /// Scenario 24: a report is on the disk before the database says that it is done.
    @Test(arguments: 1...InboxDepth.of(1, nightly: 40)) func whatWasDoneSurvivesAPowerCut(round: Int) async throws {
        let cut = try await InboxPowerCut()
        let documents = InboxDepth.of(4, nightly: 8)
        // Each document has more lines than that: a line that never comes would be waited for without end.
        let lines = Int.random(in: 1...(10 * documents))
        try await cut.run(documents: documents, lines: lines)
        #expect(try await cut.problems() == [], "cut after line \(lines)")
    }

    /// The test can fail: where synchronizing does nothing, what was reported is lost.
    @Test(
        .enabled(if: InboxDepth.isNightly, "its like below is enough for the gate"),
        .enabled("needs a C compiler") { await InboxPowerCut.compiler() != nil }
    )
    func whereNothingIsSynchronizedALossIsFound() async throws {
        let cut = try await InboxPowerCut()
        let library = try await cut.libraryWithoutSyncs(in: "")
        try await cut.run(documents: 4, lines: nil, variables: ["LD_PRELOAD": library])
        #expect(try await cut.problems() != [])
    }

    /// The same for the outbox alone: the database says that there is a report, and it is cut off.
    @Test(.enabled("needs a C compiler") { await InboxPowerCut.compiler() != nil })
    func whereTheOutboxIsNotSynchronizedALossIsFound() async throws {
        let cut = try await InboxPowerCut()
        let library = try await cut.libraryWithoutSyncs(in: "outbox")
        try await cut.run(documents: 4, lines: nil, variables: ["LD_PRELOAD": library])
        let problems = try await cut.problems()
        #expect(problems.contains { $0.contains("cut off") || $0.contains("missing") }, "\(problems)")
    }
}
