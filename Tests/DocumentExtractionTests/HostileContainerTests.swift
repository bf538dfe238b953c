import DocumentText
import Foundation
import Testing

@testable import DocumentExtraction

/// Containers that were cut off, and such as somebody changed: reading them ends, in members or in one failure.
@Suite("Hostile containers")
struct HostileContainerTests {
    static let seeds = [
        "bundle.zip", "bundle.tar.gz", "bundle.7z", "notes.md.gz", "name-gbk.zip", "shortcut-binary.webloc",
        "shortcut.webloc", "list.urls", "mailbox.mbox", "secret.zip",
    ]

    private let limits = ExtractionLimits(inputBytes: 1 << 20, members: 20, memberBytes: 2 << 20)

    private func read(_ bytes: [UInt8], name: String) {
        do {
            guard let opened = try Containers.open(bytes, name: name, limits: limits) else { return }
            #expect(!opened.listing.members.isEmpty)
            #expect(opened.listing.members.count <= limits.members)
            #expect(opened.files.reduce(0) { $0 + $1.bytes.count } <= limits.memberBytes)
        } catch {
            #expect(error is ReadingFailure)
        }
    }

    private func seed(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: Fixtures.path(name))))
    }

    @Test(arguments: seeds)
    func cutOffAnywhere(_ name: String) throws {
        let bytes = try seed(name)
        for length in 1..<bytes.count {
            read(Array(bytes.prefix(length)), name: name)
        }
    }

    @Test(arguments: seeds)
    func withAByteChangedAnywhere(_ name: String) throws {
        let bytes = try seed(name)
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 0x81
            read(changed, name: name)
        }
    }

    @Test func aTarWithAByteChangedAnywhereInAHeader() throws {
        let bytes = Containers.tar(Containers.texts(2, size: 600))
        for index in stride(from: 0, to: bytes.count, by: 5) {
            var changed = bytes
            changed[index] ^= 0xFF
            read(changed, name: "a.tar")
            read(Array(bytes.prefix(index + 1)), name: "a.tar")
        }
    }

    /// Numbers as large as they get, wherever a binary property list has one.
    @Test func aPropertyListWithNumbersWithoutBounds() throws {
        let bytes = try seed("shortcut-binary.webloc")
        for start in 8..<bytes.count {
            for count in [1, 2, 8] where start + count <= bytes.count {
                for value: UInt8 in [0x00, 0x7F, 0xFF] {
                    var changed = bytes
                    changed.replaceSubrange(start..<(start + count), with: repeatElement(value, count: count))
                    _ = BinaryPropertyList(changed).string(forKey: "URL")
                }
            }
        }
        #expect(BinaryPropertyList([]).string(forKey: "URL") == nil)
    }
}
