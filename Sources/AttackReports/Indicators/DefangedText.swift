/// An indicator as pages show it: no program that reads the page makes a link of it, and no reader clicks it.
enum DefangedText {
    /// The value with its dots, its at-sign or its scheme made harmless.
    static func of(_ indicator: ReportedIndicator) -> String {
        switch indicator.kind {
        case .ipv4, .domain: bracketed(indicator.value[...])
        case .ipv6:
            indicator.value.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                .joined(separator: "[:]")
        case .email: bracketed(indicator.value[...])
        case .url: link(indicator.value)
        default: indicator.value
        }
    }

    /// An address of the Web with its scheme and its host made harmless.
    static func link(_ value: String) -> String {
        let parts = value.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        // With a scheme the host is the third part, without one the first.
        let hasScheme = parts.count >= 3 && parts[1].isEmpty && parts[0].hasSuffix(":")
        var shown = parts.map(String.init)
        if hasScheme {
            shown[0] = parts[0].hasPrefix("http") ? "hxxp" + parts[0].dropFirst(4) : shown[0]
            shown[2] = bracketed(parts[2])
        } else if let host = parts.first {
            shown[0] = bracketed(host)
        }
        return shown.joined(separator: "/")
    }

    private static func bracketed(_ text: Substring) -> String {
        var shown = ""
        for character in text {
            switch character {
            case ".": shown += "[.]"
            case "@": shown += "[@]"
            default: shown.append(character)
            }
        }
        return shown
    }
}
