import Testing

@testable import Tradecraft

@Suite struct SettingsChangeTests {
    private func settings(_ flags: [String: String]) throws -> EffectiveConfiguration {
        try EffectiveConfiguration(file: "/dev/null", flags: flags.mapValues { .text($0) })
    }

    @Test func whatChangedIsListedWithBothValues() throws {
        let changes = SettingsChange.list(
            from: try settings(["workers": "2"]),
            to: try settings(["workers": "4", "inbox.settle": "5s"])
        )
        #expect(changes.map { "\($0.key): \($0.old) -> \($0.new)" } == ["inbox.settle: 2s -> 5s", "workers: 2 -> 4"])
    }

    /// What is behind an address's host is never shown, and a reload took no notice of it.
    @Test(arguments: ["alerts.webhook", "hooks.webhook"])
    func aChangeInWhatIsNotShownIsAChange(key: String) throws {
        let (old, new) = ("https://example.org/one", "https://example.org/two")
        let changes = SettingsChange.list(from: try settings([key: old]), to: try settings([key: new]))
        #expect(changes.map(\.key) == [key])
        #expect(changes.allSatisfy { !"\($0)".contains("one") && !"\($0)".contains("two") })
        #expect(SettingsChange.list(from: try settings([key: old]), to: try settings([key: old])).isEmpty)
    }

    @Test func theStateDirectoryStaysWhereItIsWhileTheDaemonRuns() throws {
        let changes = SettingsChange.list(from: try settings([:]), to: try settings(["state.path": "elsewhere"]))
        let error = #expect(throws: ConfigurationError.self) { try SettingsChange.check(changes) }
        #expect(error?.description.contains("state.path: expected state") == true)
        #expect(error?.description.contains("found elsewhere") == true)
        try SettingsChange.check([])
    }

    @Test(arguments: [
        ("alerts.webhook.secret", "hunter2", "(not shown)"),
        ("attack.source-url", "https://user:hunter2@mirror.example/x@y", "https://...@mirror.example/x@y"),
        ("attack.source-url", "https://mirror.example/x@y", "https://mirror.example/x@y"), ("workers", "2", "2"),
    ])
    func secretsDoNotGetIntoTheLog(key: String, value: String, shown: String) {
        #expect(SettingsChange.shown(value, of: key) == shown)
    }
}
