/// The document's properties in `docProps/core.xml`.
final class WordProperties: XMLEvents {
    private(set) var values: [(key: String, value: [UInt8])] = []
    private var key: String?
    private var value: [UInt8] = []

    private static let keys = [
        "title": "title", "creator": "author", "subject": "subject", "keywords": "keywords",
        "description": "description", "language": "language", "created": "created", "modified": "modified",
    ]

    var isDone: Bool { values.count > 64 }

    init(_ part: [UInt8]?) {
        if let part {
            // Broken properties are no reason to refuse the text.
            _ = XMLScanner.scan(part, self)
        }
    }

    func begin(_ element: XMLElement) {
        key = Self.keys[element.name.localName]
        value = []
    }

    func end(_: XMLName) {
        if let key {
            values.append((key, value))
        }
        key = nil
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        if key != nil, value.count < 8192 {
            value.append(contentsOf: bytes)
        }
    }
}
