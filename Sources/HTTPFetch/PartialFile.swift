import Glibc

/// The unfinished download beside a destination, and what is known about the content it is a part of.
///
/// It may be continued only in the same boot of the machine: after a power cut the file may be as long as it was and
/// hold less.
struct PartialFile: ~Copyable {
    private let destination: String
    private let url: String
    private var descriptor: Int32

    var path: String { destination + ".partial" }
    private var headPath: String { destination + ".partial.head" }

    /// Opens what is there, or an empty file.
    init(of destination: String, from url: String) throws(HTTPFetchError) {
        self.destination = destination
        self.url = url
        descriptor = open(destination + ".partial", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { throw Self.failure(errno, "open the partial file", url) }
    }

    deinit {
        // An empty one is no use to anybody; should it stay, the next download takes it over.
        if lseek(descriptor, 0, SEEK_END) == 0 { unlink(path) }
        // What close() could report has been reported by fsync before.
        close(descriptor)
    }

    /// How much there is and by what the server recognises it; `nil` when there is nothing to continue.
    func resumption() throws(HTTPFetchError) -> (offset: Int64, validator: String)? {
        let size = lseek(descriptor, 0, SEEK_END)
        guard size >= 0 else { throw Self.failure(errno, "measure the partial file", url) }
        let head = try read(headPath, limit: 16 << 10).split(separator: "\n", omittingEmptySubsequences: false)
        guard size > 0, head.count >= 3, head[0] == url, try head[1] == bootID(), !head[2].isEmpty else { return nil }
        return (Int64(size), String(head[2]))
    }

    /// Begins anew: nothing is left, and what follows is content that `validators` stand for.
    func begin(_ validators: HTTPValidators) throws(HTTPFetchError) {
        // The head goes first: content must never stand under another content's head.
        guard unlink(headPath) == 0 || errno == ENOENT, ftruncate(descriptor, 0) == 0,
            lseek(descriptor, 0, SEEK_SET) == 0
        else { throw Self.failure(errno, "empty the partial file", url) }
        guard let validator = validators.rangeValidator else { return }
        let text = try "\(url)\n\(bootID())\n\(validator)\n"
        let head = open(headPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard head >= 0 else { throw Self.failure(errno, "write the partial file's head", url) }
        defer { close(head) }
        let failure = Array(text.utf8).withUnsafeBytes { writeAll($0, to: head) }
        guard failure == 0 else { throw Self.failure(failure, "write the partial file's head", url) }
    }

    func append(_ bytes: UnsafeRawBufferPointer) throws(HTTPFetchError) {
        let failure = writeAll(bytes, to: descriptor)
        guard failure == 0 else { throw Self.failure(failure, "write the partial file", url) }
    }

    /// Puts the complete file in its place, durably.
    func finish() throws(HTTPFetchError) {
        guard fsync(descriptor) == 0, rename(path, destination) == 0 else {
            throw Self.failure(errno, "put the file in its place", url)
        }
        let parent = destination.lastIndex(of: "/").map { String(destination[...$0]) } ?? "."
        let folder = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw Self.failure(errno, "open the folder", url) }
        defer { close(folder) }
        guard fsync(folder) == 0, unlink(headPath) == 0 || errno == ENOENT else {
            throw Self.failure(errno, "put the file in its place", url)
        }
    }

    /// Removes what is there.
    func discard() throws(HTTPFetchError) {
        guard unlink(headPath) == 0 || errno == ENOENT, unlink(path) == 0 || errno == ENOENT else {
            throw Self.failure(errno, "remove the partial file", url)
        }
    }

    private func bootID() throws(HTTPFetchError) -> String {
        try String(read("/proc/sys/kernel/random/boot_id", limit: 64).prefix { $0 != "\n" })
    }

    /// The text of a small file; empty when there is none.
    private func read(_ path: String, limit: Int) throws(HTTPFetchError) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return "" }
            throw Self.failure(errno, "read the partial file's head", url)
        }
        defer { close(file) }
        return try withUnsafeTemporaryAllocation(byteCount: limit, alignment: 1) { buffer throws(HTTPFetchError) in
            let count = Glibc.read(file, buffer.baseAddress, buffer.count)
            guard count >= 0 else { throw Self.failure(errno, "read the partial file's head", url) }
            return String(decoding: buffer[..<count], as: UTF8.self)
        }
    }

    private static func failure(_ number: Int32, _ operation: String, _ url: String) -> HTTPFetchError {
        HTTPFetchError(
            .notWritten,
            during: operation,
            url: url,
            systemError: number,
            reason: String(cString: strerror(number))
        )
    }
}

/// Writes all of `bytes`; the error number, or 0.
private func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
    var rest = bytes
    while !rest.isEmpty {
        let count = write(descriptor, rest.baseAddress, rest.count)
        if count < 0 {
            if errno == EINTR { continue }
            return errno
        }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
    return 0
}
