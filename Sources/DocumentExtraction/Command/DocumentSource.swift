package import DocumentText
import Glibc

/// The document's bytes behind an open, regular file.
package struct DocumentSource: Sendable {
    /// The descriptor, owned by whoever opened it.
    package let descriptor: CInt

    /// The size when it was opened.
    package let size: Int

    /// The document's name, a hint only.
    package let name: String

    /// A source on an open descriptor; its position is not used or moved.
    package init(descriptor: CInt, name: String, limits: ExtractionLimits) throws(ReadingFailure) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw ReadingFailure(.unreadable, "it is not a regular file")
        }
        guard status.st_size > 0 else { throw ReadingFailure(.empty) }
        guard status.st_size <= limits.inputBytes else {
            throw ReadingFailure(.inputExceeded, "\(status.st_size) bytes, the limit is \(limits.inputBytes)")
        }
        self.descriptor = descriptor
        self.name = name
        size = Int(status.st_size)
    }

    /// The lower-case extension of the name, or an empty string.
    package var nameExtension: String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        let rest = name[name.index(after: dot)...]
        return rest.contains("/") ? "" : rest.lowercased()
    }

    /// The first bytes, at most `count`.
    package func head(_ count: Int) throws(ReadingFailure) -> [UInt8] { try read(min(count, size)) }

    /// All bytes.
    package func bytes() throws(ReadingFailure) -> [UInt8] { try read(size) }

    private func read(_ count: Int) throws(ReadingFailure) -> [UInt8] {
        var problem: CInt = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count, let base = buffer.baseAddress {
                let got = pread(descriptor, base + filled, count - filled, off_t(filled))
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
