#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// How far the sweeps go: `TASKT_TEST_DEPTH=nightly` leaves nothing out.
enum FaultDepth {
    /// Whether every point is tried.
    static let isNightly = ProcessInfo.processInfo.environment["TASKT_TEST_DEPTH"] == "nightly"

    /// The seeds of the images of one power cut: all unsynced writes lost, all kept, and then chance.
    static func seeds(short: Int) -> Range<UInt64> { 0..<UInt64(isNightly ? 20 : short) }

    /// The points to fail at where an undisturbed run has `total`: all of them and one more, or `short` spread evenly.
    ///
    /// The short choice ends with the last point, and `offset` shifts the others, so that tests beside each other do
    /// not all choose the same.
    static func points(of total: Int, short: Int, offset: Int = 0) -> [Int] {
        if isNightly { return Array(1...(total + 1)) }
        if total <= short { return Array(1..<(total + 1)) }
        let step = max(1, total / short)
        return (0..<short).map { min(total, 1 + $0 * step + offset % step) }.dropLast() + [total]
    }
}
