#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A 64-bit hash of JSON, the same in every process: tells whether two tasks were given the same input.
///
/// XXH64 with seed 0, after Yann Collet, "xxHash fast digest algorithm", specification 0.1.1. It finds changes; it is no
/// protection against someone who wants two inputs to look alike.
public struct ContentHash: Hashable, Codable, Sendable, CustomStringConvertible {
    /// The hash.
    public let rawValue: UInt64

    /// Wraps a hash.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// Hashes bytes.
    public init(of bytes: Data) {
        rawValue = bytes.withUnsafeBytes { XXH64.hash($0) }
    }

    /// Hashes a list of hashes.
    init(joining hashes: [ContentHash]) {
        rawValue = hashes.map(\.rawValue.littleEndian).withUnsafeBytes { XXH64.hash($0) }
    }

    /// Sixteen hexadecimal digits.
    public var description: String {
        let digits = String(rawValue, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

private enum XXH64 {
    private static let primes: (UInt64, UInt64, UInt64, UInt64, UInt64) = (
        0x9E37_79B1_85EB_CA87, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9, 0x85EB_CA77_C2B2_AE63,
        0x27D4_EB2F_1656_67C5
    )

    static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var offset = 0
        var result: UInt64
        if bytes.count >= 32 {
            var lanes = (primes.0 &+ primes.1, primes.1, UInt64(0), 0 &- primes.0)
            while offset + 32 <= bytes.count {
                lanes.0 = round(lanes.0, word(bytes, offset))
                lanes.1 = round(lanes.1, word(bytes, offset + 8))
                lanes.2 = round(lanes.2, word(bytes, offset + 16))
                lanes.3 = round(lanes.3, word(bytes, offset + 24))
                offset += 32
            }
            result = rotated(lanes.0, 1) &+ rotated(lanes.1, 7) &+ rotated(lanes.2, 12) &+ rotated(lanes.3, 18)
            for lane in [lanes.0, lanes.1, lanes.2, lanes.3] {
                result = (result ^ round(0, lane)) &* primes.0 &+ primes.3
            }
        } else {
            result = primes.4
        }
        result &+= UInt64(bytes.count)
        while offset + 8 <= bytes.count {
            result = rotated(result ^ round(0, word(bytes, offset)), 27) &* primes.0 &+ primes.3
            offset += 8
        }
        if offset + 4 <= bytes.count {
            let half = UInt64(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
            result = rotated(result ^ (half &* primes.0), 23) &* primes.1 &+ primes.2
            offset += 4
        }
        while offset < bytes.count {
            result = rotated(result ^ (UInt64(bytes[offset]) &* primes.4), 11) &* primes.0
            offset += 1
        }
        result = (result ^ (result >> 33)) &* primes.1
        result = (result ^ (result >> 29)) &* primes.2
        return result ^ (result >> 32)
    }

    private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    private static func round(_ lane: UInt64, _ input: UInt64) -> UInt64 {
        rotated(lane &+ input &* primes.1, 31) &* primes.0
    }

    private static func rotated(_ value: UInt64, _ count: UInt64) -> UInt64 {
        (value << count) | (value >> (64 - count))
    }
}
