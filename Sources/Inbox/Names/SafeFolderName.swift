/// Names that are safe on every file system and on every screen, made from names that need not be.
enum SafeFolderName {
    /// `<name>--<suffix>`, made of visible valid UTF-8 and at most 255 bytes long.
    ///
    /// Control characters, what reverses text, invalid bytes and the characters that Windows forbids (outboxes are
    /// often shared by SMB) become `_`; leading dots, dashes and blanks and trailing dots and blanks go; a long name
    /// is cut between characters.
    static func make(from name: FileName, suffix: String) -> String {
        let ending = "--\(suffix)"
        var scalars = String.UnicodeScalarView()
        for scalar in name.text.unicodeScalars {
            scalars.append(isSafe(scalar) ? scalar : "_")
        }
        let trimmed = String(scalars.drop { $0 == "." || $0 == "-" || $0.properties.isWhitespace })
        var kept = ""
        var length = 0
        for character in trimmed {
            length += character.utf8.count
            guard length + ending.utf8.count <= FileName.maximumLength else { break }
            kept.append(character)
        }
        while let last = kept.last, last == "." || last.isWhitespace { kept.removeLast() }
        return (kept.isEmpty ? "document" : kept) + ending
    }

    private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "/", "\\", ":", "*", "?", "\"", "<", ">", "|", "\u{FFFD}": false
        default: EscapedBytes.isShown(scalar)
        }
    }
}
