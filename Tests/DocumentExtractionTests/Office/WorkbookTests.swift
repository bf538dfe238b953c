import DocumentText
import Testing

@testable import DocumentExtraction

@Suite("Workbooks")
struct WorkbookTests {
    private static let sheets = [
        "heading: Indicators",
        "tableRow: evil[.]example and more  鷺",
        "tableRow: 2024-03-05  2024-03-05 12:00:00  0.1",
        "tableRow: TRUE  #N/A  a result  in line  42",
        "tableRow: go",
        "paragraph: a box on the sheet",
        "comment: Seen in March.",
        "comment: Is it blocked?",
        "link: https://heron.example/story",
        "link: https://formula.example/x",
        "heading: Hidden",
        "tableRow: 鷺",
        "pageHeader: TLP:AMBER Page",
    ]

    @Test(arguments: ["report.xlsx", "strict.xlsx"])
    func sheetsAreReadInTheirOrder(_ name: String) throws {
        let document = try Fixtures.read(Fixtures.path(name))
        #expect(Fixtures.blocks(document) == Self.sheets)
        #expect(document.description.parts.map(\.name) == ["Indicators", "Hidden"])
        #expect(document.description.parts.map(\.kind) == [.sheet, .sheet])
        #expect(document.description.metadata["author"] == "A. Analyst")
        #expect(document.description.warnings.isEmpty)
    }

    @Test func entitiesThatMultiplyDoNotExist() throws {
        let document = try Fixtures.read(Fixtures.path("laughs.xlsx"))
        #expect(document.text.contains("heron"))
        #expect(!document.text.contains("ha"))
    }

    /// Excel believes in a 29th of February 1900; every date before it is off by one elsewhere.
    @Test(arguments: [
        ("1", "1900-01-01"), ("59", "1900-02-28"), ("61", "1900-03-01"), ("25569", "1970-01-01"),
        ("45351", "2024-02-29"), ("2958465", "9999-12-31"),
    ])
    func serialNumbersAreDays(_ number: String, _ date: String) {
        let written = SerialDate(number.utf8)?.written(as: .date, .from1900)
        #expect(written.map { String(decoding: $0, as: UTF8.self) } == date)
    }

    @Test func theOtherCalendarBeginsIn1904() {
        let written = SerialDate("0".utf8)?.written(as: .date, .from1904)
        #expect(written.map { String(decoding: $0, as: UTF8.self) } == "1904-01-01")
    }

    @Test(arguments: ["-1", "2958466", "1e300", "nan", "x", ""])
    func whatIsNoDateStaysANumber(_ number: String) {
        #expect(SerialDate(number.utf8) == nil)
    }

    @Test(arguments: [
        ("yyyy-mm-dd", SerialDate.Form.date), ("d\"day\" mmm", .date), ("[$-409]h:mm AM/PM", .time), ("[h]:mm", .time),
        ("dd/mm/yyyy\\ hh:mm:ss.000", .dateAndTime), ("mmm", .date), ("yyyy;@", .date),
        ("General", nil), ("0.00", nil), ("#,##0 \"dd\"", nil), ("[Red]0", nil), ("@", nil), ("0%", nil), ("\\d0", nil),
        ("\"", nil), ("[", .time), ("\\", nil),
    ])
    func formatsOfDatesAreTold(_ code: String, _ form: SerialDate.Form?) {
        #expect(SerialDate.Form(code: Array(code.utf8)) == form)
    }

    @Test func anOpenDocumentSheetGivesItsCellsOnce() throws {
        let document = try Fixtures.read(Fixtures.path("report.ods"))
        let blocks = Fixtures.blocks(document)
        #expect(blocks.first == "heading: Indicators")
        #expect(blocks.dropFirst().first == "tableRow: evil[.]example  a b  a b  4.5")
        #expect(blocks.suffix(2) == ["comment: Seen in March.", "pageHeader: TLP:AMBER for us"])
        #expect(document.description.parts.map(\.name) == ["Indicators"])
    }

    /// Ten lines of XML that say one word seventeen thousand million times.
    @Test func repetitionsAreBounded() throws {
        let document = try Fixtures.read(Fixtures.path("report.ods"))
        #expect(document.text.split(separator: "bomb", omittingEmptySubsequences: false).count < 5000)
    }
}
