import DocumentText
import Testing

@testable import DocumentExtraction

/// What is found in a PDF's bytes without its structure.
@Suite("The bytes of a PDF", .timeLimit(.minutes(6)))
struct PDFBytesTests {
    private func targets(_ text: String) -> [String] {
        PDFLinks(Array(text.utf8)).targets.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(arguments: [
        ("/URI (https://a.example/\\(1\\))", "https://a.example/(1)"),
        ("/URI(https://a.example/(x))", "https://a.example/(x)"),
        ("/URI <68747470733a2f2f612e6578616d706c65>", "https://a.example"),
        ("/URI 12 0 R >> 12 0 obj\n(https://a.example) endobj", "https://a.example"),
        ("/URI (https://a.example/\\101\\\nb)", "https://a.example/Ab"),
    ])
    func anAddressIsFoundHoweverItIsWritten(_ text: String, _ target: String) {
        #expect(targets(text) == [target])
    }

    @Test(arguments: [
        "/URI (mailto:a@a.example)", "/URI (javascript:x)", "/URI (https://a b)", "/URI (https://a", "/URI", "/URI 12",
        "/URI 99999999999999999999 0 R 1 0 obj (https://a)", "/URI << /S (https://a) >>",
    ])
    func whatIsNoAddressIsLeftOut(_ text: String) {
        #expect(targets(text).isEmpty)
    }

    /// zlib data with a stored block, as anybody can write it by hand.
    private func packed(_ text: String) -> [UInt8] {
        let size = UInt16(text.utf8.count)
        let lengths = [UInt8(size & 0xFF), UInt8(size >> 8), UInt8(~size & 0xFF), UInt8(~size >> 8)]
        return [0x78, 0x01, 0x01] + lengths + Array(text.utf8) + [0, 0, 0, 0]
    }

    private func object(_ dictionary: String, _ data: [UInt8]) -> [UInt8] {
        Array("1 0 obj << /Length \(data.count) \(dictionary) >>\nstream\n".utf8) + data
            + Array("\nendstream endobj".utf8)
    }

    @Test func addressesAreFoundInPackedObjects() {
        let file = object("/Type /ObjStm /Filter /FlateDecode", packed("3 0 << /URI (https://a.example/packed) >>"))
        #expect(PDFLinks(file).targets == [Array("https://a.example/packed".utf8)])
    }

    @Test func attachedFilesAreUnpackedWithinTheBudget() {
        let file =
            object("/Type /EmbeddedFile /Filter /FlateDecode", packed("first")) + object("/Type/EmbeddedFile", [0x32])
            + object("/Type /EmbeddedFile /Filter /LZWDecode", [0x33]) + Array("/EmbeddedFiles".utf8)
        let attached = PDFAttachments(file, limits: ExtractionLimits(), budget: 1000)
        #expect(attached.files == [Array("first".utf8), [0x32]])
        #expect(attached.unreadable == 1)
        #expect(PDFAttachments(file, limits: ExtractionLimits(), budget: 4).unreadable == 2)
    }

    /// A length that lies does not reach beyond the mark of the stream's end, or the file's.
    @Test(arguments: ["/Length 999999999", "/Length 0", "/Length 7 0 R", ""])
    func aWrongLengthIsNotBelieved(_ length: String) {
        let file = Array("1 0 obj << /Type /EmbeddedFile \(length) >>\nstream\nnote\nendstream".utf8)
        let attached = PDFAttachments(file, limits: ExtractionLimits(), budget: 1000)
        #expect(attached.files.map { String(decoding: $0.prefix(4), as: UTF8.self) } == ["note"])
    }

    @Test func mutationsEnd() {
        let seed =
            object("/Type /ObjStm /Filter /FlateDecode", packed("/URI (https://a.example/b)"))
            + object("/Type /EmbeddedFile /Filter /FlateDecode", packed("x"))
            + Array("/URI 1 0 R 1 0 obj <68> /Image /Width 700 /Height 700 stream".utf8)
        for index in seed.indices {
            look(Array(seed[..<index]))
            for byte in [0x00, 0x20, 0x28, 0x2F, 0x39, 0xFF] as [UInt8] {
                var changed = seed
                changed[index] = byte
                look(changed)
            }
        }
    }

    private func look(_ file: [UInt8]) {
        _ = PDFLinks(file)
        _ = PDFAttachments(file, limits: ExtractionLimits(), budget: 1000)
        _ = PDFExtras.hasScan(file)
    }

    @Test(arguments: [
        "/URI (", "/ObjStm ", "/EmbeddedFile ", "/Image ", "1 0 obj /URI 1 0 R ", "/ObjStm stream\n", " obj",
    ])
    func repetitionIsLinear(_ piece: String) {
        look(Array(String(repeating: piece, count: 10_000).utf8))
    }
}
