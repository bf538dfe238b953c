import AttackReports
import Foundation
import Testing

@testable import AttackReports

/// Every pair of ground and ink that the page uses, in light, in dark and on paper, has the contrast of WCAG AA.
@Suite struct StyleSheetTests {
    /// One rule of the style sheet.
    private struct Rule {
        let selector: String
        let declarations: [String: String]
    }

    private static let text = StyleSheet.text.description

    /// Ink on ground, as the rules set them: a rule's own ground, else both grounds of the page.
    @Test(arguments: ["light", "dark"])
    func textStandsOutFromItsGround(scheme: String) throws {
        let colors = try Self.colors(scheme)
        var pairs = Set<[String]>()
        for rule in Self.rules {
            guard let ink = rule.declarations["color"].flatMap(Self.variable) else { continue }
            let own = rule.declarations["background-color"].flatMap(Self.variable)
            let grounds = own.map { [$0] } ?? (ink.hasPrefix("tlp-") ? ["tlp"] : ["ground", "card"])
            pairs.formUnion(grounds.map { [ink, $0] })
        }
        #expect(
            pairs.isSuperset(of: [["ink", "ground"], ["muted", "card"], ["link", "ground"], ["mark-ink", "mark"]])
        )
        #expect(pairs.count { $0[1].hasPrefix("h") } == 6 && pairs.count { $0[1] == "tlp" } == 4)
        for pair in pairs {
            let (ink, ground) = (try #require(colors[pair[0]], "\(pair)"), try #require(colors[pair[1]], "\(pair)"))
            let contrast = Self.contrast(ink, ground)
            #expect(contrast >= 4.5, "\(pair[0]) on \(pair[1]): \(contrast)")
        }
    }

    /// What has no text must still be seen: the ring around what has the focus.
    @Test(arguments: ["light", "dark"])
    func theFocusIsSeen(scheme: String) throws {
        let focus = try #require(Self.rules.first { $0.selector == ":focus-visible" })
        #expect(focus.declarations["outline"] == ".1875rem solid")
        let ring = try #require(focus.declarations["outline-color"].flatMap(Self.variable))
        let colors = try Self.colors(scheme)
        // The ring has a distance to what it goes around, so that it stands on the page's own grounds.
        #expect(focus.declarations["outline-offset"] == ".125rem")
        for ground in ["ground", "card"] {
            let contrast = Self.contrast(try #require(colors[ring]), try #require(colors[ground]))
            #expect(contrast >= 3, "\(ring) on \(ground): \(contrast)")
        }
    }

    /// A colour that only one scheme sets would be the wrong one in the other.
    @Test func everyColourIsSetAndThoseOfTheDarkSchemeAreSetInTheLightOne() throws {
        let (light, dark) = (try Self.colors("light"), Self.declared(in: try Self.halves().dark))
        #expect(Set(dark.keys).subtracting(light.keys).isEmpty)
        let constant = Set(light.keys).subtracting(dark.keys)
        #expect(constant.allSatisfy { $0.hasPrefix("tlp") }, "\(constant)")
        let used = Set(
            (Self.text + StyleSheet.print.description).matches(of: /var\(--([a-z0-9-]+)\)/).map { String($0.1) }
        )
        #expect(used.subtracting(light.keys).isSubset(of: ["sans", "serif", "mono"]))
    }

    /// WeasyPrint takes a variable for one property, not within a short form of several.
    @Test func noShortFormHoldsAVariable() {
        for sheet in [Self.text, StyleSheet.print.description] {
            #expect(
                sheet.firstMatch(of: /[;{](background|font|border|border-(top|bottom|left|block)|outline):[^;}]*var\(/)
                    == nil
            )
        }
    }

    /// FIRST's own colours, on black, and large enough.
    @Test(arguments: TrafficLight.allCases)
    func theMarkingOfPrintedPagesStandsOut(marking: TrafficLight) throws {
        let sheet = StyleSheet.page(marking).description
        let grounds = sheet.matches(of: /background:#000;color:#([0-9a-f]+)/)
        #expect(grounds.count == 2 && sheet.matches(of: /bold 12pt/).count == 2)
        for match in grounds {
            let digits = match.1.count == 3 ? match.1.map { "\($0)\($0)" }.joined() : String(match.1)
            #expect(Self.contrast(try #require(UInt32(digits, radix: 16)), 0) >= 4.5)
        }
    }

    @Test func nothingIsLoaded() {
        for sheet in [Self.text, StyleSheet.print.description] {
            #expect(!sheet.contains("url(") && !sheet.contains("@import") && !sheet.contains("@font-face"))
        }
    }

    // MARK: Reading the sheet

    private static let rules: [Rule] = text.matches(of: /([^{};\n][^{};]*)\{([^{}]*)\}/)
        .map { match in
            var declarations: [String: String] = [:]
            for declaration in match.2.split(separator: ";") {
                let parts = declaration.split(separator: ":", maxSplits: 1)
                if parts.count == 2 { declarations[String(parts[0])] = String(parts[1]) }
            }
            let selector = match.1.trimmingCharacters(in: .whitespacesAndNewlines)
            return Rule(selector: selector, declarations: declarations)
        }

    private static func variable(_ value: String) -> String? {
        value.hasPrefix("var(--") ? String(value.dropFirst(6).dropLast()) : nil
    }

    private static func halves() throws -> (light: Substring, dark: Substring) {
        let dark = try #require(text.range(of: "prefers-color-scheme:dark"))
        return (text[..<dark.lowerBound], text[dark.lowerBound...])
    }

    /// The colours in force: those of the light scheme, and over them those of the dark one.
    private static func colors(_ scheme: String) throws -> [String: UInt32] {
        let (light, dark) = try halves()
        let colors = declared(in: light)
        return scheme == "light" ? colors : colors.merging(declared(in: dark)) { _, new in new }
    }

    private static func declared(in text: Substring) -> [String: UInt32] {
        var colors: [String: UInt32] = [:]
        for match in text.matches(of: /--([a-z0-9-]+):#([0-9a-f]{6})/) where colors[String(match.1)] == nil {
            colors[String(match.1)] = UInt32(match.2, radix: 16)
        }
        return colors
    }

    /// The contrast of two colours as WCAG 2 defines it.
    private static func contrast(_ one: UInt32, _ other: UInt32) -> Double {
        let (first, second) = (luminance(one), luminance(other))
        return (max(first, second) + 0.05) / (min(first, second) + 0.05)
    }

    private static func luminance(_ color: UInt32) -> Double {
        let parts = [16, 8, 0]
            .map { shift -> Double in
                let part = Double(color >> UInt32(shift) & 0xFF) / 255
                return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
            }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
}
