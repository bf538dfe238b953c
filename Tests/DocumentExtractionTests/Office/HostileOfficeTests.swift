import DocumentText
import Testing

@testable import DocumentExtraction

/// Documents that are broken by chance or on purpose end in a text or in an error.
@Suite("Hostile office documents", .timeLimit(.minutes(5)))
struct HostileOfficeTests {
    static let seeds = [
        "report.docx", "more.docx", "report.pptx", "report.xlsx", "report.odt", "report.ods", "report.odp",
        "report.epub",
    ]

    @Test(arguments: seeds)
    func aFileCutOffAnywhereEnds(_ name: String) throws {
        let whole = try Fixtures.bytes(name)
        for length in stride(from: 4, to: whole.count, by: 37) {
            OfficeSamples.expectEnd(Array(whole[..<length]), name: name)
        }
    }

    @Test(arguments: seeds)
    func aFileWithWrongBytesEnds(_ name: String) throws {
        let whole = try Fixtures.bytes(name)
        var dice = SystemRandomNumberGenerator()
        for _ in 0..<150 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...8, using: &dice) {
                bytes[Int.random(in: 0..<bytes.count, using: &dice)] = UInt8.random(in: 0...255, using: &dice)
            }
            OfficeSamples.expectEnd(bytes, name: name)
        }
    }

    /// The compression hides wrong bytes from the readers of XML: these go into what is packed without it.
    @Test(arguments: seeds)
    func aFileWithWrongXMLEnds(_ name: String) throws {
        let archive = try ZipArchive(
            DocumentSource(bytes: Fixtures.bytes(name), name: name),
            limits: ExtractionLimits()
        )
        let parts = archive.entries.map { ($0.name, archive.bytes($0.name) ?? []) }
        var dice = SystemRandomNumberGenerator()
        for round in 0..<150 {
            var changed = parts
            let index = round % parts.count
            guard !changed[index].1.isEmpty else { continue }
            for _ in 0..<Int.random(in: 1...4, using: &dice) {
                let place = Int.random(in: 0..<changed[index].1.count, using: &dice)
                let marks = Array("<>/\"&9-".utf8)
                changed[index].1[place] = marks[Int.random(in: 0..<marks.count, using: &dice)]
            }
            OfficeSamples.expectEnd(OfficeSamples.zip(changed), name: name)
        }
    }

    @Test func elementsInElementsWithoutEndEnd() throws {
        let deep = String(repeating: "<w:tbl><w:tr><w:tc><w:p>", count: 50_000)
        let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        let text = "<w:document xmlns:w='\(space)'><w:p><w:r><w:t>heron</w:t></w:r></w:p>\(deep)"
        let document = try OfficeSamples.read(
            OfficeSamples.zip([("word/document.xml", Array(text.utf8))]),
            name: "deep.docx"
        )
        #expect(document.text == "heron")
        #expect(document.description.isPartial)
    }

    @Test func textBoxesInTextBoxesEnd() throws {
        let deep = String(repeating: "<text:p><draw:frame><draw:text-box>", count: 50_000)
        let spaces = ["office", "text", "drawing"]
            .map { "xmlns:\($0 == "drawing" ? "draw" : $0)='urn:oasis:names:tc:opendocument:xmlns:\($0):1.0'" }
        let text = "<office:text \(spaces.joined(separator: " "))><text:p>heron</text:p>\(deep)"
        let document = try OfficeSamples.read(
            OfficeSamples.zip([
                ("mimetype", Array("application/vnd.oasis.opendocument.text".utf8)), ("content.xml", Array(text.utf8)),
            ]),
            name: "deep.odt"
        )
        #expect(document.text == "heron")
    }

    /// One string, named by sixteen thousand cells of each row.
    @Test func aLongRowIsCut() throws {
        let space = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
        let types = """
            <Types><Override PartName='/xl/workbook.xml' ContentType='application/vnd.openxmlformats-officedocument.\
            spreadsheetml.sheet.main+xml'/></Types>
            """
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let relationships = """
            <Relationships><Relationship Id='a' Type='\(office)/worksheet' Target='s.xml'/>\
            <Relationship Id='b' Type='\(office)/sharedStrings' Target='t.xml'/></Relationships>
            """
        let row = "<row>\(String(repeating: "<c t='s'><v>0</v></c>", count: 2000))</row>"
        let parts = [
            ("[Content_Types].xml", types),
            ("xl/workbook.xml", "<workbook \(space)><sheet name='x' id='a'/></workbook>"),
            ("xl/_rels/workbook.xml.rels", relationships), ("xl/s.xml", "<worksheet \(space)>\(row)\(row)</worksheet>"),
            ("xl/t.xml", "<sst \(space)><si><t>\(String(repeating: "heron ", count: 5000))</t></si></sst>"),
        ]
        let document = try OfficeSamples.read(
            OfficeSamples.zip(parts.map { ($0.0, Array($0.1.utf8)) }),
            name: "long.xlsx"
        )
        #expect(document.text.utf8.count < 20 << 20)
        #expect(document.description.isPartial)
    }

    private static let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

    private func wordDocument(_ body: [UInt8], prolog: String = "") -> [UInt8] {
        let start = Array("\(prolog)<w:document xmlns:w='\(Self.word)'>".utf8)
        return OfficeSamples.zip([("word/document.xml", start + body + Array("</w:document>".utf8))])
    }

    /// Each of these took the parser time by the square of its size.
    @Test(arguments: [
        (0..<300_000).map { "<w:n\($0)/>" }.joined(), (0..<100_000).map { "<x xmlns:a\($0)='b\($0)'>" }.joined(),
    ])
    func namesWithoutNumberEnd(_ hostile: String) throws {
        let body = "<w:p><w:r><w:t>heron</w:t></w:r></w:p>\(hostile)"
        let clock = ContinuousClock()
        let start = clock.now
        let document = try OfficeSamples.read(wordDocument(Array(body.utf8)), name: "names.docx")
        #expect(document.text == "heron")
        #expect(document.description.isPartial)
        #expect(clock.now - start < .seconds(20))
    }

    /// A parser that goes on after an error hands over bytes that are no UTF-8: they broke the offsets of the text.
    @Test func bytesThatAreNoTextAreReplaced() throws {
        let body = Array("<w:p><w:r><w:t>heron ".utf8) + [0xB1, 0x50, 0xE9] + Array("</w:t></w:r></w:p>".utf8)
        let document = try OfficeSamples.read(wordDocument(body), name: "bytes.docx")
        #expect(document.text.hasPrefix("heron"))
        #expect(document.description.segments.last?.end == document.text.unicodeScalars.count)
    }

    /// Text comes out of the archive in pieces that end in the middle of a character.
    @Test func charactersAreNotCutBetweenPieces() throws {
        let text = String(repeating: "鷺é🪶", count: 50_000)
        let document = try OfficeSamples.read(
            wordDocument(Array("<w:p><w:r><w:t>\(text)</w:t></w:r></w:p>".utf8)),
            name: "wide.docx"
        )
        #expect(document.text == text)
    }

    @Test func entitiesNeitherGrowNorReadFiles() throws {
        let laughs = (1...12).map { "<!ENTITY l\($0) '\(String(repeating: "&l\($0 - 1);", count: 10))'>" }.joined()
        let prolog = """
            <!DOCTYPE d SYSTEM 'file:///etc/hostname' [<!ENTITY l0 'ha'>\(laughs)<!ENTITY f SYSTEM 'file:///etc/passwd'>\
            <!ENTITY % p SYSTEM 'file:///etc/passwd'>%p;]>
            """
        let body = "<w:p><w:r><w:t>heron &l12; &f; egret</w:t></w:r></w:p>"
        let document = try OfficeSamples.read(wordDocument(Array(body.utf8), prolog: prolog), name: "laughs.docx")
        #expect(document.text.hasPrefix("heron"))
        #expect(document.text.count < 100)
    }
}
