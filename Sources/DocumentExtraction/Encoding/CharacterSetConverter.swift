import Glibc

/// An open conversion of one character set into UTF-8, for text that comes in pieces.
final class CharacterSetConverter {
    // Only this object touches the handle, from the one thread that reads the document.
    private let handle: iconv_t
    private var chunk = [UInt8](repeating: 0, count: 4096)

    /// A converter; `nil` when the system does not know the set.
    init?(_ charset: String) {
        guard let handle = iconv_open("UTF-8", charset), handle != iconv_t(bitPattern: -1) else { return nil }
        self.handle = handle
    }

    deinit { iconv_close(handle) }

    /// Appends the bytes as UTF-8, what cannot be converted replaced.
    ///
    /// - Returns: How many places were replaced.
    @discardableResult
    func convert(_ bytes: Span<UInt8>, into result: inout [UInt8]) -> Int {
        var replaced = 0
        // What the last piece left behind does not belong to this one.
        iconv(handle, nil, nil, nil, nil)
        bytes.withUnsafeBufferPointer { input in
            // The C library's parameter is not const, but it does not write there.
            var source = UnsafeMutablePointer(
                mutating: UnsafeRawPointer(input.baseAddress)?
                    .assumingMemoryBound(to: CChar.self)
            )
            var left = input.count
            chunk.withUnsafeMutableBytes { output in
                // Sets with accents of their own hold a letter back until the next one: the last call asks for it.
                var isDone = false
                while !isDone {
                    isDone = left == 0
                    var target = output.baseAddress?.assumingMemoryBound(to: CChar.self)
                    var room = output.count
                    let status =
                        isDone
                        ? iconv(handle, nil, nil, &target, &room) : iconv(handle, &source, &left, &target, &room)
                    let problem = errno
                    result.append(contentsOf: output.prefix(output.count - room))
                    guard status == -1, problem != E2BIG else { continue }
                    replaced += 1
                    result.append(contentsOf: [0xEF, 0xBF, 0xBD])
                    // An invalid byte is stepped over; a sequence cut off at the end is the end.
                    guard problem == EILSEQ, left > 0 else { return }
                    source = source?.advanced(by: 1)
                    left -= 1
                }
            }
        }
        return replaced
    }

    /// The characters that bytes stand for.
    func scalars(_ bytes: [UInt8]) -> String.UnicodeScalarView {
        var utf8: [UInt8] = []
        convert(bytes.span, into: &utf8)
        return String(decoding: utf8, as: UTF8.self).unicodeScalars
    }
}
