/// Tells formats that are not text apart by how they begin.
enum BinaryKind {
    static func of(_ head: [UInt8]) -> DetectedFormat? {
        for (mark, format) in marks where head.starts(with: mark) { return format }
        if head.count > 262, head[257..<262].elementsEqual("ustar".utf8) { return .archive("application/x-tar") }
        return nil
    }

    private static let marks: [([UInt8], DetectedFormat)] = [
        (Array("bplist00".utf8), .links(.propertyList)),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .archive("application/x-7z-compressed")),
        ([0x1F, 0x8B], .archive("application/gzip")),
        ([0x42, 0x5A, 0x68], .archive("application/x-bzip2")),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .archive("application/x-xz")),
        ([0x28, 0xB5, 0x2F, 0xFD], .archive("application/zstd")),
        ([0x52, 0x61, 0x72, 0x21, 0x1A, 0x07], .archive("application/vnd.rar")),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .image("image/png")),
        ([0xFF, 0xD8, 0xFF], .image("image/jpeg")),
        ([0x49, 0x49, 0x2A, 0x00], .image("image/tiff")),
        ([0x4D, 0x4D, 0x00, 0x2A], .image("image/tiff")),
    ]
}
