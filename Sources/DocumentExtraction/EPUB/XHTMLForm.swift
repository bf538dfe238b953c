/// Brings XHTML into the form that a reader of HTML takes.
enum XHTMLForm {
    /// Elements that HTML knows only with an end tag, and whose content it does not take for text.
    private static let names: [StaticString] = ["script", "style", "title", "textarea", "iframe", "noscript"]

    /// The page with an end tag after each such element that has none because it is empty: `<script src="a.js"/>`.
    static func withEndTags(_ page: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        var copied = 0
        var index = 0
        while let open = page[index...].firstIndex(of: 0x3C) {
            index = open + 1
            guard let name = names.first(where: { hasName($0, at: index, of: page) }) else { continue }
            guard let close = page[index...].firstIndex(of: 0x3E) else { break }
            index = close + 1
            guard page[close - 1] == 0x2F else { continue }
            output += page[copied..<(close - 1)]
            output += Array("></".utf8) + name.bytes + [0x3E]
            copied = index
        }
        return copied == 0 ? page : output + page[copied...]
    }

    private static func hasName(_ name: StaticString, at start: Int, of page: [UInt8]) -> Bool {
        let end = start + name.utf8CodeUnitCount
        guard end < page.count, page[start..<end].elementsEqual(name.bytes) else { return false }
        return !page[end].isASCIILetter && page[end] != 0x2D
    }
}
