#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Counts on a logarithmic scale.
enum LogScale {
    /// ln(1 + value); most values are zero.
    @inline(__always)
    static func of(_ value: Float) -> Float { value == 0 ? 0 : logf(1 + value) }

    /// ln(value) for a positive, normal value, to about one part in ten thousand: arithmetic only, the same everywhere.
    @inline(__always)
    static func approximate(_ value: Float) -> Float {
        let bits = value.bitPattern
        let exponent = Float(Int32(bits >> 23) - 127)
        // atanh series around the middle of [1, 2).
        let mantissa = Float(bitPattern: (bits & 0x007F_FFFF) | 0x3F80_0000)
        let ratio = (mantissa - 1.414_213_5) / (mantissa + 1.414_213_5)
        let square = ratio * ratio
        let series = 2 * ratio * (1 + square * (0.333_333_3 + square * 0.2))
        return (exponent + 0.5) * 0.693_147_2 + series
    }
}
