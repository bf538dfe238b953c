import Testing

@testable import Tradecraft

@Suite struct SupportTests {
    @Test func bytesSurviveCompression() throws {
        for bytes in [[], Array("text".utf8), (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 7 ^ $0 >> 9) }] {
            let restored = try Compression.decompress(Compression.compress(bytes), limit: 1 << 20)
            #expect(restored == bytes)
        }
    }

    @Test func damagedOrTooLargeCompressedBytesAreRefused() {
        let compressed = Compression.compress(Array(repeating: 7, count: 100_000))
        #expect(throws: CompressionError.self) { try Compression.decompress(compressed, limit: 1_000) }
        #expect(throws: CompressionError.self) { try Compression.decompress(compressed.dropLast(5), limit: 1 << 20) }
        #expect(throws: CompressionError.self) { try Compression.decompress(Array("plain".utf8), limit: 1 << 20) }
        #expect(throws: CompressionError.self) { try Compression.decompress([], limit: 1 << 20) }
    }

    @Test(arguments: [
        ("enterprise-attack-18.1.json", "18.1"), ("/a-7/enterprise-attack-19-techniques.json.gz", "19"),
        ("https://192.0.2.1/enterprise-attack/enterprise-attack.json", nil), ("bundle.json", nil), ("", nil),
    ])
    func aBundlesNameTellsItsRelease(name: String, release: String?) {
        #expect(BundleFile.release(in: name) == release)
    }

    @Test func theDigestIsThatOfTheStandard() {
        // FIPS 180-2, appendix B.1.
        let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(SHA256.hexadecimal(of: Array("abc".utf8)) == digest)
    }

    @Test func jsonTextHoldsNoControlCharacter() {
        var text = ""
        text.appendJSON("a\"b\\c\n\t\u{1B}[31m\u{2028}\u{85}é😀")
        #expect(text == #""a\"b\\c\n\t\u001b[31m\u2028\u0085é😀""#)
        var inert = ""
        inert.appendInert("\u{1B}[31mred\u{202E}\n")
        #expect(inert == #"\u{1b}[31mred\u{202e}\u{a}"#)
    }

    @Test func excerptsAreCutByScalarsNotByCharacters() {
        let text = "e\u{301}a\r\nb😀c"
        let ranges = [0..<2, 2..<3, 3..<5, 5..<8, 0..<8]
        let excerpts = Excerpts(of: text, at: ranges)
        #expect(ranges.map(excerpts.text) == ["e\u{301}", "a", "\r\n", "b😀c", text])
    }

    @Test func aDocumentIDNamesItsRunAndBack() throws {
        var generator = SystemRandomNumberGenerator()
        let id = DocumentID(using: &generator)
        #expect(DocumentID(of: id.runID) == id)
        #expect(DocumentID(rawValue: id.rawValue) == id)
        #expect(DocumentID(rawValue: "d-../../etc/x") == nil)
    }
}
