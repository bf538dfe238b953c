/// Names for the files of fetched documents.
enum DocumentName {
    /// The most bytes of a name: file systems take 255, and others add to it.
    static let maximumLength = 150

    /// A safe name: by what the server says, else by the address's path, else by the host.
    ///
    /// - Parameters:
    ///   - disposition: the response's `Content-Disposition`.
    ///   - address: where the document came from.
    ///   - type: the response's content type, which decides the name's ending where the name leaves it open.
    /// - Returns: the name, never empty.
    static func suggested(by disposition: String?, address: WebAddress, type: String?) -> String {
        if let name = disposition.flatMap(ContentDisposition.fileName).flatMap(safe) {
            return FileEnding.completed(name, type: type, isPage: false)
        }
        let last = address.path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        let decoded = String(validating: PercentEncoding.bytes(last), as: UTF8.self)
        if let name = decoded.flatMap(safe) { return FileEnding.completed(name, type: type, isPage: true) }
        return FileEnding.completed(safe(address.host) ?? "document", type: type, isPage: true)
    }

    /// The name without anything that leads elsewhere, hides, or means something to a shell; `nil` if nothing is left.
    static func safe(_ name: String) -> String? {
        var kept = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            switch scalar {
            // Only the last part of a path counts, in either notation.
            case "/", "\\": kept = String.UnicodeScalarView()
            case ":", "*", "?", "\"", "<", ">", "|", ";", "&", "$", "`", "'", "\u{FFFD}": kept.append("_")
            case _ where scalar.properties.generalCategory == .spaceSeparator: kept.append(" ")
            case _ where scalar.isVisible: kept.append(scalar)
            default: break
            }
        }
        return shortened(bare(String(kept)[...]))
    }

    /// Without a beginning that hides a file or looks like an option, and without blanks and dots at the end.
    private static func bare(_ name: Substring) -> Substring {
        var rest = name
        while let first = rest.unicodeScalars.first, " .-~".unicodeScalars.contains(first) {
            rest.unicodeScalars.removeFirst()
        }
        while let last = rest.unicodeScalars.last, " .".unicodeScalars.contains(last) {
            rest.unicodeScalars.removeLast()
        }
        return rest
    }

    /// At most the allowed length, with the ending left whole; `nil` for nothing.
    private static func shortened(_ name: Substring) -> String? {
        guard !name.isEmpty else { return nil }
        guard name.utf8.count > maximumLength else { return String(name) }
        let ending = FileEnding.of(name).map { "." + $0 } ?? ""
        var stem = String.UnicodeScalarView()
        var length = ending.utf8.count
        for scalar in name.dropLast(ending.count).unicodeScalars {
            length += UTF8.width(scalar)
            guard length <= maximumLength else { break }
            stem.append(scalar)
        }
        return String(bare(String(stem)[...])) + ending
    }
}
