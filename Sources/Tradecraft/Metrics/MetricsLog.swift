import Inbox

#if canImport(Glibc)
import Glibc
#endif

/// The metrics log: a file a day, a line for every end of a run.
///
/// A day's file is `metrics-2026-11-28.jsonl` until the day is over, and `metrics-2026-11-28.jsonl.gz` from then on. What
/// ends late in a day that is compressed already goes to `metrics-2026-11-28-2.jsonl`, and so on. Lines are appended in
/// the order of their numbers, each piece on disk before the next is begun: so the largest number in any plain file is
/// that of the last end that is logged, and every smaller one is logged too.
struct MetricsLog: Sendable {
    let folder: SystemPath

    /// Lines of one day, in the order of their numbers.
    struct Piece: Sendable {
        let day: String
        var text: String
    }

    /// The last line of the log: which end it is, and of which document.
    struct Last: Hashable, Sendable {
        let number: Int64
        let document: String
    }

    /// How much of a file's end is looked at for its last line; no line is nearly as long.
    private static let tail: off_t = 1 << 16
    private static let maximumParts = 1_000

    /// Puts in order what a process that ended at any moment left: a line that is cut off is removed, and a plain file
    /// whose compressed form is complete.
    ///
    /// - Returns: the last line of every plain file that has one.
    func recover() throws(InboxError) -> [Last] {
        var last: [Last] = []
        for file in try files() where !file.isCompressed {
            let path = folder.appending(file.name)
            if FileKind.isFile(folder.appending("\(file.name).gz")) {
                FileBytes.remove(path)
            } else if let line = try trimmed(path), let read = Self.read(line) {
                last.append(read)
            }
        }
        return last
    }

    /// Appends pieces, one after the other.
    ///
    /// - Durability: on disk when this returns. When it throws, a number of whole lines may have been added: ``recover()``
    ///   says which.
    func append(_ pieces: [Piece]) throws(InboxError) {
        try FileBytes.makeFolder(folder, mode: 0o750)
        for piece in pieces { try append(piece) }
    }

    /// Compresses the files of days before a day.
    func compress(before day: String) throws(InboxError) {
        for file in try files() where !file.isCompressed && file.day < day {
            try GzipFile.compress(folder.appending(file.name), to: folder.appending("\(file.name).gz"))
        }
    }

    /// Deletes the files of days before a day, and then the oldest until the rest is small enough; today's stay.
    func delete(before day: String, largerThan limit: Int, today: String) throws(InboxError) {
        var total = 0
        for file in try files().reversed() {
            let path = folder.appending(file.name)
            let size: Int64
            do throws(InboxError) {
                size = try FileBytes.identity(path).size
            } catch {
                // Somebody was faster.
                guard error.code != .notFound else { continue }
                throw error
            }
            total += Int(size)
            if file.day < today && (file.day < day || total > limit) { FileBytes.remove(path) }
        }
    }

    /// A file of the log.
    private struct File {
        let name: String
        let day: String
        let part: Int
        let isCompressed: Bool
    }

    /// The files, by day and part.
    private func files() throws(InboxError) -> [File] {
        try FileBytes.names(in: folder)
            .compactMap { name -> File? in
                guard
                    let match = name.wholeMatch(
                        of: /metrics-([0-9]{4}-[0-9]{2}-[0-9]{2})(?:-([0-9]{1,4}))?\.jsonl(\.gz)?/
                    )
                else { return nil }
                let part = match.2.flatMap { Int($0) } ?? 1
                return File(name: name, day: String(match.1), part: part, isCompressed: match.3 != nil)
            }
            .sorted { ($0.day, $0.part) < ($1.day, $1.part) }
    }

    private func append(_ piece: Piece) throws(InboxError) {
        let path = try path(for: piece.day)
        let isNew = !FileKind.isFile(path)
        let descriptor = path.withCString { open($0, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o640) }
        guard descriptor >= 0 else { throw InboxError(systemError: errno, during: "write", path: path) }
        defer { close(descriptor) }
        let size = lseek(descriptor, 0, SEEK_END)
        var text = piece.text
        var failure = text.withUTF8 { FileBytes.writeAll($0.baseAddress, $0.count, to: descriptor) }
        if failure == 0, fsync(descriptor) != 0 { failure = errno }
        guard failure == 0 else {
            // All or nothing where it can be had: a full disk lets a file be cut. Else the next recovery cuts the line.
            if size >= 0 { _ = ftruncate(descriptor, size) }
            throw InboxError(systemError: failure, during: "write", path: path)
        }
        if isNew { try FileBytes.synchronize(folder) }
    }

    /// The file that a day's lines are appended to: the first part that is not compressed.
    private func path(for day: String) throws(InboxError) -> SystemPath {
        for part in 1...Self.maximumParts {
            let path = folder.appending("metrics-\(day)\(part == 1 ? "" : "-\(part)").jsonl")
            if !FileKind.isFile(SystemPath(bytes: path.bytes + Array(".gz".utf8))) { return path }
        }
        throw InboxError(.exhausted, during: "write", path: folder, systemError: 0)
    }

    /// Removes what follows the last newline of a file; its last line, nil where there is none.
    private func trimmed(_ path: SystemPath) throws(InboxError) -> [UInt8]? {
        let descriptor = path.withCString { open($0, O_RDWR | O_CLOEXEC | O_NOFOLLOW) }
        guard descriptor >= 0 else { throw InboxError(systemError: errno, during: "read", path: path) }
        defer { close(descriptor) }
        let size = lseek(descriptor, 0, SEEK_END)
        let start = max(0, size - Self.tail)
        var bytes = [UInt8](repeating: 0, count: Int(max(0, size - start)))
        let count = pread(descriptor, &bytes, bytes.count, start)
        guard size >= 0, count == bytes.count else { throw InboxError(systemError: EIO, during: "read", path: path) }
        let newline = UInt8(ascii: "\n")
        let end = bytes.lastIndex(of: newline).map { $0 + 1 } ?? 0
        if end < bytes.count {
            guard ftruncate(descriptor, start + off_t(end)) == 0, fsync(descriptor) == 0 else {
                throw InboxError(systemError: errno, during: "write", path: path)
            }
        }
        guard end > 0 else { return nil }
        let line = bytes[..<(end - 1)]
        return Array(line[(line.lastIndex(of: newline).map { $0 + 1 } ?? 0)...])
    }

    private static func read(_ line: [UInt8]) -> Last? {
        let match = String(decoding: line, as: UTF8.self)
            .prefixMatch(of: /\{"v":1,"number":([0-9]{1,18}),"time":"[^"]*","document.id":"([^"]*)"/)
        return match.flatMap { match in Int64(match.1).map { Last(number: $0, document: String(match.2)) } }
    }
}
