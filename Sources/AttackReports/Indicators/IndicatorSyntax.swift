/// Whether an indicator's value is of the form that its kind says.
///
/// What goes to other platforms is matched there against traffic and files. A value that no such thing can have, for
/// instance an address with a port or one that is still defanged, would match nothing or, cut short there, something
/// else; it stays in `report.json` and on the pages alone. Ours come from the scanner and have the form; those of an old
/// or a foreign report may not.
enum IndicatorSyntax {
    /// No platform takes longer values.
    private static let limit = 8192

    /// Whether the value has its kind's form.
    static func accepts(_ indicator: ReportedIndicator) -> Bool {
        let value = indicator.value
        guard value.utf8.count <= limit, !value.unicodeScalars.contains(where: isControl),
            !InertText.line(value).isEmpty
        else { return false }
        switch indicator.kind {
        case .ipv4: return isNetwork(value, longestPrefix: 32, isAddress: isAddress4)
        case .ipv6: return isNetwork(value, longestPrefix: 128, isAddress: isAddress6)
        case .domain: return isHost(value[...])
        case .url: return isLink(value)
        case .email: return isMailbox(value)
        case .md5, .imphash: return isHexadecimal(value, count: 32)
        case .sha1: return isHexadecimal(value, count: 40)
        case .sha256: return isHexadecimal(value, count: 64)
        case .sha512: return isHexadecimal(value, count: 128)
        case .ssdeep: return isFuzzyHash(value)
        case .autonomousSystem: return autonomousSystem(value) != nil
        case .vulnerability: return isVulnerability(value)
        case .bitcoin: return (25...90).contains(value.utf8.count) && value.utf8.allSatisfy(isLetterOrDigit)
        case .registryKey: return value.hasPrefix("HKEY_")
        case .fileName, .filePath: return true
        }
    }

    /// Whether a text is an address of the Web.
    static func isAddress(_ text: String) -> Bool {
        text.utf8.count <= limit && text.hasPrefix("http") && isURI(text) && isLink(text)
    }

    /// The number of an autonomous system: 64496 of `AS64496`.
    static func autonomousSystem(_ value: String) -> Int? {
        guard value.hasPrefix("AS"), let number = UInt32(value.dropFirst(2)) else { return nil }
        return Int(number)
    }

    /// Whether the value of an address stands for many.
    static func isNetwork(_ value: String) -> Bool { value.utf8.contains(UInt8(ascii: "/")) }

    private static func isNetwork(
        _ value: String,
        longestPrefix: Int,
        isAddress: (Substring) -> Bool
    ) -> Bool {
        let parts = value.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, isAddress(parts[0]) else { return false }
        return parts.count == 1 || isNumber(parts[1], upTo: longestPrefix)
    }

    private static func isAddress4(_ text: Substring) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { isNumber($0, upTo: 255) }
    }

    private static func isAddress6(_ text: Substring) -> Bool {
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        guard halves.count <= 2 else { return false }
        var groups = 0
        for half in halves where !half.isEmpty {
            let parts = half.split(separator: ":", omittingEmptySubsequences: false)
            for (index, part) in parts.enumerated() {
                if index == parts.count - 1, part.contains("."), isAddress4(part) {
                    groups += 2
                } else if (1...4).contains(part.utf8.count), part.utf8.allSatisfy(isHexadecimalDigit) {
                    groups += 1
                } else {
                    return false
                }
            }
        }
        return halves.count == 2 ? groups < 8 : groups == 8
    }

    private static func isHost(_ text: Substring) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2 && text.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count)
                    && label.unicodeScalars.allSatisfy { scalar in
                        scalar.isASCII
                            ? isLetterOrDigit(UInt8(scalar.value)) || scalar == "-" || scalar == "_"
                            : scalar.properties.isAlphabetic
                    }
            }
    }

    /// With a scheme or, as documents abbreviate it, without one.
    private static func isLink(_ value: String) -> Bool {
        let mark = value.firstRange(of: "://")
        let scheme = mark.map { value[..<$0.lowerBound] } ?? "http"
        let rest = mark.map { value[$0.upperBound...] } ?? value[...]
        let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        return !scheme.isEmpty && scheme.utf8.allSatisfy(isLetterOrDigit) && !scheme.hasPrefix("hxx")
            && !host.isEmpty && !host.contains("[.") && !host.contains("(") && (mark != nil || isHost(host))
            && rest.unicodeScalars.allSatisfy { isSeen($0) && !"\"<>\\^`".unicodeScalars.contains($0) }
    }

    /// Whether a link is a URI by RFC 3986, letter for letter; documents abbreviate and decode links.
    static func isURI(_ link: String) -> Bool {
        guard let mark = link.firstRange(of: "://"), link.utf8.count(where: { $0 == UInt8(ascii: "#") }) <= 1 else {
            return false
        }
        let rest = link[mark.upperBound...]
        let path = rest.drop { $0 != "/" && $0 != "?" && $0 != "#" }
        let escapes = rest.split(separator: "%", omittingEmptySubsequences: false).dropFirst()
        return rest.utf8.allSatisfy { isLetterOrDigit($0) || "-._~:/?#[]@!$&'()*+,;=%".utf8.contains($0) }
            && !path.contains("[") && !path.contains("]")
            && escapes.allSatisfy { $0.utf8.count >= 2 && $0.utf8.prefix(2).allSatisfy(isHexadecimalDigit) }
    }

    private static func isMailbox(_ value: String) -> Bool {
        let parts = value.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && isHost(parts[1])
            && parts[0].unicodeScalars.allSatisfy { isSeen($0) && !"\"(),:;<>[\\]".unicodeScalars.contains($0) }
    }

    /// A block size and two strings of base 64.
    private static func isFuzzyHash(_ value: String) -> Bool {
        let parts = value.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 3 && isNumber(parts[0], upTo: Int(UInt32.max))
            && parts.dropFirst()
                .allSatisfy { part in
                    part.utf8.count <= 148
                        && part.utf8.allSatisfy {
                            isLetterOrDigit($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/")
                        }
                }
    }

    private static func isVulnerability(_ value: String) -> Bool {
        let parts = value.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count == 3 && parts[0] == "CVE" && parts[1].utf8.count == 4
            && (4...19).contains(parts[2].utf8.count)
            && parts.dropFirst().allSatisfy { $0.utf8.allSatisfy(isDigit) }
    }

    private static func isHexadecimal(_ value: String, count: Int) -> Bool {
        value.utf8.count == count && value.utf8.allSatisfy(isHexadecimalDigit)
    }

    private static func isNumber(_ text: Substring, upTo limit: Int) -> Bool {
        text.utf8.allSatisfy(isDigit) && Int(text).map { $0 <= limit } ?? false
    }

    /// Whether a reader sees the character, and it separates nothing.
    private static func isSeen(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value > 0x20 && !InertText.isActive(scalar) && !scalar.properties.isWhitespace
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private static func isHexadecimalDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "f")
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
    }
}
