import DocumentText
import Foundation
import Testing

@testable import DocumentExtraction

@Suite("Archives")
struct ContainerReaderTests {
    private func open(
        _ name: String,
        limits: ExtractionLimits = ExtractionLimits(),
        options: ExtractionOptions = ExtractionOptions()
    ) throws -> Containers.Opened {
        let bytes = Array(try Data(contentsOf: URL(filePath: Fixtures.path(name))))
        return try #require(try Containers.open(bytes, name: name, limits: limits, options: options))
    }

    /// Folders and what a system leaves beside the files are no members; pictures, programs, links and empty files are
    /// members that were left out.
    @Test(arguments: [
        ("bundle.zip", "application/zip"), ("bundle.tar", "application/x-tar"), ("bundle.tar.gz", "application/gzip"),
        ("bundle.7z", "application/x-7z-compressed"),
    ])
    func eachDocumentInAnArchiveIsAMember(_ name: String, _ mediaType: String) throws {
        let opened = try open(name)
        #expect(opened.listing.mediaType == mediaType)
        #expect(Set(opened.names) == ["heron/report.txt", "heron/page.html", "notes.md"])
        #expect(opened.text("notes.md") == "# Notes\n\nThe operators came back — twice.\n")
        #expect(opened.text("heron/report.txt") == "Night Heron sent a lure (T1566.001).\n")
        #expect(opened.listing.members.map(\.name) == opened.names)
        #expect(opened.listing.members.map(\.size) == opened.files.map(\.bytes.count))
        #expect(opened.skipped.contains("heron/picture.png: unsupportedFormat"))
        #expect(opened.skipped.contains("heron/tool.exe: unsupportedFormat"))
        #expect(opened.skipped.contains("heron/empty.txt: empty") == (name != "bundle.7z"))
        #expect(opened.skipped.contains("heron/link.txt: unsupportedFormat") == name.contains(".tar"))
        #expect(!opened.skipped.contains { $0.contains("MACOSX") || $0.contains("DS_Store") })
        #expect(opened.listing.warnings.isEmpty)
    }

    @Test func aFileOnDiskIsReadAsOneInMemory() throws {
        let members = CollectedMembers()
        _ = try Fixtures.read(Fixtures.path("bundle.zip"), members: members)
        #expect(members.files.map(\.name) == (try open("bundle.zip")).names)
    }

    @Test func withTextRecognitionPicturesAreDocuments() throws {
        let recognition = ExtractionOptions.Recognition(languages: "eng")
        let opened = try open("bundle.zip", options: ExtractionOptions(recognition: recognition))
        #expect(opened.names.contains("heron/picture.png"))
    }

    /// A document that is packed is one member, also when it is a zip archive itself; it is named as it was, or as the
    /// packed file is.
    @Test(arguments: [("notes.md.gz", "notes.md"), ("report.docx.gz", "report.docx"), ("grown.txt.bz2", "grown.txt")])
    func aPackedFileIsOneMember(_ name: String, _ member: String) throws {
        #expect(try open(name).names == [member])
    }

    @Test(arguments: [
        ("shift_jis", "夜鷺の報告書.txt"), ("gbk", "夜鹭攻击报告.txt"), ("cp866", "отчёт о цапле.txt"),
        ("cp437", "Überfällig.txt"),
    ])
    func namesFromBeforeUnicodeAreReadable(_ charset: String, _ name: String) throws {
        #expect(try open("name-\(charset).zip").names == [name])
    }

    @Test func anArchiveWithAPasswordSaysSo() throws {
        #expect(try Fixtures.failure(Fixtures.path("secret.zip"))?.code == .encrypted)
    }

    @Test func aTarOfTextIsNotTakenForText() throws {
        // Without the mark that younger forms have, and with hardly a byte that is not text.
        let opened = try Containers.open(Containers.tar(Containers.texts(3, size: 50_000)))
        #expect(opened?.names == ["0.txt", "1.txt", "2.txt"])
    }

    /// A downloaded archive that ends early gives what is there.
    @Test func whatComesBeforeTheDamageIsKept() throws {
        let whole = Containers.tar(Containers.texts(3, size: 5000))
        let opened = try #require(try Containers.open(Array(whole.prefix(8000))))
        #expect(opened.names == ["0.txt"])
        #expect(opened.listing.skipped.contains { $0.code == .damaged })
        let zip = Array(try Data(contentsOf: URL(filePath: Fixtures.path("bundle.zip"))))
        let rest = try #require(try Containers.open(Array(zip.prefix(400))))
        #expect(rest.names == ["heron/report.txt", "heron/page.html"])
        #expect(rest.listing.warnings.count == 1)
    }

    @Test func anArchiveWithNothingInItSaysSo() throws {
        let empty: [UInt8] = Array("PK\u{5}\u{6}".utf8) + [UInt8](repeating: 0, count: 18)
        #expect(try Containers.failure(empty)?.code == .noText)
        let pictures = Containers.tar([("a.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0])])
        #expect(try Containers.failure(pictures)?.code == .unsupportedFormat)
    }

    @Test func anArchiveBeforeWhichSomethingStandsIsRead() throws {
        let zip = Array(try Data(contentsOf: URL(filePath: Fixtures.path("bundle.zip"))))
        let junk = [UInt8](repeating: 0x00, count: 700)
        #expect(try Containers.open(junk + zip)?.names.count == 3)
        // One part of an archive that was cut into several.
        #expect(try Containers.failure(Array("PK\u{7}\u{8}".utf8) + zip.prefix(60))?.code == .damaged)
    }

    static let shared: Comment = "The shared documents are not here: set TRADECRAFT_SHARED to their folder."

    @Test(
        .enabled(if: Fixtures.shared != nil, shared),
        arguments: [
            ("good/test-documents.zip", 9), ("good/test-documents.7z", 9),
            ("good/testZipEntryNameCharsetShiftSJIS.zip", 2), ("good/testOpenOfficeInAZip.zip", 1),
            ("good/testZip_with_DataDescriptor2.zip", 1), ("bad/droste.zip", 1), ("bad/test-zip-of-zip.zip", 1),
            ("bad/zip_nested_12.zip", 1), ("bad/zip_path_traversal.zip", 3), ("bad/testZipEncrypted.zip", 1),
            ("bad/quine.gz", 1),
        ]
    )
    func knownArchivesGiveTheirMembers(_ name: String, _ count: Int) throws {
        let folder = try #require(Fixtures.shared)
        let members = CollectedMembers()
        _ = try Fixtures.read(folder.appending(path: name).path, members: members)
        #expect(members.files.count == count, "\(members.files.map(\.name))")
    }

    @Test(
        .enabled(if: Fixtures.shared != nil, shared),
        arguments: [
            ("full_encrypted.7z", ExtractionError.Code.encrypted), ("test-documents-enc.rar", .encrypted),
            ("testZIP_corrupted_oom.zip", .damaged), ("test-documents-spanned.zip", .damaged),
            ("zipbomb_300MB.zip", .inputExceeded), ("zip_50k_entries.zip", .noText),
        ]
    )
    func archivesThatGiveNothingSayWhy(_ name: String, _ code: ExtractionError.Code) throws {
        let folder = try #require(Fixtures.shared)
        #expect(try Fixtures.failure(folder.appending(path: "bad/\(name)").path)?.code == code)
    }
}
