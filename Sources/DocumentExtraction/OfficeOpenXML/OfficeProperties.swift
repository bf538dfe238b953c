/// The properties in `docProps/core.xml` and `docProps/app.xml`.
final class OfficeProperties: XMLEvents {
    private(set) var values: [(key: String, value: [UInt8])] = []
    /// How many pages the document had when it was last laid out.
    private(set) var pages: Int?

    private let keys: [String: String]
    private var key: String?
    private var value: [UInt8] = []

    /// What the document is about.
    static let core = [
        "title": "title", "creator": "author", "subject": "subject", "keywords": "keywords",
        "description": "description", "language": "language", "created": "created", "modified": "modified",
    ]

    /// What it was written with.
    static let application = ["Application": "creator", "Pages": "pages"]

    var isDone: Bool { values.count > 64 }

    /// - Parameters:
    ///   - file: The file with properties; a broken one is no reason to refuse the text.
    ///   - keys: The keys of what its elements say.
    init(_ file: [UInt8]?, _ keys: [String: String]) {
        self.keys = keys
        if let file {
            XMLScanner.scan(file, self)
        }
    }

    func begin(_ element: XMLElement) {
        key = keys[element.name.localName]
        value = []
    }

    func end(_: XMLName) {
        if key == "pages" {
            pages = Int(decimal: value)
        } else if let key {
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
