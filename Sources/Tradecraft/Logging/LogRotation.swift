import CLinux
import Inbox
import Taskt

#if canImport(Glibc)
import Glibc
#endif

/// How a log file makes room for a new one: `tradecraft.log` becomes `tradecraft.log.20261128T101500Z`, which is then
/// compressed to `tradecraft.log.20261128T101500Z.gz`.
///
/// Whatever moment the process ends at, every line is in one file: the plain one goes only when the compressed one is
/// complete and on disk, and where both are there the plain one is removed.
package struct LogRotation: Sendable {
    let file: SystemPath
    let settings: LogSettings

    /// Whether a file is to be rotated before so many more bytes are written to it.
    func isDue(_ open: OpenLogFile, for bytes: Int, at now: Timestamp) -> Bool {
        guard open.size > 0 else { return false }
        if open.size + bytes > settings.rotateSize { return true }
        guard let age = settings.rotateAge?.wholeMicroseconds, age > 0 else { return false }
        // Whole periods in UTC, so that a day's lines are in one file however often the process was restarted.
        return now.microseconds / age > open.begun.microseconds / age
    }

    /// Renames the file and opens a new one.
    ///
    /// - Returns: the file that is at the path now: another process may have been first.
    /// - Throws: why not; the open file is as it was, and may be at the path or not.
    func rotate(_ open: OpenLogFile, at now: Timestamp) throws(InboxError) -> OpenLogFile {
        // One process at a time looks and renames.
        let folder = file.parent.withCString { Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard folder >= 0 else { throw InboxError(systemError: errno, during: "rotate", path: file) }
        defer {
            flock(folder, LOCK_UN)
            close(folder)
        }
        guard flock(folder, LOCK_EX | LOCK_NB) == 0 else {
            throw InboxError(systemError: errno, during: "rotate", path: file)
        }
        if open.isStill(at: file) { try rename(at: now) }
        let fresh = try OpenLogFile(file, now: now)
        open.close()
        return fresh
    }

    private func rename(at now: Timestamp) throws(InboxError) {
        let stamp = now.description.prefix(19).filter { $0 != "-" && $0 != ":" }
        for number in 0..<100 {
            let suffix = ".\(stamp)Z" + (number == 0 ? "" : number < 10 ? "_0\(number)" : "_\(number)")
            let target = SystemPath(bytes: file.bytes + Array(suffix.utf8))
            if FileKind.isFile(Self.compressed(target)) { continue }
            let status = file.withCString { from in
                target.withCString { clinux_rename_noreplace(AT_FDCWD, from, AT_FDCWD, $0) }
            }
            if status == 0 { return }
            guard status == -EEXIST else { throw InboxError(systemError: -status, during: "rotate", path: file) }
        }
        throw InboxError(systemError: EEXIST, during: "rotate", path: file)
    }

    /// Compresses what is rotated and not compressed yet, and deletes the oldest beyond what is kept.
    ///
    /// A file that another process still writes to, or compresses, is left for the next time.
    func tidy() throws(InboxError) {
        let names = try rotatedNames()
        let plain = names.filter { !$0.hasSuffix(".gz") }
        var kept = Set(names.map { $0.hasSuffix(".gz") ? String($0.dropLast(3)) : $0 }).sorted()
        while kept.count > settings.keep {
            let oldest = file.parent.appending(kept.removeFirst())
            FileBytes.remove(oldest)
            FileBytes.remove(Self.compressed(oldest))
        }
        for name in plain where kept.contains(name) {
            let path = file.parent.appending(name)
            try GzipFile.compress(path, to: Self.compressed(path))
        }
    }

    /// The names of rotated files, compressed or not, the oldest first.
    func rotatedNames() throws(InboxError) -> [String] {
        let prefix = "\(file.name?.description ?? "")."
        return try FileBytes.names(in: file.parent)
            .filter { name in
                guard name.hasPrefix(prefix) else { return false }
                let stamp = name.dropFirst(prefix.count)
                return stamp.prefix(16).wholeMatch(of: /[0-9]{8}T[0-9]{6}Z/) != nil
                    && stamp.dropFirst(16).wholeMatch(of: /(_[0-9]{2})?(\.gz)?/) != nil
            }
            .sorted()
    }

    private static func compressed(_ path: SystemPath) -> SystemPath {
        SystemPath(bytes: path.bytes + Array(".gz".utf8))
    }
}
