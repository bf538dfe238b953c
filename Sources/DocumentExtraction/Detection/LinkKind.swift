/// Recognises files that say where documents are on the Web.
enum LinkKind {
    /// The form, if the text is one; a name alone makes none.
    static func of(_ text: ArraySlice<UInt8>, nameExtension: String) -> DetectedFormat.LinkFormat? {
        let start = text.prefix(4096)
        let opening = start.prefix(18).map(\.lowercasedASCII)
        if opening.elementsEqual("[internetshortcut]".utf8) { return .shortcut }
        if opening.starts(with: "[".utf8), start.contains("[InternetShortcut]") || start.contains("BASEURL=http") {
            return .shortcut
        }
        if start.contains("<plist"), start.contains("<key>URL</key>") { return .propertyList }
        if nameExtension == "urls", hasOnlyAddresses(text) { return .lines }
        return nil
    }

    /// Whether every line but the blank ones and the comments is an address.
    private static func hasOnlyAddresses(_ text: ArraySlice<UInt8>) -> Bool {
        var addresses = 0
        var isFine = true
        let bytes = Array(text)
        TextLines.forEachLine(bytes) { line in
            let content = bytes[line].drop(while: \.isASCIIWhitespace)
            guard isFine, let first = content.first, first != 0x23 else { return }
            let scheme = content.prefix { $0 != 0x3A }
            let isAddress =
                scheme.count < 12 && first.isASCIILetter && scheme.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit }
                && content.dropFirst(scheme.count).starts(with: "://".utf8)
            // Only a beginning of the file is here, and the last line may be cut.
            isFine = isAddress || (line.upperBound == bytes.count && bytes.count > 1 << 15)
            addresses += isAddress ? 1 : 0
        }
        return isFine && addresses > 0
    }
}
