import CArchive
import DocumentText
import Glibc

/// Reads entries of a zip archive through libarchive, within bounds.
struct ZipArchive {
    let source: DocumentSource

    /// More entries than this are not looked at: no document has as many.
    static let maximumEntries = 10_000

    /// Unpacked bytes that are always allowed, and how many times the archive's own size beyond that.
    private static let freeBytes = 32 << 20
    private static let maximumRatio = 100
    private static let maximumBytes = 128 << 20

    /// What reading the entries gave.
    struct Contents {
        var entries: [String: [UInt8]] = [:]
        /// The entries of which only the first part was read, because of damage or of a limit.
        var incomplete: Set<String> = []
        var isEncrypted = false
        /// Whether the archive could be read to its end.
        var isDamaged = false
    }

    /// Unpacks the entries whose name `wanted` accepts, until `isEnough`.
    func read(
        wanted: (String) -> Bool,
        isEnough: (Contents) -> Bool = { _ in false }
    ) throws(ReadingFailure) -> Contents {
        try ArchiveLocale.run { () throws(ReadingFailure) in
            if let bytes = source.inMemory {
                return try bytes.withUnsafeBufferPointer { (buffer) throws(ReadingFailure) in
                    try read(wanted: wanted, isEnough: isEnough) {
                        archive_read_open_memory($0, buffer.baseAddress, buffer.count)
                    }
                }
            }
            return try source.withDescriptor { (descriptor) throws(ReadingFailure) in
                try read(wanted: wanted, isEnough: isEnough) { archive_read_open_fd($0, descriptor, 1 << 16) }
            }
        }
    }

    private func read(
        wanted: (String) -> Bool,
        isEnough: (Contents) -> Bool,
        open: (OpaquePointer) -> CInt
    ) throws(ReadingFailure) -> Contents {
        guard let archive = archive_read_new() else {
            throw ReadingFailure(.unavailable, "libarchive cannot be started")
        }
        defer { archive_read_free(archive) }
        archive_read_support_format_zip(archive)
        guard open(archive) == ARCHIVE_OK else {
            throw ReadingFailure(.damaged, "the archive cannot be opened")
        }
        var contents = Contents()
        var budget = min(max(Self.freeBytes, source.size * Self.maximumRatio), Self.maximumBytes)
        var count = 0
        while count < Self.maximumEntries, !isEnough(contents) {
            var entry: OpaquePointer?
            let status = archive_read_next_header(archive, &entry)
            guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry else {
                contents.isDamaged = status != ARCHIVE_EOF
                break
            }
            count += 1
            guard let name = Self.name(of: entry), wanted(name), contents.entries[name] == nil else { continue }
            if archive_entry_is_encrypted(entry) != 0 {
                contents.isEncrypted = true
                continue
            }
            let (bytes, isComplete) = Self.unpack(archive, budget: &budget)
            contents.entries[name] = bytes
            if !isComplete {
                contents.incomplete.insert(name)
            }
        }
        return contents
    }

    private static func name(of entry: OpaquePointer) -> String? {
        let pointer = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)
        guard let pointer else { return nil }
        // Some writers separate folders like Windows does, or begin at a root.
        var bytes = Array(UnsafeBufferPointer(start: pointer, count: strlen(pointer))).map(UInt8.init(bitPattern:))
        for index in bytes.indices where bytes[index] == 0x5C {
            bytes[index] = 0x2F
        }
        return String(decoding: bytes.drop { $0 == 0x2F }, as: UTF8.self)
    }

    private static func unpack(_ archive: OpaquePointer, budget: inout Int) -> (bytes: [UInt8], isComplete: Bool) {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while budget > 0 {
            let count = archive_read_data(archive, &buffer, min(buffer.count, budget))
            if count == Int(ARCHIVE_RETRY) { continue }
            guard count >= 0 else { return (bytes, false) }
            guard count > 0 else { return (bytes, true) }
            bytes.append(contentsOf: buffer[..<count])
            budget -= count
        }
        return (bytes, false)
    }
}
