/// What of a URL may stand in logs, errors and reports.
package enum RedactedURL {
    /// The URL without user, password, query and fragment; what is left out of the query is shown as `?...`.
    package static func text(_ url: String) -> String {
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
