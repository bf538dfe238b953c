/// Rewrites a sentence into the small alphabet that tokens are made of, and remembers where each byte came from.
///
/// Lower-case ASCII; typographic quotes, dashes and ligatures folded; soft hyphens and zero-width characters gone;
/// Latin letters without their accents; defanged dots restored; links, CVE numbers, hashes and IPv4 addresses each
/// replaced by one placeholder word, because their value says nothing about the technique.
struct Normalizer {
    /// The number of normalised bytes.
    private(set) var count = 0
    /// The source offset after the last byte.
    private(set) var end = 0

    // Room that only grows: what a sentence needs is written without a look at the arrays' ends.
    private var bytes: [UInt8] = []
    private var origins: [Int32] = []

    /// Normalises one sentence, replacing what was held before.
    mutating func normalize(_ text: TextBytes, _ range: Range<Int>) {
        // The shortest link, `www`, becomes a placeholder of eight bytes; nothing grows by more than that.
        let room = range.count * 3 + 16
        if bytes.count < room {
            bytes = [UInt8](repeating: 0, count: room)
            origins = [Int32](repeating: 0, count: room)
        }
        end = range.upperBound
        count = bytes.withUnsafeMutableBufferPointer { bytes in
            origins.withUnsafeMutableBufferPointer { origins in
                var pass = NormalizerPass(text: text, end: range.upperBound, bytes: bytes, origins: origins)
                pass.run(from: range.lowerBound)
                return pass.count
            }
        }
    }

    /// Hands out the normalised bytes and, for each, the offset in the source it stands for.
    @inline(__always)
    func read(_ body: (TextBytes, UnsafeBufferPointer<Int32>) -> Void) {
        bytes.withUnsafeBufferPointer { bytes in
            origins.withUnsafeBufferPointer { origins in
                body(TextBytes(rebasing: bytes[..<count]), UnsafeBufferPointer(rebasing: origins[..<count]))
            }
        }
    }
}
