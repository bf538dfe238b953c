/// Tells formats that are not text apart by how they begin.
enum BinaryKind {
    static func of(_ head: [UInt8]) -> DetectedFormat? {
        for (mark, format) in marks where head.starts(with: mark) { return format }
        if head.count > 10, head.starts(with: "BZh".utf8), (0x31...0x39).contains(head[3]),
            bzip2Blocks.contains(where: { head[4..<10].elementsEqual($0) })
        {
            return .archive("application/x-bzip2")
        }
        if isLZMA(head) { return .archive("application/x-lzma") }
        if TarHeader.isAtStart(of: head) { return .archive("application/x-tar") }
        return nil
    }

    /// What a bzip2 stream goes on with, its own mark being three letters: a block, or its end.
    private static let bzip2Blocks: [[UInt8]] = [
        [0x31, 0x41, 0x59, 0x26, 0x53, 0x59], [0x17, 0x72, 0x45, 0x38, 0x50, 0x90],
    ]

    /// A bare LZMA stream has no mark: the usual properties, a power of two, and a size below 256 GiB or unknown.
    private static func isLZMA(_ head: [UInt8]) -> Bool {
        guard head.count > 13, head[0] == 0x5D, head[1] == 0, head[2] == 0, head[4] < 0x10 else { return false }
        let size = head[5..<13]
        return size.allSatisfy { $0 == 0xFF } || (head[10] < 0x40 && head[11] == 0 && head[12] == 0)
    }

    private static let marks: [([UInt8], DetectedFormat)] = [
        (Array("bplist00".utf8), .links(.propertyList)),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .archive("application/x-7z-compressed")),
        ([0x1F, 0x8B, 0x08], .archive("application/gzip")),
        ([0x1F, 0x9D], .archive("application/x-compress")),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .archive("application/x-xz")),
        ([0x28, 0xB5, 0x2F, 0xFD], .archive("application/zstd")),
        ([0x52, 0x61, 0x72, 0x21, 0x1A, 0x07], .archive("application/vnd.rar")),
        ([0x4D, 0x53, 0x43, 0x46, 0, 0, 0, 0], .archive("application/vnd.ms-cab-compressed")),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .image("image/png")),
        ([0xFF, 0xD8, 0xFF], .image("image/jpeg")),
        ([0x49, 0x49, 0x2A, 0x00], .image("image/tiff")),
        ([0x4D, 0x4D, 0x00, 0x2A], .image("image/tiff")),
    ]
}
