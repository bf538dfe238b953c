/// What `pdftotext -htmlmeta` prints: a small head with the properties, then the text as it is.
struct PDFOutput {
    /// The document's properties, by metadata name.
    let properties: [(key: String, value: [UInt8])]

    /// How many pages the text has.
    let pageCount: Int

    /// The text of all pages, each ended by a form feed.
    let text: ArraySlice<UInt8>

    init(_ output: [UInt8]) {
        // The head escapes its values: the first mark is the real one, whatever the title is.
        guard let start = output.range(of: "<pre>\n")?.upperBound else {
            properties = []
            text = []
            pageCount = 0
            return
        }
        let closing = Array("</pre>\n</body>\n</html>\n".utf8)
        let hasEnd = output.count - start >= closing.count && output.suffix(closing.count).elementsEqual(closing)
        let printed = output[start..<(hasEnd ? output.count - closing.count : output.count)]
        text = BrokenLigatures.repaired(printed)?[...] ?? printed
        let ends = text.reduce(into: 0) { $0 += $1 == 0x0C ? 1 : 0 }
        pageCount = ends + (text.isEmpty || text.last == 0x0C ? 0 : 1)
        properties = Self.properties(output[..<start])
    }

    /// The pages' texts, at most `limit`.
    func pages(limit: Int) -> [ArraySlice<UInt8>] {
        let parts = text.split(separator: 0x0C, maxSplits: limit, omittingEmptySubsequences: false)
        return Array(parts.prefix(min(limit, pageCount)))
    }

    private static let names = [
        "Subject": "subject", "Keywords": "keywords", "Author": "author", "Creator": "creator",
        "Producer": "producer", "CreationDate": "created", "ModDate": "modified",
    ]

    private static func properties(_ head: ArraySlice<UInt8>) -> [(key: String, value: [UInt8])] {
        var found: [(key: String, value: [UInt8])] = []
        if let title = head.range(of: "<title>"), let end = head.range(of: "</title>", from: title.upperBound) {
            found.append(("title", HTMLEntities.decode(head[title.upperBound..<end.lowerBound])))
        }
        for line in head.split(separator: 0x0A) where line.starts(with: "<meta name=\"".utf8) {
            let parts = line.split(separator: 0x22, maxSplits: 4, omittingEmptySubsequences: false)
            guard parts.count == 5, parts[2].elementsEqual(" content=".utf8),
                let key = names[String(decoding: parts[1], as: UTF8.self)]
            else { continue }
            let value = HTMLEntities.decode(parts[3])
            found.append((key, key == "created" || key == "modified" ? PDFDate.normalized(value) : value))
        }
        return found
    }
}
