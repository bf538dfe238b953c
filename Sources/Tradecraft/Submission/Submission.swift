import CLinux
import HTTPFetch
package import Inbox

#if canImport(Glibc)
import Glibc
#endif

/// A copy of a file that was put into the inbox.
package struct Submission: Hashable, Sendable {
    /// The file as it was named.
    package let source: String
    /// The name it got in the inbox.
    package let name: FileName
    /// What the copy is: how it is recognized in the database.
    package let identity: FileIdentity

    /// Copies a file into the inbox: under a hidden name, made durable, then renamed, never over another file.
    ///
    /// - Durability: the copy is on disk under its name when this returns; when it throws, nothing is left behind.
    /// - Throws: ``StartupError`` in a sentence: 65 where the inbox would not take the file, 74 or 77 where it cannot be
    ///   copied.
    package static func submit(_ source: String, to configuration: Configuration) throws(StartupError) -> Submission {
        if source.contains("://") { return try submit(address: source, to: configuration) }
        let path = SystemPath(source)
        guard let name = path.name else { throw StartupError(.badData, "\(source) is not the name of a file") }
        if let pattern = configuration.ignore.match(name) {
            throw StartupError(
                .badData,
                "\(name) would be left alone in the inbox: it matches the pattern \(pattern) of inbox.ignore"
            )
        }
        do throws(InboxError) {
            return try copy(path, named: name, from: source, to: configuration)
        } catch {
            switch error.code {
            case .notRegularFile, .notFolder: throw StartupError(.badData, "\(source) is not a file")
            case .notPermitted: throw StartupError(.permission, "\(source) cannot be submitted: \(error)")
            case .unsupported: throw StartupError(.badData, "\(source): \(error.operation)")
            default: throw StartupError(.inputOutput, "\(source) cannot be submitted: \(error)")
            }
        }
    }

    private static func copy(
        _ path: SystemPath,
        named name: FileName,
        from source: String,
        to configuration: Configuration
    ) throws(InboxError) -> Submission {
        // Not blocking: a pipe without a writer would hold the command for ever.
        let input = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) }
        guard input >= 0 else { throw InboxError(systemError: errno, during: "read", path: path) }
        defer { close(input) }
        var status = stat()
        guard fstat(input, &status) == 0 else { throw InboxError(systemError: errno, during: "look at", path: path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw InboxError(.notRegularFile, during: "read", path: path)
        }
        guard status.st_size <= configuration.maximumSize else {
            let limit = sizeText(configuration.maximumSize)
            throw InboxError(.unsupported, during: "it is larger than inbox.maximum-size (\(limit))", path: path)
        }
        return try place(named: name, mode: status.st_mode & 0o777, from: source, in: configuration.inbox) {
            (output) throws(InboxError) in
            try pour(input, into: output, path)
        }
    }

    /// Puts the address of a document into the inbox: the daemon fetches it.
    private static func submit(
        address source: String,
        to configuration: Configuration
    ) throws(StartupError) -> Submission {
        let address: WebAddress
        do throws(HTTPFetchError) { address = try WebAddress(source) } catch {
            throw StartupError(.badData, "\(error)")
        }
        guard let name = FileName("\(address.suggestedName).url") else {
            throw StartupError(.badData, "no file can be named for \(address.shown)")
        }
        let shortcut = Array("[InternetShortcut]\r\nURL=\(address.text)\r\n".utf8)
        do throws(InboxError) {
            return try place(named: name, mode: 0o644, from: source, in: configuration.inbox) {
                (output) throws(InboxError) in
                guard Glibc.write(output, shortcut, shortcut.count) == shortcut.count else {
                    throw InboxError(systemError: errno, during: "write", path: configuration.inbox)
                }
            }
        } catch {
            throw StartupError(
                error.code == .notPermitted ? .permission : .inputOutput,
                "\(address.shown) cannot be submitted: \(error)"
            )
        }
    }

    /// Writes a file under a hidden name, makes it durable and renames it.
    private static func place(
        named name: FileName,
        mode: mode_t,
        from source: String,
        in inbox: SystemPath,
        _ write: (CInt) throws(InboxError) -> Void
    ) throws(InboxError) -> Submission {
        try FileBytes.makeFolder(inbox)
        let temporary = inbox.appending(".tradecraft-submit-\(getpid()).part")
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        // What a command of this process id left when it was killed.
        FileBytes.remove(temporary)
        let output = temporary.withCString { open($0, flags, mode) }
        guard output >= 0 else { throw InboxError(systemError: errno, during: "write", path: temporary) }
        defer { close(output) }
        do throws(InboxError) {
            try write(output)
            guard fsync(output) == 0 else { throw InboxError(systemError: errno, during: "sync", path: temporary) }
            var written = stat()
            guard fstat(output, &written) == 0 else {
                throw InboxError(systemError: errno, during: "look at", path: temporary)
            }
            let taken = try rename(temporary, into: inbox, as: name)
            return Submission(source: source, name: taken, identity: FileIdentity(written))
        } catch {
            FileBytes.remove(temporary)
            throw error
        }
    }

    private static func pour(_ input: Int32, into output: Int32, _ path: SystemPath) throws(InboxError) {
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = Glibc.read(input, &buffer, buffer.count)
            if count == 0 { return }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw InboxError(systemError: errno, during: "read", path: path)
            }
            var written = 0
            while written < count {
                let step = buffer.withUnsafeBytes {
                    write(output, $0.baseAddress.map { $0 + written }, count - written)
                }
                if step >= 0 {
                    written += step
                } else if errno != EINTR {
                    throw InboxError(systemError: errno, during: "copy into the inbox", path: path)
                }
            }
        }
    }

    /// Gives the copy its name, or the first free one of its like: `report.pdf`, `report-2.pdf`, ...
    private static func rename(
        _ temporary: SystemPath,
        into inbox: SystemPath,
        as name: FileName
    ) throws(InboxError) -> FileName {
        for number in 1...1_000 {
            guard let candidate = numbered(name, number) else { break }
            let status = temporary.withCString { from in
                inbox.appending(candidate).withCString { clinux_rename_noreplace(AT_FDCWD, from, AT_FDCWD, $0) }
            }
            if status == -EEXIST { continue }
            guard status == 0 else {
                throw InboxError(systemError: -status, during: "rename", path: inbox.appending(candidate))
            }
            try synchronize(inbox)
            return candidate
        }
        throw InboxError(.alreadyExists, during: "rename", path: inbox.appending(name))
    }

    private static func synchronize(_ inbox: SystemPath) throws(InboxError) {
        let folder = inbox.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard folder >= 0 else { throw InboxError(systemError: errno, during: "sync", path: inbox) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw InboxError(systemError: errno, during: "sync", path: inbox) }
    }

    private static func numbered(_ name: FileName, _ number: Int) -> FileName? {
        guard number > 1 else { return name }
        let dot = name.bytes.lastIndex(of: UInt8(ascii: ".")).flatMap { $0 > 0 ? $0 : nil } ?? name.bytes.count
        return FileName(bytes: name.bytes[..<dot] + Array("-\(number)".utf8) + name.bytes[dot...])
    }
}
