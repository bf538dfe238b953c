import CArchive
import DocumentText
import Glibc

/// An archive that is read entry by entry, through libarchive.
struct ArchiveStream: ~Copyable {
    private let archive: OpaquePointer

    /// Whether entries can be passed over without unpacking them.
    let skipsCheaply: Bool

    /// What comes next in an archive.
    enum Step {
        case entry(ArchiveEntry)
        case end
        case broken(ExtractionError.Code)
    }

    /// A piece of an entry's content.
    enum Piece {
        /// Bytes, valid until the next call, and where in the entry they are.
        case bytes(UnsafeRawBufferPointer, offset: Int)
        case end
        case failed(ExtractionError.Code)
    }

    /// A stream for an archive of a type that ``BinaryKind`` tells.
    ///
    /// Only what the type means is looked for: a document that is packed with gzip is one member, even when it is a zip
    /// archive itself.
    init(mediaType: String) throws(ReadingFailure) {
        guard let archive = archive_read_new() else {
            throw ReadingFailure(.unavailable, "libarchive cannot be started")
        }
        guard Self.prepare(archive, for: mediaType) else {
            archive_read_free(archive)
            throw ReadingFailure(.unsupportedFormat, "archives of type \(mediaType) are not supported")
        }
        self.archive = archive
        skipsCheaply = mediaType == "application/zip"
    }

    deinit { archive_read_free(archive) }

    private static func prepare(_ archive: OpaquePointer, for mediaType: String) -> Bool {
        if let filter = filters[mediaType] {
            archive_read_support_format_tar(archive)
            archive_read_support_format_raw(archive)
            archive_read_support_format_empty(archive)
            // Exactly one filter: what was packed twice is a file that is packed.
            let status = archive_read_append_filter(archive, filter)
            return status == ARCHIVE_OK || status == ARCHIVE_WARN
        }
        switch mediaType {
        case "application/zip": archive_read_support_format_zip(archive)
        case "application/x-7z-compressed": archive_read_support_format_7zip(archive)
        case "application/x-tar": archive_read_support_format_tar(archive)
        case "application/vnd.ms-cab-compressed": archive_read_support_format_cab(archive)
        case "application/vnd.rar":
            archive_read_support_format_rar(archive)
            archive_read_support_format_rar5(archive)
        default: return false
        }
        return true
    }

    private static let filters: [String: CInt] = [
        "application/gzip": ARCHIVE_FILTER_GZIP, "application/x-bzip2": ARCHIVE_FILTER_BZIP2,
        "application/x-xz": ARCHIVE_FILTER_XZ, "application/zstd": ARCHIVE_FILTER_ZSTD,
        "application/x-lzma": ARCHIVE_FILTER_LZMA, "application/x-compress": ARCHIVE_FILTER_COMPRESS,
    ]

    /// Begins to read a file.
    borrowing func open(_ descriptor: CInt) throws(ReadingFailure) {
        try check(archive_read_open_fd(archive, descriptor, 1 << 16))
    }

    /// Begins to read bytes that stay where they are until the last entry is read.
    borrowing func open(_ bytes: UnsafeRawBufferPointer) throws(ReadingFailure) {
        try check(archive_read_open_memory(archive, bytes.baseAddress, bytes.count))
    }

    private borrowing func check(_ status: CInt) throws(ReadingFailure) {
        guard status == ARCHIVE_OK || status == ARCHIVE_WARN else {
            throw ReadingFailure(problem, "the archive cannot be opened")
        }
    }

    /// Goes to the next entry.
    borrowing func next() -> Step {
        // A reader that only ever asks to try again is broken.
        for _ in 0..<100 {
            var entry: OpaquePointer?
            let status = archive_read_next_header(archive, &entry)
            switch status {
            case ARCHIVE_EOF: return .end
            case ARCHIVE_OK, ARCHIVE_WARN:
                guard let entry else { return .broken(.damaged) }
                return .entry(ArchiveEntry(entry, isRaw: archive_format(archive) == ARCHIVE_FORMAT_RAW))
            case ARCHIVE_RETRY: continue
            default: return .broken(problem)
            }
        }
        return .broken(.damaged)
    }

    /// The next piece of the entry's content; `isDoubtful` is set when a checksum or a size is not as promised.
    borrowing func read(isDoubtful: inout Bool) -> Piece {
        for _ in 0..<100 {
            var start: UnsafeRawPointer?
            var count = 0
            var offset: la_int64_t = 0
            switch archive_read_data_block(archive, &start, &count, &offset) {
            case ARCHIVE_EOF: return .end
            case ARCHIVE_RETRY: continue
            case ARCHIVE_OK: break
            case ARCHIVE_WARN: isDoubtful = true
            default: return .failed(problem)
            }
            guard count > 0 else { continue }
            guard let start, let offset = Int(exactly: offset), offset >= 0 else { return .failed(.damaged) }
            return .bytes(UnsafeRawBufferPointer(start: start, count: count), offset: offset)
        }
        return .failed(.damaged)
    }

    /// What libarchive's last error means.
    private var problem: ExtractionError.Code {
        let message = archive_error_string(archive).map { Array(String(cString: $0).utf8) } ?? []
        if message.contains("ncrypt") || message.contains("assphrase") { return .encrypted }
        if archive_errno(archive) == ENOMEM { return .memoryExceeded }
        return message.contains("nsupported") || message.contains("not supported") ? .unsupportedFormat : .damaged
    }
}
