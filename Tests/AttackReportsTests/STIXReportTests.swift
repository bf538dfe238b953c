import AttackKnowledge
import AttackReports
import Foundation
import Testing

@testable import AttackReports

@Suite struct STIXReportTests {
    /// As much of a bundle as the tests look at.
    struct Bundle: Decodable {
        struct Object: Decodable {
            let type: String
            let id: String
            let name: String?
            let references: [String]?
            let confidence: Int?

            enum CodingKeys: String, CodingKey {
                case type, id, name, confidence
                case references = "object_refs"
            }
        }
        let objects: [Object]
    }

    private func bundle(_ report: AttackReport) throws -> Bundle {
        let bytes = STIXReport.bytes(for: report, knowledge: try Fixtures.knowledge())
        return try JSONDecoder().decode(Bundle.self, from: Data(bytes))
    }

    @Test func everythingReferredToIsInTheBundleOnce() throws {
        for report in [try Fixtures.incident(), Samples.report(), try Samples.hostile(HostileText.everything)] {
            let objects = try bundle(report).objects
            let ids = objects.map(\.id)
            #expect(Set(ids).count == ids.count)
            #expect(Set(objects.flatMap { $0.references ?? [] }).isSubset(of: ids))
            #expect(objects.count { $0.type == "report" && $0.references?.isEmpty == false } == 1)
        }
    }

    @Test func techniquesAndGroupsKeepTheIdsThatTheReleaseGivesThem() throws {
        let knowledge = try Fixtures.knowledge()
        let objects = try bundle(Fixtures.incident()).objects
        let phishing = try #require(TechniqueID("T1566.001"))
        #expect(objects.contains { $0.id == knowledge.technique(phishing)?.stixID && $0.type == "attack-pattern" })
        #expect(objects.contains { $0.id == knowledge.group("G0037")?.stixID && $0.type == "intrusion-set" })
        #expect(objects.filter { $0.type == "note" }.map(\.confidence) == [99, 98, 97, 91, 58, 52, 31])
    }

    @Test(arguments: [
        ("2026-04-28T14:00:00Z", "2026-04-28T14:00:00.000Z"), ("2026-04-28T14:00:00.5Z", "2026-04-28T14:00:00.500Z"),
        ("2026-04-28T14:00:00.123456Z", "2026-04-28T14:00:00.123Z"), ("yesterday", "2015-01-01T00:00:00.000Z"),
        ("2026-04-28T14:00:00+02:00", "2015-01-01T00:00:00.000Z"),
    ])
    func timesArePreciseToTheMillisecond(given: String, written: String) {
        #expect(ReportTime.milliseconds(given) == written)
    }

    /// The digests are those of FIPS 180 and RFC 3174.
    @Test(arguments: [
        ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"), ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
        ),
    ])
    func digestsAreThoseOfTheStandard(message: String, digest: String) {
        let bytes = SHA1.digest(of: Array(message.utf8))
        #expect(bytes.map { String($0 >> 4, radix: 16) + String($0 & 0xF, radix: 16) }.joined() == digest)
    }

    @Test func idsMadeFromNamesAreOfVersionFive() {
        let text = NameBasedUUID.text(for: "report/r-1")
        #expect(text.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
        #expect(text == NameBasedUUID.text(for: "report/r-1"))
        #expect(text != NameBasedUUID.text(for: "report/r-2"))
    }
}
