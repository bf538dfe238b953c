import AttackKnowledge
import AttackReports
import Foundation
import Testing

@testable import AttackReports

/// `config/report.schema.json` says what `report.json` is.
@Suite(.timeLimit(.minutes(6))) struct ReportSchemaTests {
    private static var schemaFile: URL {
        get throws { try Fixtures.folder.appending(path: "../../config/report.schema.json").standardizedFileURL }
    }

    private static func schema() throws -> JSONTree { try .reading([UInt8](Data(contentsOf: schemaFile))) }

    private static func written(_ report: AttackReport) throws -> [UInt8] {
        JSONReport.bytes(for: report, knowledge: try Fixtures.knowledge())
    }

    @Test func everyReportIsWhatTheSchemaSays() throws {
        for report in [try Fixtures.incident(), try Fixtures.reviewed(), Samples.report()] {
            let check = SchemaCheck(try .reading(Self.written(report)), against: try Self.schema())
            #expect(check.faults.isEmpty)
            #expect(SchemaCheck(try .reading(report.encoded()), against: try Self.schema()).faults.isEmpty)
        }
    }

    /// Every field that there is stands in one of the reports, so that none is missing in the schema unseen.
    @Test func theReviewedReportHasEveryFieldThatTheSchemaKnows() throws {
        let report = try Fixtures.reviewed()
        let fields = Set(try JSONTree.reading(Self.written(report)).strings)
        for field in ["marking", "difference", "review", "part", "section", "previous", "replaces", "mitigations"] {
            #expect(fields.contains(field))
        }
    }

    struct Damage: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let from: String
        let to: String
    }

    /// A schema that lets everything pass would hold for every report.
    @Test(arguments: [
        Damage(testDescription: "another layout", from: "\"schemaVersion\": 2", to: "\"schemaVersion\": 3"),
        Damage(testDescription: "an unknown field", from: "\"warnings\": [", to: "\"warning\": 1, \"warnings\": ["),
        Damage(testDescription: "a score above one", from: "\"score\": 0.58", to: "\"score\": 58"),
        Damage(testDescription: "a malformed id", from: "\"id\": \"T1078\"", to: "\"id\": \"T10780\""),
        Damage(testDescription: "an unknown marking", from: "\"amber+strict\"", to: "\"white\""),
        Damage(testDescription: "a missing field", from: "\"toolVersion\": \"0.1.0\",", to: ""),
        Damage(testDescription: "a time elsewhere", from: "2026-04-28T14:00:00.25Z", to: "2026-04-28T14:00:00+02:00"),
    ])
    func whatIsDamagedIsRefused(damage: Damage) throws {
        let text = String(decoding: try Self.written(Fixtures.reviewed()), as: UTF8.self)
        #expect(text.contains(damage.from))
        let damaged = text.replacing(damage.from, with: damage.to)
        #expect(!SchemaCheck(try .reading(Array(damaged.utf8)), against: try Self.schema()).faults.isEmpty)
    }

    /// The schema, read by the library that most readers of the file will use.
    @Test(.enabled(if: Python.hasJSONSchema, "python3 with the package jsonschema is not there"))
    func theUsualLibraryTakesTheSchemaAndTheReports() throws {
        let reports = try ["incident", "reviewed"].map { try Fixtures.folder.appending(path: "\($0)/report.json").path }
        let program = """
            import json, sys, jsonschema
            schema = json.load(open(sys.argv[1]))
            jsonschema.Draft202012Validator.check_schema(schema)
            for name in sys.argv[2:]:
                jsonschema.Draft202012Validator(schema).validate(json.load(open(name)))
            """
        #expect(try Python.run(["-c", program, try Self.schemaFile.path] + reports) == 0)
    }
}
