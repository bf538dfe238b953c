import CLinux

#if canImport(Glibc)
import Glibc
#endif

/// Files in memory, without a name.
enum MemoryFile {
    /// A descriptor from which bytes can be read from the beginning, for the caller to close; nil where none is left.
    static func descriptor(holding bytes: [UInt8]) -> Int32? {
        let descriptor = clinux_memory_file("tradecraft")
        guard descriptor >= 0 else { return nil }
        guard write(descriptor, bytes, bytes.count) == bytes.count, lseek(descriptor, 0, SEEK_SET) == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }
}
