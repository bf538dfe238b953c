import Taskt
import Testing

@testable import Tradecraft

/// When an operator is told, and when not.
@Suite struct AlertStateTests {
    private static let finding = AlertFinding(rule: .diskFree, summary: "little is free")

    private func time(_ minutes: Int64) -> Timestamp { Timestamp(microseconds: minutes * 60_000_000) }

    /// What is told, by minute, where a look each minute finds the cause or not.
    private func told(_ causes: [Bool], coolDown: Duration) -> [Int: String] {
        var state = AlertState(.diskFree)
        var told: [Int: String] = [:]
        for (minute, isThere) in causes.enumerated() {
            let action = state.observe(isThere ? Self.finding : nil, at: time(Int64(minute)), coolDown: coolDown)
            switch action {
            case .raise?: told[minute] = "raised"
            case .resolve?: told[minute] = "resolved"
            case nil: break
            }
        }
        return told
    }

    @Test func aCauseIsToldOnceAndItsEndOnce() {
        #expect(told([false, true, true, true, false, false], coolDown: .zero) == [1: "raised", 4: "resolved"])
    }

    @Test func aCauseThatComesBackWithinTheCoolDownIsToldWhenThatHasPassedIfItIsStillThere() {
        let causes = [true, false, true, false, true, true, true, false]
        #expect(told(causes, coolDown: .seconds(300)) == [0: "raised", 1: "resolved", 5: "raised", 7: "resolved"])
    }

    @Test func nobodyIsToldOfTheEndOfWhatTheyDidNotHearOf() {
        #expect(told([true, false, true, false], coolDown: .seconds(600)) == [0: "raised", 1: "resolved"])
    }

    @Test func aClockThatIsSetBackKeepsNobodyFromBeingTold() {
        var state = AlertState(.diskFree)
        #expect(state.observe(Self.finding, at: time(1_000), coolDown: .seconds(3_600)) != nil)
        #expect(state.observe(nil, at: time(1_001), coolDown: .seconds(3_600)) != nil)
        #expect(state.observe(Self.finding, at: time(10), coolDown: .seconds(3_600)) != nil)
    }

    private func observation(_ change: (inout AlertObservation) -> Void) -> AlertObservation {
        var observation = AlertObservation()
        change(&observation)
        return observation
    }

    private func rules(
        _ observation: AlertObservation,
        _ change: (inout Configuration) -> Void = { _ in }
    ) -> [AlertRule] {
        var configuration = Configuration()
        change(&configuration)
        return observation.findings(configuration).map(\.rule)
    }

    @Test func nothingAmissIsNothingFound() { #expect(rules(AlertObservation()) == []) }

    @Test(arguments: [(9, 9, false), (10, 1, false), (10, 2, true), (1_000, 199, false), (1_000, 200, true)])
    func rejectionsAreFoundFromARateAndANumberOn(ended: Int, rejected: Int, isFound: Bool) {
        let observation = observation { ($0.ended, $0.rejected) = (ended, rejected) }
        #expect(rules(observation) == (isFound ? [.failureRate] : []))
        #expect(rules(observation) { $0.alerts.failurePercent = nil } == [])
    }

    @Test(arguments: [
        (UInt64(999_999_999), AlertSettings.Floor.bytes(1_000_000_000), true),
        (1_000_000_000, .bytes(1_000_000_000), false),
        (49, .percent(5), true), (50, .percent(5), false),
    ])
    func aDiskIsShortBelowItsFloor(free: UInt64, floor: AlertSettings.Floor, isFound: Bool) {
        let room = FileSystemRoom(folder: "outbox", path: "/o", freeBytes: free, totalBytes: 1_000)
        let found = rules(observation { $0.rooms = [room] }) { $0.alerts.diskFree = floor }
        #expect(found == (isFound ? [.diskFree] : []))
    }

    @Test func whatWaitsForTooLongIsNamed() throws {
        let waiting = observation { $0.oldestWaiting = (.seconds(7_500), "sub/a\u{1B}.txt") }
        #expect(rules(waiting) == [.queueAge])
        let summary = try #require(waiting.findings(Configuration()).first?.summary)
        let notice = AlertNotice(.queueAge, .raised, summary, since: time(1), at: time(2), installation: "/s")
        #expect(notice.summary == "sub/a\\u{1b}.txt has been waiting for 2h 5m")
    }

    @Test func quietIsFoundOnlyWhereItIsAskedFor() {
        let quiet = observation { $0.quiet = .seconds(8 * 86_400) }
        #expect(rules(quiet) == [])
        #expect(rules(quiet) { $0.alerts.noActivity = .seconds(7 * 86_400) } == [.noActivity])
    }

    @Test func aFailedUpdateIsFoundUnlessUpdatesAreOff() {
        let failed = observation { $0.attackTrouble = "the source could not be reached" }
        #expect(rules(failed) == [.attackUpdate])
        #expect(rules(failed) { $0.updateInterval = nil } == [])
    }
}
