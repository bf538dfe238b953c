import CMagic
import DocumentText

/// The system's database of file types.
struct MagicDatabase: ~Copyable {
    private let cookie: magic_t

    init() throws(ReadingFailure) {
        let flags = MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_ELF | MAGIC_NO_CHECK_TAR
        guard let cookie = magic_open(flags) else { throw ReadingFailure(.unavailable, "libmagic cannot be started") }
        guard magic_load(cookie, nil) == 0 else {
            magic_close(cookie)
            throw ReadingFailure(.toolMissing, "the database of file types (libmagic) is not installed")
        }
        self.cookie = cookie
    }

    deinit { magic_close(cookie) }

    /// The media type of a file that begins with `head`.
    borrowing func mediaType(of head: [UInt8]) -> String {
        let answer = head.withUnsafeBytes { magic_buffer(cookie, $0.baseAddress, $0.count) }
        return answer.map { String(cString: $0) } ?? "application/octet-stream"
    }
}
