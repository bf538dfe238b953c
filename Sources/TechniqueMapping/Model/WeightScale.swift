#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The size of one step of a feature's 8-bit weights, itself in one byte: an eighth of a power of two.
enum WeightScale {
    /// The smallest scale with which `largest` fits into 127 steps.
    static func code(largest: Float) -> UInt8 {
        guard largest > 0 else { return 0 }
        let exact = (log2f(largest / 127) + 24) * 8
        var code = UInt8(min(255, max(0, exact.rounded(.up))))
        while code < 255, value(code) * 127 < largest { code += 1 }
        return code
    }

    /// The step a code stands for.
    static func value(_ code: UInt8) -> Float { exp2f(Float(code) / 8 - 24) }

    /// All 256 steps, for lookup.
    static let table: [Float] = (0...255).map { value(UInt8($0)) }
}
