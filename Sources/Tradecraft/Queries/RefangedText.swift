/// A value as machines read it, from how documents write it so that nobody clicks it.
enum RefangedText {
    private static let brackets = [
        "[.]": ".", "(.)": ".", "{.}": ".", "[.": ".", "[dot]": ".", "(dot)": ".", "{dot}": ".", "[:]": ":",
        "[://]": "://", "[@]": "@", "(@)": "@", "[at]": "@", "(at)": "@", "\\.": ".",
    ]
    .sorted { $0.key.utf8.count > $1.key.utf8.count }
    private static let schemes = ["hxxps": "https", "hxxp": "http", "h**ps": "https", "h**p": "http", "fxp": "ftp"]
        .sorted { $0.key.utf8.count > $1.key.utf8.count }

    /// The value with its brackets and its scheme undone; its case stays.
    static func of(_ text: String) -> String {
        let lower = text.lowercased()
        guard lower.contains(where: { "[({\\".contains($0) }) || schemes.contains(where: { lower.hasPrefix($0.key) })
        else { return text }
        var value = text
        for (written, read) in brackets {
            value = value.replacing(written, with: read)
            if written.contains("dot") || written.contains("at") {
                value = value.replacing(written.uppercased(), with: read)
            }
        }
        for (written, read) in schemes where value.lowercased().hasPrefix("\(written):") {
            return read + value.dropFirst(written.count)
        }
        return value
    }
}
