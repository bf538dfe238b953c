import CZlib

/// A zlib stream (RFC 1950) that is made while its content comes.
final class Deflation {
    private var stream = z_stream()
    /// What is compressed so far.
    private(set) var output: [UInt8] = []
    private var isComplete = false

    init() {
        let size = Int32(MemoryLayout<z_stream>.size)
        let status = deflateInit_(&stream, 6, ZLIB_VERSION, size)
        precondition(status == Z_OK, "zlib cannot start: \(status)")
    }

    deinit { deflateEnd(&stream) }

    /// Takes in the next bytes.
    func append(_ bytes: some Collection<UInt8>) {
        let done: Void? = bytes.withContiguousStorageIfAvailable { run($0, Z_NO_FLUSH) }
        if done == nil { Array(bytes).withUnsafeBufferPointer { run($0, Z_NO_FLUSH) } }
    }

    /// The whole stream; nothing can be taken in any more.
    func finish() -> [UInt8] {
        if !isComplete {
            [UInt8]().withUnsafeBufferPointer { run($0, Z_FINISH) }
            isComplete = true
        }
        return output
    }

    private func run(_ bytes: UnsafeBufferPointer<UInt8>, _ flush: Int32) {
        precondition(!isComplete, "a zlib stream that is complete was to take in \(bytes.count) bytes")
        stream.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
        stream.avail_in = uInt(bytes.count)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1 << 15) { chunk in
            repeat {
                stream.next_out = chunk.baseAddress
                stream.avail_out = uInt(chunk.count)
                let status = deflate(&stream, flush)
                precondition(status != Z_STREAM_ERROR, "zlib failed to compress: \(status)")
                output.append(contentsOf: chunk[..<(chunk.count - Int(stream.avail_out))])
            } while stream.avail_out == 0
        }
    }
}
