import CZlib

/// What can be wrong with compressed bytes.
struct CompressionError: Error, CustomStringConvertible {
    let description: String
}

/// zlib streams (RFC 1950) and gzip files (RFC 1952).
enum Compression {
    /// Compresses bytes into a zlib stream.
    static func compress(_ bytes: [UInt8]) -> [UInt8] {
        var size = compressBound(uLong(bytes.count))
        let output = [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
            let status = compress2(buffer.baseAddress, &size, bytes, uLong(bytes.count), 6)
            precondition(status == Z_OK, "zlib failed to compress \(bytes.count) bytes: \(status)")
            count = Int(size)
        }
        return output
    }

    /// Restores a zlib stream or a gzip file of one or more members.
    ///
    /// - Throws: ``CompressionError`` where the bytes are damaged or give more than `limit` bytes.
    static func decompress(_ bytes: some Collection<UInt8>, limit: Int) throws(CompressionError) -> [UInt8] {
        var input = Array(bytes)
        var stream = z_stream()
        // 15 bits of window, and 32 to tell the two headers apart.
        guard inflateInit2_(&stream, 47, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw CompressionError(description: "zlib cannot start")
        }
        defer { inflateEnd(&stream) }
        var output: [UInt8] = []
        // Small streams are many, as when a page of reports is read: room for a large one each would cost more.
        let chunk = min(1 << 18, max(1 << 12, input.count * 8))
        let failure: String? = input.withUnsafeMutableBufferPointer { source in
            stream.next_in = source.baseAddress
            stream.avail_in = uInt(source.count)
            while true {
                let before = output.count
                var status = Z_OK
                output.append(contentsOf: repeatElement(0, count: chunk))
                output.withUnsafeMutableBufferPointer { target in
                    stream.next_out = target.baseAddress.map { $0 + before }
                    stream.avail_out = uInt(chunk)
                    status = inflate(&stream, Z_NO_FLUSH)
                }
                output.removeLast(Int(stream.avail_out))
                if output.count > limit { return "more than \(limit) bytes" }
                if status == Z_STREAM_END {
                    if stream.avail_in == 0 { return nil }
                    guard inflateReset(&stream) == Z_OK else { return "damaged" }
                } else if status != Z_OK {
                    return stream.avail_in == 0 ? "cut off" : "damaged"
                }
            }
        }
        if let failure { throw CompressionError(description: "compressed data: \(failure)") }
        return output
    }
}
