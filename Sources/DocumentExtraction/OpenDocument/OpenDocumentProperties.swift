/// What `meta.xml` says of the document.
final class OpenDocumentProperties: XMLEvents {
    private(set) var values: [(key: String, value: [UInt8])] = []
    private(set) var pages: Int?

    private static let keys = [
        "title": "title", "initial-creator": "author", "creator": "last-author", "subject": "subject",
        "description": "description", "keyword": "keywords", "language": "language", "creation-date": "created",
        "date": "modified", "generator": "creator",
    ]

    private var key: String?
    private var value: [UInt8] = []
    private var keywords: [[UInt8]] = []

    var isDone: Bool { values.count > 64 || keywords.count > 64 }

    /// - Parameter file: The file; a broken one is no reason to refuse the text.
    init(_ file: [UInt8]?) {
        if let file {
            XMLScanner.scan(file, self)
        }
        // Who changed it last stands in for who wrote it.
        let last = values.filter { $0.key == "last-author" }
        values.removeAll { $0.key == "last-author" }
        values += last.map { ("author", $0.value) }
        if !keywords.isEmpty {
            values.append(("keywords", Array(keywords.joined(separator: [0x2C, 0x20]))))
        }
    }

    func begin(_ element: XMLElement) {
        if element.name.localName == "document-statistic" {
            pages = element.number("page-count")
        }
        key = Self.keys[element.name.localName]
        value = []
    }

    func end(_: XMLName) {
        switch key {
        case nil: break
        case "keywords": keywords.append(value)
        case let key?: values.append((key, value))
        }
        key = nil
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        if key != nil, value.count < 8192 {
            value.append(contentsOf: bytes)
        }
    }
}
