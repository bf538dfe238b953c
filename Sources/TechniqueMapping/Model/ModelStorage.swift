#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The bytes of a model, wherever they live: in the program, in a mapped file, or in memory of their own.
///
/// `@unchecked Sendable`: the bytes are never written after `init`, and the memory lives as long as this object.
final class ModelStorage: @unchecked Sendable {
    /// What is to be given back at the end.
    private enum Owner {
        case program
        case allocation
        case mapping
    }

    let bytes: UnsafeRawBufferPointer
    private let owner: Owner

    /// Bytes that live as long as the program.
    init(program bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        owner = .program
    }

    /// A copy of bytes, aligned.
    init(copying bytes: [UInt8]) {
        let copy = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(1, bytes.count),
            alignment: ModelFormat.alignment
        )
        copy.copyBytes(from: bytes)
        self.bytes = UnsafeRawBufferPointer(start: copy.baseAddress, count: bytes.count)
        owner = .allocation
    }

    /// A file, mapped read-only.
    ///
    /// The file must not be written in place afterwards; models are replaced by rename.
    init(mapping path: String) throws(MappingError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.unreadable(path, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.unreadable(path, errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Self.unreadable(path, EINVAL) }
        let size = Int(status.st_size)
        guard size >= ModelFormat.headerSize else {
            throw MappingError(.damagedModel, during: "load", "\(path) has \(size) bytes, fewer than a header")
        }
        guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
            throw Self.unreadable(path, errno)
        }
        bytes = UnsafeRawBufferPointer(start: start, count: size)
        owner = .mapping
    }

    deinit {
        switch owner {
        case .program: break
        case .allocation: bytes.deallocate()
        case .mapping: munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
        }
    }

    private static func unreadable(_ path: String, _ number: Int32) -> MappingError {
        MappingError(.unreadableModel, during: "load", "\(path): \(String(cString: strerror(number)))")
    }
}
