import Foundation
import GRDB
import Inbox
import Taskt
import TasktSQLite
import Testing

@testable import Tradecraft

/// What the doctor finds of rights, secrets and limits.
@Suite(.timeLimit(.minutes(6))) struct DoctorRightsTests {
    private func doctor(_ configuration: Tradecraft.Configuration, file: String? = nil, full: Bool = false) -> Doctor {
        Doctor(
            configuration,
            extractor: "/nonexistent/tradecraft-extract",
            now: Timestamp(microseconds: 1_790_000_000_000_000),
            configurationFile: file,
            isThorough: full
        )
    }

    private func check(_ name: String, in checks: [Check]) throws -> Check {
        try #require(checks.first { $0.name == name }, "no check \(name)")
    }

    private func setMode(_ mode: Int, _ path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    @Test(arguments: [(0o600, Check.State.ok), (0o640, .warning), (0o604, .warning)])
    func aSecretThatOthersMayReadIsAWarningWithHowToMendIt(mode: Int, expected: Check.State) throws {
        let folder = try TemporaryFolder()
        var configuration = Tradecraft.Configuration()
        let file = try folder.file("secret", "key\n")
        configuration.alerts.webhookSecretFile = file
        try setMode(mode, file)
        let found = try check("webhook secret", in: doctor(configuration).secrets())
        #expect(found.state == expected && (expected == .ok || found.remedy == "chmod 600 \(file)"))
        #expect(!found.detail.contains("key"))
    }

    @Test func aProgramForAlertsThatIsNotThereIsAFailure() throws {
        var configuration = Tradecraft.Configuration()
        configuration.alerts.command = ["/nonexistent/page"]
        configuration.alerts.webhookSecretFile = "/nonexistent/secret"
        let checks = doctor(configuration).secrets()
        #expect(checks.map(\.state) == [.failed, .failed] && checks.allSatisfy { $0.remedy != nil })
    }

    @Test func aStateDirectoryThatOthersMayReadIsAWarning() async throws {
        let recorded = try await RecordedInstallation()
        try setMode(0o755, recorded.state.path.string)
        #expect(try check("state rights", in: doctor(recorded.configuration).permissions()).state == .warning)
        try setMode(0o700, recorded.state.path.string)
        #expect(try check("state rights", in: doctor(recorded.configuration).permissions()).state == .ok)
    }

    @Test func aConfigurationThatEverybodyMayChangeIsAWarning() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("c.yaml", "workers: 1\n")
        try setMode(0o666, file)
        let found = try check("configuration file", in: doctor(Tradecraft.Configuration(), file: file).permissions())
        #expect(found.state == .warning && found.remedy?.hasPrefix("chmod o-w") == true)
    }

    @Test func whetherAFileCanBeRenamedIntoTheSpoolIsTried() async throws {
        let recorded = try await RecordedInstallation()
        let configuration = recorded.configuration
        try FileBytes.makeFolder(configuration.inbox)
        try FileBytes.makeFolder(recorded.state.spool)
        #expect(try check("claim by rename", in: doctor(configuration).permissions()).state == .ok)
        #expect(try FileManager.default.contentsOfDirectory(atPath: configuration.inbox.string).isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: recorded.state.spool.string).isEmpty)
    }

    @Test func aTrailThatWasTamperedWithIsFoundByTheFullCheck() async throws {
        let recorded = try await RecordedInstallation()
        try await recorded.ledger.noteStart(process: 1, at: recorded.tick())
        let healthy = doctor(recorded.configuration, full: true).database()
        #expect(healthy.allSatisfy { $0.state == .ok }, "\(healthy)")
        try await recorded.ledger.database.write("tamper") { db in
            try db.execute(sql: "DROP TRIGGER audit_is_not_changed; UPDATE audit SET actor = 'nobody'")
        }
        let found = try check("audit trail", in: doctor(recorded.configuration, full: true).database())
        #expect(found.state == .failed && found.remedy != nil)
    }

    @Test func aSourceThatDidNotAnswerIsAWarning() async throws {
        let recorded = try await RecordedInstallation()
        try FileBytes.makeFolder(recorded.state.attack)
        var record = ReleaseRecord()
        record.askedAt = Timestamp(microseconds: 1_789_999_000_000_000)
        record.didAnswer = false
        try record.write(recorded.state.attack.appending("enterprise-attack.json"))
        let found = doctor(recorded.configuration).knowledgeAge()
        #expect(found.state == .warning && found.detail == "the source could not be reached 16m 40s ago")
    }

    @Test func everyFindingThatIsNotOKSaysHowToMendIt() async throws {
        let recorded = try await RecordedInstallation()
        let checks = doctor(recorded.configuration).limits() + doctor(recorded.configuration).daemons()
        #expect(checks.filter { $0.state != .ok && $0.remedy == nil && !$0.detail.contains("known") } == [])
    }
}
