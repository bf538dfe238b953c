#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Inverse document frequencies in one byte, the same in training and in use.
enum QuantizedIDF {
    private static let steps: Float = 20

    /// `ln((1 + rows) / (1 + holding)) + 1` in twentieths.
    static func code(rows: Int, holding: Int) -> UInt8 {
        let value = logf(Float(1 + rows) / Float(1 + holding)) + 1
        return UInt8(min(255, max(1, (value * steps).rounded())))
    }

    /// The frequency a code stands for.
    @inline(__always)
    static func value(_ code: UInt8) -> Float { Float(code) / steps }

    /// `1 + ln n` for a feature that occurs `n` times in a sentence.
    @inline(__always)
    static func termWeight(_ count: UInt16) -> Float { count == 1 ? 1 : 1 + logf(Float(count)) }
}
