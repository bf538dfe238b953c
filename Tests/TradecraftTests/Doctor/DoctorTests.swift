import Inbox
import Taskt
import Testing

@testable import Tradecraft

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What the doctor finds.
@Suite(.timeLimit(.minutes(5))) struct DoctorTests {
    private func doctor(
        _ configuration: Tradecraft.Configuration,
        now: Timestamp = Timestamp(microseconds: 1_790_000_000_000_000)
    ) -> Doctor {
        Doctor(configuration, extractor: "/nonexistent/tradecraft-extract", now: now, logger: silence)
    }

    private func check(_ name: String, in checks: [Check]) throws -> Check {
        try #require(checks.first { $0.name == name }, "no check \(name)")
    }

    @Test func aHealthyInstallationIsFoundHealthyAndLeftAsItIs() async throws {
        let recorded = try await RecordedInstallation()
        let doctor = doctor(recorded.configuration)
        let checks = doctor.folders() + doctor.machine() + doctor.database() + doctor.knowledge()
        #expect(checks.filter { $0.state == .failed } == [])
        #expect(try FileManager.default.contentsOfDirectory(atPath: recorded.folder.path) == ["state"])
        #expect(
            try check("database schema", in: checks).detail
                == "taskt-1, taskt-2, tradecraft-1, tradecraft-2, tradecraft-3, tradecraft-4, tradecraft-5, "
                + "tradecraft-6, tradecraft-7"
        )
        #expect(try check("ATT&CK and model", in: checks).detail.contains("18.1"))
    }

    @Test func aFileInPlaceOfAFolderIsFound() async throws {
        let recorded = try await RecordedInstallation()
        var configuration = recorded.configuration
        configuration.outbox = SystemPath(try recorded.folder.file("outbox", "a file"))
        let found = try check("outbox folder", in: doctor(configuration).folders())
        #expect(found.state == .failed && found.remedy != nil)
    }

    @Test func aDamagedDatabaseIsFound() throws {
        let folder = try TemporaryFolder()
        _ = try folder.file("tradecraft.sqlite", String(repeating: "no database ", count: 1_000))
        var configuration = Tradecraft.Configuration()
        configuration.state = SystemPath(folder.path)
        #expect(try check("database", in: doctor(configuration).database()).state == .failed)
    }

    @Test func aClockBehindWhatIsOnRecordIsAWarning() async throws {
        let recorded = try await RecordedInstallation()
        try await recorded.reject(RecordedInstallation.id("a"), "a.pdf", "It needs a password.")
        let configuration = recorded.configuration
        let hourAgo = recorded.now.advanced(by: .seconds(-3_600))
        #expect(try check("clock", in: doctor(configuration, now: hourAgo).machine()).state == .warning)
        #expect(try check("clock", in: doctor(configuration, now: recorded.now).machine()).state == .ok)
        let epoch = Timestamp(microseconds: 0)
        #expect(try check("clock", in: doctor(configuration, now: epoch).machine()).state == .failed)
    }

    @Test(
        arguments: [
            ("https://example.org/{domain}.json", Check.State.ok), ("http://example.org/a.json", .warning),
            ("https://", .failed), ("https://exa mple.org/a.json", .failed), ("https://example.org/{dom}", .failed),
        ]
    )
    func theSourcesAddressIsLookedAt(address: String, expected: Check.State) throws {
        var configuration = Tradecraft.Configuration()
        configuration.state = SystemPath(try TemporaryFolder().path)
        configuration.sourceURL = address
        #expect(try check("ATT&CK source", in: doctor(configuration).knowledge()).state == expected)
    }

    @Test func aMissingExtractorIsFoundWithHowToMendIt() async throws {
        let checks = await doctor(Tradecraft.Configuration()).extraction()
        #expect(checks.prefix(3).allSatisfy { $0.state == .failed })
        #expect(checks.first?.remedy?.contains("tradecraft-extract") == true)
    }
}
