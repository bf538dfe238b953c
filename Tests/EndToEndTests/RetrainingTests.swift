import Foundation
import Testing

/// The releases of ATT&CK that the project keeps beside its checkout; they are not part of it.
private enum PublishedReleases {
    /// Where the published releases are, if they are there.
    static let folder: URL? = {
        let shared =
            ProcessInfo.processInfo.environment["TRADECRAFT_SHARED"].map { URL(filePath: $0) }
            ?? Installation.fixtures.deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared")
        let folder = shared.appending(path: "attack")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()
}

/// Updates from and to real releases, by a release build: `TRADECRAFT_BINARY` names it.
@Suite(
    .timeLimit(.minutes(5)),
    .serialized,
    .enabled(
        if: PublishedReleases.folder != nil && ProcessInfo.processInfo.environment["TRADECRAFT_BINARY"] != nil,
        "no release build (TRADECRAFT_BINARY) or no published bundles (TRADECRAFT_SHARED or ../shared): nothing is retrained"
    )
)
struct RetrainingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let domain: String
        let techniques: Int
        /// How many of the techniques that annotated reports taught are still there, at least.
        let annotated: Int
    }

    private struct Info: Decodable {
        let classes: Int
        let annotated: Int
    }

    private static let longest: Duration = .seconds(60)

    @Test(arguments: [
        Case(testDescription: "enterprise-attack-16.1", domain: "enterprise", techniques: 656, annotated: 50),
        Case(testDescription: "enterprise-attack-18.1", domain: "enterprise", techniques: 691, annotated: 50),
        Case(
            testDescription: "enterprise-attack-19-techniques-only.from-art",
            domain: "enterprise",
            techniques: 697,
            annotated: 45
        ),
        Case(testDescription: "mobile-attack-18.1", domain: "mobile", techniques: 124, annotated: 0),
        Case(testDescription: "ics-attack-18.1", domain: "ics", techniques: 83, annotated: 0),
    ])
    func aReleaseIsImportedAndKeepsWhatReportsTaught(_ given: Case) async throws {
        let installation = try Installation()
        let bundle = try #require(PublishedReleases.folder).appending(path: "\(given.testDescription).json.gz").path
        let clock = ContinuousClock()
        let start = clock.now
        let outcome = try await installation.run("attack", "import", bundle, "--domain", given.domain)
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(clock.now - start < Self.longest)
        let info = try await installation.run("model", "info", "--domain", given.domain, "--json")
        let model = try JSONDecoder().decode(Info.self, from: Data(info.output.utf8))
        #expect(model.classes == given.techniques)
        #expect(model.annotated >= given.annotated)
    }
}
