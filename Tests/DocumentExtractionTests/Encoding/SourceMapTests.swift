import DocumentText
import Testing

@testable import DocumentExtraction

@Suite("Places in the file")
struct SourceMapTests {
    private func read(_ bytes: [UInt8], _ name: String) throws -> (ExtractedDocument, [String]) {
        let source = try DocumentSource(bytes: bytes, name: name)
        let result = try DocumentReader.read(source, ReadingContext(), members: CollectedMembers())
        guard case .document(let description, let text) = result else {
            return (ExtractedDocument(text: "", segments: [], mediaType: ""), [])
        }
        let scalars = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
        return (description, description.segments.map { String(String.UnicodeScalarView(scalars[$0.start..<$0.end])) })
    }

    private static let text = "Ærø sends a lure.\r\n\r\nIt runs 夜鷺 🪶 twice.\n\n\nThe end é.\n"

    /// Whatever the form, the bytes at a block's place are the block.
    @Test(arguments: ["UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"], [true, false])
    func theBytesAtABlocksPlaceAreTheBlock(_ form: String, _ hasMark: Bool) throws {
        let bytes = Charsets.encode((hasMark ? "\u{FEFF}" : "") + Self.text, form)
        let (description, blocks) = try read(bytes, "a.txt")
        #expect(blocks.count == 3)
        for (segment, block) in zip(description.segments, blocks) {
            let place = try #require(segment.source)
            #expect(Array(bytes[place]) == Charsets.encode(block, form))
        }
    }

    @Test(arguments: [("CP1252", Charsets.french), ("CP1251", Charsets.russian), ("CP1250", Charsets.polish)])
    func setsOfOneByteHaveTheirPlacesToo(_ charset: String, _ text: String) throws {
        let bytes = Charsets.encode("\(text)\n\n\(text)\n", charset)
        let (description, blocks) = try read(bytes, "a.txt")
        #expect(blocks == [text, text])
        let places = description.segments.map { $0.source.map { Array(bytes[$0]) } }
        #expect(places == [Charsets.encode(text, charset), Charsets.encode(text, charset)])
    }

    /// A place that may be wrong is worse than none.
    @Test func repairedTextAndManyBytesACharacterHaveNone() throws {
        let (japanese, _) = try read(Charsets.encode(Charsets.japanese, "CP932"), "a.txt")
        #expect(japanese.segments.map(\.source) == [nil])
        let (repaired, _) = try read(Array("café é é é é ".utf8) + [0xFF] + Array(" café\n\nend".utf8), "a.txt")
        #expect(repaired.segments.map(\.source) == [nil, nil])
    }

    @Test(arguments: [
        ("a.csv", "id,use\n1,\"first\nsecond\"\n2,x\n", ["id,use", "1,\"first\nsecond\"", "2,x"]),
        ("a.md", "# Title\n\ntext on\ntwo lines\n\n- item\n", ["# Title", "text on\ntwo lines", "- item"]),
        ("a.yaml", "key: 1\n\nother:\n  - 2\n", ["key: 1", "other:\n  - 2"]),
        ("a.json", "{\"a\": 1}\n{\"b\": 2}\n", ["{\"a\": 1}\n", "{\"b\": 2}\n"]),
    ])
    func everyFormatOfTextHasPlaces(_ name: String, _ text: String, _ blocks: [String]) throws {
        let bytes = Array(text.utf8)
        let (description, _) = try read(bytes, name)
        #expect(description.segments.map { $0.source.map { String(decoding: bytes[$0], as: UTF8.self) } } == blocks)
    }
}
