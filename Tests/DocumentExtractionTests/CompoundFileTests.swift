import DocumentText
import Testing

@testable import DocumentExtraction

@Suite("Compound files", .timeLimit(.minutes(5)))
struct CompoundFileTests {
    private static func changed(_ bytes: [UInt8], _ values: [(at: Int, value: UInt32)]) -> [UInt8] {
        var bytes = bytes
        for (index, value) in values {
            for step in 0..<4 {
                bytes[index + step] = UInt8(truncatingIfNeeded: value >> UInt32(8 * step))
            }
        }
        return bytes
    }

    /// The offset of the table of sectors and of the directory.
    private static func places(_ bytes: [UInt8]) -> (table: Int, directory: Int) {
        func offset(_ index: Int) -> Int { (Int(LittleEndian.uint32(bytes, at: index)) + 1) * 512 }
        return (offset(0x4C), offset(0x30))
    }

    @Test func streamsOfBothSizesAreFoundInTheirFolders() throws {
        var file = try #require(CompoundFile(DocumentBytes.fixture("message.msg")))
        let storage = try #require(file.storages("__attach_version1.0_").first)
        let large = file.stream("__SUBSTG1.0_37010102", in: storage) ?? []
        #expect(large.count == 25 * 300)
        #expect(large.suffix(25).elementsEqual("203.0.113.9 bad.example\r\n".utf8))
        let small = file.stream("__substg1.0_3707001F", in: storage) ?? []
        #expect(UnicodeForm.utf16LittleEndian.decode(small).utf8.elementsEqual("hosts.txt".utf8))
        #expect(file.stream("__substg1.0_3707001F") == nil)
        #expect(file.stream("__attach_version1.0_#00000000") == nil)
    }

    /// A chain that comes back to itself would be followed for ever.
    @Test func chainsInCirclesEnd() throws {
        let bytes = try DocumentBytes.fixture("message.msg")
        let places = Self.places(bytes)
        let size = bytes.count / 512
        let circles = (0..<size).map { (at: places.table + $0 * 4, value: UInt32($0)) }
        let pairs = (0..<size).map { (at: places.table + $0 * 4, value: UInt32($0 ^ 1)) }
        for values in [circles, pairs, [(at: 0x44, value: 0)], [(at: 0x4C, value: 0)], [(at: 0x3C, value: 0)]] {
            _ = try? DocumentBytes.read(Self.changed(bytes, values), name: "m.msg")  // Ending is all that is asked.
        }
    }

    @Test func entriesThatPointAtEachOtherCountOnce() throws {
        let bytes = try DocumentBytes.fixture("message.msg")
        let places = Self.places(bytes)
        var values: [(at: Int, value: UInt32)] = []
        for entry in 0..<20 {
            for link in [0x44, 0x48, 0x4C] {
                values.append((at: places.directory + entry * 128 + link, value: UInt32((entry + link) % 5)))
            }
        }
        let file = try #require(CompoundFile(Self.changed(bytes, values)))
        #expect(file.entries.reduce(0) { $0 + $1.children.count } <= file.entries.count)
    }

    /// A stream may say that it is larger than any file.
    @Test func noStreamIsLargerThanTheFile() throws {
        let bytes = try DocumentBytes.fixture("sheets.xls")
        let places = Self.places(bytes)
        let values = (1..<4).map { (at: places.directory + $0 * 128 + 0x78, value: UInt32.max) }
        var file = try #require(CompoundFile(Self.changed(bytes, values)))
        #expect((file.stream("Workbook") ?? []).count <= bytes.count)
    }

    @Test(arguments: ["message.msg", "sheets.xls", "slides.ppt"])
    func damageNeverTraps(_ name: String) throws {
        for bytes in DocumentBytes.damaged(try DocumentBytes.fixture(name), count: 300) {
            guard var file = CompoundFile(bytes) else { continue }
            for index in file.entries.indices {
                _ = file.stream(file.entries[index].name, in: 0)
            }
            var draft = DocumentDraft(limits: ExtractionLimits())
            PropertySet.read(&file, into: &draft)
            if name.hasSuffix("msg") {
                _ = try? DocumentBytes.read(bytes, name: "m.msg")  // An error is as good as a text.
            }
            _ = ExcelRecords(bytes)
            _ = LegacyLinks.targets(presentation: bytes)
            _ = LegacyLinks.targets(word: bytes)
        }
    }
}
