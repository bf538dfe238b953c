import Foundation
import Inbox
import Taskt
import Testing

@testable import Tradecraft

@Suite struct BackupArchiveTests {
    @Test(arguments: [0, 1, 511, 512, 1 << 33, 1 << 40] as [Int64])
    func aHeaderIsReadAsItWasWritten(bytes: Int64) {
        let header = TarHeader(name: "spool/d-0123456789ab", bytes: bytes)
        #expect(TarHeader(header.block(modified: 1_700_000_000)) == header)
        #expect((bytes + Int64(header.padding)) % 512 == 0)
    }

    private func archive(_ folder: TemporaryFolder, format: Int = 1) throws -> (BackupManifest, path: String) {
        let path = "\(folder.path)/backup.tar"
        var backup = BackupFile(try OpenFile(making: SystemPath(path)), at: Timestamp(microseconds: 0))
        let source = try folder.file("source", String(repeating: "text ", count: 300))
        try backup.add(#require(try OpenFile(reading: SystemPath(source))), as: "spool/d-0123456789ab")
        try backup.add(Array("database".utf8), as: "tradecraft.sqlite")
        let manifest = BackupManifest(
            format: format,
            version: "1",
            takenAt: Timestamp(microseconds: 0),
            schema: [],
            documents: 1,
            unfinished: 1,
            missingOriginals: [],
            missingPayloads: [],
            entries: backup.entries
        )
        try backup.finish(manifest)
        return (manifest, path)
    }

    private func refusal(of path: String) throws -> String? {
        let archive = BackupArchive(file: try #require(try OpenFile(reading: SystemPath(path))))
        do throws(StartupError) {
            _ = try archive.verified()
            return nil
        } catch {
            #expect(error.exitCode == .badData)
            return error.description
        }
    }

    @Test func whatWasWrittenIsReadAndUnpacked() throws {
        let folder = try TemporaryFolder()
        let (manifest, path) = try archive(folder)
        let archive = BackupArchive(file: try #require(try OpenFile(reading: SystemPath(path))))
        #expect(try archive.verified() == manifest)
        try archive.extract(manifest, into: SystemPath("\(folder.path)/out"))
        let text = try String(contentsOfFile: "\(folder.path)/out/spool/d-0123456789ab", encoding: .utf8)
        #expect(text == String(repeating: "text ", count: 300))
    }

    /// A backup that is damaged anywhere must be refused before anything is done with it.
    @Test func aByteThatIsNotWhatWasWrittenIsNoticedWhereverItIs() throws {
        let folder = try TemporaryFolder()
        let (_, path) = try archive(folder)
        let whole = try Data(contentsOf: URL(filePath: path))
        let manifest = try #require(whole.firstRange(of: Data("manifest.sha256".utf8))).lowerBound
        // Only the padding and the end of the archive carry nothing.
        for offset in [0, 130, 150, 512, 1_400, 2_560, 3_072, 3_079, manifest - 300, manifest + 512] {
            var damaged = whole
            damaged[offset] ^= 0x04
            try damaged.write(to: URL(filePath: path))
            #expect(try refusal(of: path) != nil, "byte \(offset)")
        }
        for count in [0, 100, 512, 2_000, 3_000, 3_600, manifest, manifest + 540] {
            try whole.prefix(count).write(to: URL(filePath: path))
            #expect(try refusal(of: path) != nil, "\(count) of \(whole.count) bytes")
        }
        try whole.write(to: URL(filePath: path))
        #expect(try refusal(of: path) == nil)
    }

    @Test func aNewerFormIsRefusedWithTheVersionThatWroteIt() throws {
        let folder = try TemporaryFolder()
        let (_, path) = try archive(folder, format: 2)
        #expect(try refusal(of: path)?.contains("written by version 1, in a form that is newer") == true)
    }

    @Test(arguments: ["../tradecraft.sqlite", "/etc/passwd", "spool/../../x", "spool/.copy-x", "lock", "spool"])
    func aNameThatIsNoPartOfABackupIsRefused(name: String) throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/backup.tar"
        let file = try OpenFile(making: SystemPath(path))
        try file.write(TarHeader(name: name, bytes: 0).block(modified: 0))
        #expect(try refusal(of: path)?.contains("which is no part of one") == true)
    }
}
