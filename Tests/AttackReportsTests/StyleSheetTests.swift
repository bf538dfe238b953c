import Foundation
import Testing

@testable import AttackReports

/// Every pair of ground and ink that the page uses, in light and in dark, has the contrast of WCAG AA.
@Suite struct StyleSheetTests {
    /// Ink on ground, by the names of the style sheet.
    static let pairs =
        [
            ("ink", "ground"), ("ink", "card"), ("muted", "ground"), ("muted", "card"), ("link", "ground"),
            ("link", "card"), ("mark-ink", "mark"), ("note-ink", "note"),
        ] + (1...6).map { ("h\($0)-ink", "h\($0)") }

    @Test(arguments: ["light", "dark"])
    func textStandsOutFromItsGround(scheme: String) throws {
        let text = StyleSheet.text.description
        let dark = try #require(text.range(of: "prefers-color-scheme:dark"))
        let colors = Self.colors(in: scheme == "light" ? text[..<dark.lowerBound] : text[dark.lowerBound...])
        for (ink, ground) in Self.pairs {
            let inkLuminance = try Self.luminance(#require(colors[ink], "\(ink)"))
            let groundLuminance = try Self.luminance(#require(colors[ground], "\(ground)"))
            let (low, high) = (min(inkLuminance, groundLuminance), max(inkLuminance, groundLuminance))
            #expect((high + 0.05) / (low + 0.05) >= 4.5, "\(ink) on \(ground)")
        }
    }

    private static func colors(in text: Substring) -> [String: UInt32] {
        var colors: [String: UInt32] = [:]
        for match in text.matches(of: /--([a-z0-9-]+):#([0-9a-f]{6})/) where colors[String(match.1)] == nil {
            colors[String(match.1)] = UInt32(match.2, radix: 16)
        }
        return colors
    }

    /// The relative luminance as WCAG 2 defines it.
    private static func luminance(_ color: UInt32) -> Double {
        let parts = [16, 8, 0]
            .map { shift -> Double in
                let part = Double(color >> UInt32(shift) & 0xFF) / 255
                return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
            }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
}
