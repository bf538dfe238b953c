import CLinux
package import DocumentText
import Glibc

/// The bytes of a document: an open, regular file, or a part of another document in memory.
package struct DocumentSource: Sendable {
    private let storage: Storage

    /// The size when it was opened.
    package let size: Int

    /// The document's name, a hint only.
    package let name: String

    private enum Storage: Sendable {
        case file(CInt)
        case memory([UInt8])
    }

    /// A source on an open descriptor, which stays the caller's; its position may be moved.
    package init(descriptor: CInt, name: String, limits: ExtractionLimits) throws(ReadingFailure) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw ReadingFailure(.unreadable, "it is not a regular file")
        }
        guard status.st_size > 0 else { throw ReadingFailure(.empty) }
        guard status.st_size <= limits.inputBytes else {
            throw ReadingFailure(.inputExceeded, "\(status.st_size) bytes, the limit is \(limits.inputBytes)")
        }
        storage = .file(descriptor)
        self.name = name
        size = Int(status.st_size)
    }

    /// A source that is in memory: a part of another document.
    package init(bytes: [UInt8], name: String) throws(ReadingFailure) {
        guard !bytes.isEmpty else { throw ReadingFailure(.empty) }
        storage = .memory(bytes)
        self.name = name
        size = bytes.count
    }

    /// The lower-case extension of the name, or an empty string.
    package var nameExtension: String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        let rest = name[name.index(after: dot)...]
        return rest.contains("/") ? "" : rest.lowercased()
    }

    /// The first bytes, at most `count`.
    package func head(_ count: Int) throws(ReadingFailure) -> [UInt8] { try read(min(count, size)) }

    /// The last bytes, at most `count`.
    package func tail(_ count: Int) throws(ReadingFailure) -> [UInt8] {
        try read(min(count, size), from: max(size - count, 0))
    }

    /// All bytes.
    package func bytes() throws(ReadingFailure) -> [UInt8] { try read(size) }

    /// Calls `body` with a descriptor of the document at its start, for programs and libraries that read one.
    ///
    /// A part in memory gets one in memory too; the sandbox has no folder to write it to.
    func withDescriptor<Value>(
        _ body: (CInt) throws(ReadingFailure) -> Value
    ) throws(ReadingFailure) -> Value {
        switch storage {
        case .file(let descriptor):
            guard lseek(descriptor, 0, SEEK_SET) == 0 else {
                throw ReadingFailure(.unreadable, "the file cannot be read again")
            }
            return try body(descriptor)
        case .memory(let bytes):
            let descriptor = clinux_memory_file("document")
            guard descriptor >= 0 else { throw ReadingFailure(.unavailable, "no memory file is left") }
            defer { close(descriptor) }
            guard FrameOutput(descriptor: descriptor).write(bytes), lseek(descriptor, 0, SEEK_SET) == 0 else {
                throw ReadingFailure(.unavailable, "a part cannot be copied to a memory file")
            }
            return try body(descriptor)
        }
    }

    /// The bytes of a part, which are in memory already; `nil` for a file.
    var inMemory: [UInt8]? {
        guard case .memory(let bytes) = storage else { return nil }
        return bytes
    }

    private func read(_ count: Int, from start: Int = 0) throws(ReadingFailure) -> [UInt8] {
        switch storage {
        case .memory(let bytes): return count == bytes.count ? bytes : Array(bytes.dropFirst(start).prefix(count))
        case .file(let descriptor): return try Self.read(count, from: descriptor, start: start)
        }
    }

    private static func read(_ count: Int, from descriptor: CInt, start: Int) throws(ReadingFailure) -> [UInt8] {
        var problem: CInt = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count, let base = buffer.baseAddress {
                let got = pread(descriptor, base + filled, count - filled, off_t(start + filled))
                if got < 0, errno == EINTR { continue }
                problem = got < 0 ? errno : 0
                guard got > 0 else { break }
                filled += got
            }
        }
        guard problem == 0 else { throw ReadingFailure(.unreadable, String(cString: strerror(problem))) }
        return bytes
    }
}
