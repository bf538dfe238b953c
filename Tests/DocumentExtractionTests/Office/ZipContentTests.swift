import DocumentText
import Testing

@testable import DocumentExtraction

@Suite("Zip archives told apart")
struct ZipContentTests {
    private func format(_ entries: [(String, String)]) throws -> String {
        let bytes = OfficeSamples.zip(entries.map { ($0.0, Array($0.1.utf8)) })
        return try FormatDetector.detect(DocumentSource(bytes: bytes, name: "x")).mediaType
    }

    private func types(_ type: String) -> (String, String) {
        ("[Content_Types].xml", "<Types><Override PartName='/a.xml' ContentType='application/vnd.\(type)'/></Types>")
    }

    private static let office = "application/vnd.openxmlformats-officedocument"

    @Test(arguments: [
        ("openxmlformats-officedocument.wordprocessingml.template.main+xml", "\(office).wordprocessingml.document"),
        ("ms-word.document.macroEnabled.main+xml", "\(office).wordprocessingml.document"),
        ("ms-powerpoint.slideshow.macroEnabled.main+xml", "\(office).presentationml.presentation"),
        ("openxmlformats-officedocument.presentationml.template.main+xml", "\(office).presentationml.presentation"),
        ("ms-excel.sheet.macroEnabled.main+xml", "\(office).spreadsheetml.sheet"),
        ("openxmlformats-officedocument.spreadsheetml.template.main+xml", "\(office).spreadsheetml.sheet"),
        ("ms-excel.sheet.binary.macroEnabled.main", "application/vnd.ms-excel.sheet.binary.macroenabled.12"),
    ])
    func theMainPartDecides(_ type: String, _ mediaType: String) throws {
        #expect(try format([("docProps/app.xml", ""), types(type)]) == mediaType)
    }

    @Test(arguments: [
        ([("word/document.xml", "")], "\(office).wordprocessingml.document"),
        ([("\\xl\\Workbook.xml", "")], "\(office).spreadsheetml.sheet"),
        ([("META-INF/container.xml", ""), ("mimetype", "nonsense")], "application/epub+zip"),
        (
            [("mimetype", "application/vnd.oasis.opendocument.text-template\r\n")],
            "application/vnd.oasis.opendocument.text-template"
        ),
        ([("mimetype", "application/vnd.sun.xml.writer")], "application/vnd.sun.xml.writer"),
        ([("a.txt", "heron")], "application/zip"),
        ([("mimetype", "application/x-krita")], "application/x-krita"),
        ([("mimetype", "<script>")], "application/zip"),
    ])
    func aPackageWithoutItsListIsToldByItsFiles(_ entries: [(String, String)], _ mediaType: String) throws {
        #expect(try format(entries) == mediaType)
    }

    @Test func anOpenDocumentIsToldByItsManifest() throws {
        let manifest = """
            <m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'><m:file-entry m:full-path='/' \
            m:media-type='application/vnd.oasis.opendocument.spreadsheet'/></m:manifest>
            """
        let mediaType = try format([("content.xml", "<a/>"), ("META-INF/manifest.xml", manifest)])
        #expect(mediaType == "application/vnd.oasis.opendocument.spreadsheet")
    }

    /// The free text behind an archive, and what a program puts in front of one, move all places in its list.
    @Test func anArchiveWithSomethingAroundItIsRead() throws {
        let whole = try Fixtures.bytes("report.docx")
        var commented = whole
        commented[commented.count - 2] = 5
        let document = try OfficeSamples.read(commented + Array("PK\u{5}\u{6}x".utf8), name: "a.docx")
        #expect(document.text.contains("Night Heron incident"))
        let archive = try ZipArchive(
            DocumentSource(bytes: [UInt8](repeating: 7, count: 100) + whole, name: "b"),
            limits: ExtractionLimits()
        )
        #expect(archive.bytes("docProps/core.xml")?.isEmpty == false)
        #expect(!archive.isDamaged)
    }
}
