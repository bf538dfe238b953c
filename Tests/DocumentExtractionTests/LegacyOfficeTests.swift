import DocumentText
import Glibc
import Testing

@testable import DocumentExtraction

@Suite("Old Office documents", .timeLimit(.minutes(5)))
struct LegacyOfficeTests {
    private static func isInstalled(_ program: String) -> Bool { access("/usr/bin/\(program)", X_OK) == 0 }

    @Test(.enabled(if: isInstalled("catdoc"), "catdoc is not installed"))
    func aWorkbookGivesItsSheetsRowsAndLinks() throws {
        let document = try Fixtures.read(Fixtures.path("sheets.xls"))
        #expect(
            Fixtures.blocks(document) == [
                "heading: Indicators", "tableRow: Address  Seen", "tableRow: 203.0.113.7  twice, \"loudly\"",
                "heading: Ziele",
                "tableRow: Häfen", "link: https://heron.example/",
            ]
        )
        #expect(document.description.parts.map(\.name) == ["Indicators", "Ziele"])
        #expect(document.description.metadata["title"] == "Night Heron's list")
        #expect(document.description.metadata["created"] == "2024-02-28T09:00:00Z")
    }

    @Test(.enabled(if: isInstalled("catppt"), "catdoc is not installed"))
    func aPresentationGivesItsTextAndLinks() throws {
        let document = try Fixtures.read(Fixtures.path("slides.ppt"))
        #expect(document.text.contains("Night Heron on slides"))
        #expect(document.text.contains("It used T1059.001 at night"))
        #expect(document.text.hasSuffix("https://heron.example/map"))
        #expect(document.description.metadata["author"] == "A. Analyst")
    }

    /// The document is so bare that antiword fails on it: then catdoc is asked.
    @Test(.enabled(if: isInstalled("catdoc"), "catdoc is not installed"))
    func aDocumentOfWordGivesItsTextAndLinks() throws {
        let document = try Fixtures.read(Fixtures.path("old.doc"))
        #expect(document.text.hasPrefix("Night Heron in an old format"))
        #expect(document.text.contains("T1059.001"))
        #expect(document.text.hasSuffix("\nhttps://heron.example/old"))
        #expect(document.description.metadata["title"] == "Old Heron")
    }

    @Test(arguments: ["password.doc", "password.xls", "password.ppt"])
    func aPasswordIsNoticedBeforeAnyProgramRuns(_ name: String) throws {
        #expect(try Fixtures.failure(Fixtures.path(name))?.code == .encrypted)
    }

    @Test func theStructureThatAntiwordFindsIsKept() {
        let book = """
            <?xml version="1.0"?><!DOCTYPE book PUBLIC "x" "y"><book><title>not this</title><bookinfo><date>2024</date></bookinfo>
            <chapter><title>Night <emphasis>Heron</emphasis></title><para>
            A &lt;text&gt;<footnote><para>A note.</para></footnote> with [pic]it.
            </para><itemizedlist><listitem><para>one</para></listitem></itemizedlist><para><informaltable><tbody><row>
            <entry>a</entry><entry>b\nc</entry></row></tbody></informaltable></para><para>[pic]</para></chapter></book>
            """
        var draft = DocumentDraft(limits: ExtractionLimits())
        #expect(DocBookText.append(Array(book.utf8), to: &draft))
        let text = String(decoding: draft.text.utf8, as: UTF8.self)
        #expect(text == "Night Heron\n\nA note.\n\nA <text> with it.\n\none\n\na  b c")
        #expect(draft.text.segments.map(\.kind) == [.heading, .footnote, .paragraph, .listItem, .tableRow])
    }

    @Test func rowsInQuotationMarksAreTakenApart() {
        var rows: [[String]] = []
        QuotedRows.forEach(Array("\"a\",\"b\"\"\nc\"\n,\n\"open".utf8)[...]) { cells in
            rows.append(cells.map { String(decoding: $0, as: UTF8.self) })
        }
        #expect(rows == [["a", "b\"\nc"], ["", ""], ["open"]])
    }

    @Test func damageNeverTraps() throws {
        for name in ["sheets.xls", "old.doc", "slides.ppt"] {
            for bytes in DocumentBytes.damaged(try DocumentBytes.fixture(name), count: 15) where !bytes.isEmpty {
                _ = try? DocumentBytes.read(bytes, name: name)  // An error is as good as a text.
            }
        }
    }
}
