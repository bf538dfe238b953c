#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension UnsafeRawBufferPointer {
    /// The first position of a byte at or after a position: as fast in a debug build as in a release build.
    func position(of byte: UInt8, from start: Int) -> Int? {
        guard start < count, let baseAddress, let found = memchr(baseAddress + start, Int32(byte), count - start) else {
            return nil
        }
        return UnsafeRawPointer(found) - baseAddress
    }

    /// Whether two hyphens stand side by side, as between the type and the rest of a STIX id.
    var hasDoubleHyphen: Bool {
        var start = 0
        while let hyphen = position(of: UInt8(ascii: "-"), from: start) {
            start = hyphen + 1
            if start < count, self[start] == UInt8(ascii: "-") {
                return true
            }
        }
        return false
    }

    /// Whether the bytes are those of an ASCII text.
    func equals(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        guard let baseAddress else { return true }
        return memcmp(baseAddress, text.utf8Start, count) == 0
    }
}
