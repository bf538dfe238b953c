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
        try bytes(at: max(size - count, 0), count: count)
    }

    /// All bytes.
    package func bytes() throws(ReadingFailure) -> [UInt8] { try read(size) }

    /// The bytes from `offset` on, at most `count`; fewer where the document ends.
    func bytes(at offset: Int, count: Int) throws(ReadingFailure) -> [UInt8] {
        let count = max(0, min(count, size - offset))
        var failure: ReadingFailure?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            LargeMemory.prepare(UnsafeMutableRawBufferPointer(buffer))
            do throws(ReadingFailure) {
                filled = try copyBytes(at: offset, to: UnsafeMutableRawBufferPointer(buffer))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Copies bytes from `offset` on, as many as there are and fit.
    ///
    /// - Returns: How many were copied.
    func copyBytes(at offset: Int, to buffer: UnsafeMutableRawBufferPointer) throws(ReadingFailure) -> Int {
        guard offset >= 0, offset < size, let base = buffer.baseAddress else { return 0 }
        switch storage {
        case .memory(let bytes):
            let count = min(buffer.count, bytes.count - offset)
            bytes.withUnsafeBytes {
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<(offset + count)]))
            }
            return count
        case .file(let descriptor):
            var filled = 0
            while filled < buffer.count {
                let got = pread(descriptor, base + filled, buffer.count - filled, off_t(offset + filled))
                if got < 0, errno == EINTR { continue }
                guard got >= 0 else { throw ReadingFailure(.unreadable, String(cString: strerror(errno))) }
                guard got > 0 else { break }
                filled += got
            }
            return filled
        }
    }

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

    private func read(_ count: Int) throws(ReadingFailure) -> [UInt8] {
        if case .memory(let bytes) = storage, count == bytes.count { return bytes }
        return try bytes(at: 0, count: count)
    }
}
