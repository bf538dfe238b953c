/// What of a URL may stand in logs, errors and reports.
package enum RedactedURL {
    /// The most characters that are shown.
    private static let maximumLength = 300

    /// The URL without user, password, query and fragment; what is left out of the query is shown as `?...`.
    ///
    /// What cannot be seen, or would steer a terminal, is shown as the replacement character.
    package static func text(_ url: String) -> String {
        let shown = withoutSecrets(url)
        let cut = shown.count > maximumLength ? shown.prefix(maximumLength - 3) + "..." : shown[...]
        var visible = String.UnicodeScalarView()
        for scalar in cut.unicodeScalars { visible.append(scalar.isVisible ? scalar : "\u{FFFD}") }
        return String(visible)
    }

    private static func withoutSecrets(_ url: String) -> String {
        var kept = url[...]
        var ending = ""
        if let mark = kept.firstIndex(where: { $0 == "?" || $0 == "#" }) {
            ending = kept[mark] == "?" ? "?..." : ""
            kept = kept[..<mark]
        }
        let start = kept.range(ofSeparator: "://") ?? kept.startIndex
        let end = kept[start...].firstIndex(of: "/") ?? kept.endIndex
        // The last one: a password may hold an unescaped @.
        if let at = kept[start..<end].lastIndex(of: "@") {
            return String(kept[..<start]) + String(kept[kept.index(after: at)...]) + ending
        }
        return String(kept) + ending
    }
}

extension Substring {
    /// The end of the first occurrence of `separator`.
    fileprivate func range(ofSeparator separator: String) -> Index? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(separator) { return index(start, offsetBy: separator.count) }
            start = index(after: start)
        }
        return nil
    }
}

extension Unicode.Scalar {
    /// Whether it is neither a control character nor one that only changes how others are shown.
    var isVisible: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
        default: true
        }
    }
}
