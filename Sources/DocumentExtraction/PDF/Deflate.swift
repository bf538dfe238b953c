import CZlib

/// Unpacks the streams of a PDF.
enum Deflate {
    /// What zlib data unpacks to, at most `limit` bytes of it; damaged data gives what comes before the damage.
    static func unpack(_ packed: UnsafeRawBufferPointer, limit: Int) -> [UInt8] {
        var stream = z_stream()
        let isReady = inflateInit_(&stream, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK
        guard isReady, limit > 0, let start = packed.bindMemory(to: UInt8.self).baseAddress else { return [] }
        defer { inflateEnd(&stream) }
        stream.next_in = UnsafeMutablePointer(mutating: start)
        stream.avail_in = UInt32(clamping: packed.count)
        var output: [UInt8] = []
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1 << 16) { buffer in
            while output.count < limit {
                stream.next_out = buffer.baseAddress
                stream.avail_out = UInt32(buffer.count)
                let status = inflate(&stream, Z_NO_FLUSH)
                let count = min(buffer.count - Int(stream.avail_out), limit - output.count)
                output.append(contentsOf: buffer[..<count])
                guard status == Z_OK, count > 0 else { return }
            }
        }
        return output
    }
}
