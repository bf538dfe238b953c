import CZlib

/// Unpacks one entry of a zip archive.
enum ZipUnpacking {
    private static let chunk = 1 << 16
    private static let stored: UInt16 = 0
    private static let deflated: UInt16 = 8

    /// Gives the content of `entry` to `take`, piece by piece, until it wants no more.
    ///
    /// - Returns: Whether all of it that was wanted was given.
    static func unpack(
        _ entry: ZipEntry,
        in source: DocumentSource,
        budget: inout Int,
        _ take: (UnsafeRawBufferPointer) -> Bool
    ) -> Bool {
        guard let start = dataOffset(of: entry, in: source) else { return false }
        var input = Input(source: source, offset: start, left: max(0, min(entry.packedSize, source.size - start)))
        switch entry.method {
        case stored: return copy(&input, isWhole: input.left == entry.packedSize, budget: &budget, take)
        case deflated: return inflate(&input, budget: &budget, take)
        default: return false
        }
    }

    private static func dataOffset(of entry: ZipEntry, in source: DocumentSource) -> Int? {
        guard entry.headerOffset >= 0, entry.headerOffset < source.size else { return nil }
        do throws(ReadingFailure) {
            let header = ByteReader(try source.bytes(at: entry.headerOffset, count: 30))
            guard header.hasSignature(0x03, 0x04, at: 0), let name = header.uint16(at: 26),
                let extra = header.uint16(at: 28)
            else { return nil }
            return entry.headerOffset + 30 + name + extra
        } catch {
            // What cannot be read any more is cut off.
            return nil
        }
    }

    /// What is still packed.
    private struct Input {
        let source: DocumentSource
        var offset: Int
        var left: Int

        /// The next bytes, none at the end.
        mutating func next(into buffer: UnsafeMutableRawBufferPointer) -> Int {
            let wanted = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, max(left, 0))])
            do throws(ReadingFailure) {
                let count = try source.copyBytes(at: offset, to: wanted)
                offset += count
                left -= count
                return count
            } catch {
                // What cannot be read any more is cut off.
                return 0
            }
        }
    }

    private static func copy(
        _ input: inout Input,
        isWhole: Bool,
        budget: inout Int,
        _ take: (UnsafeRawBufferPointer) -> Bool
    ) -> Bool {
        withUnsafeTemporaryAllocation(byteCount: chunk, alignment: 16) { buffer in
            while budget > 0 {
                let count = min(input.next(into: buffer), budget)
                guard count > 0 else { return isWhole }
                budget -= count
                guard take(UnsafeRawBufferPointer(rebasing: buffer[..<count])) else { return true }
            }
            return false
        }
    }

    private static func inflate(
        _ input: inout Input,
        budget: inout Int,
        _ take: (UnsafeRawBufferPointer) -> Bool
    ) -> Bool {
        withUnsafeTemporaryAllocation(byteCount: chunk, alignment: 16) { packed in
            withUnsafeTemporaryAllocation(byteCount: chunk, alignment: 16) { unpacked in
                var stream = z_stream()
                // A negative window means data without zlib's own header.
                guard inflateInit2_(&stream, -15, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK else {
                    return false
                }
                defer { inflateEnd(&stream) }
                return run(&stream, &input, packed: packed, unpacked: unpacked, budget: &budget, take)
            }
        }
    }

    private static func run(
        _ stream: inout z_stream,
        _ input: inout Input,
        packed: UnsafeMutableRawBufferPointer,
        unpacked: UnsafeMutableRawBufferPointer,
        budget: inout Int,
        _ take: (UnsafeRawBufferPointer) -> Bool
    ) -> Bool {
        while true {
            if stream.avail_in == 0 {
                stream.avail_in = UInt32(input.next(into: packed))
                stream.next_in = packed.baseAddress?.assumingMemoryBound(to: UInt8.self)
            }
            let room = min(unpacked.count, budget)
            guard room > 0 else { return false }
            stream.next_out = unpacked.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.avail_out = UInt32(room)
            let status = CZlib.inflate(&stream, Z_NO_FLUSH)
            let count = room - Int(stream.avail_out)
            budget -= count
            if count > 0, !take(UnsafeRawBufferPointer(rebasing: unpacked[..<count])) { return true }
            if status == Z_STREAM_END { return true }
            // Without progress there is no more input, or no sense in it.
            guard status == Z_OK || (status == Z_BUF_ERROR && count > 0) else { return false }
        }
    }
}
