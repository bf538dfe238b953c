/// The package document of a book: what it is, its files, and their order.
final class EPUBPackage: XMLEvents {
    struct File {
        /// Where it is in the archive.
        let name: String
        let mediaType: String
    }

    private(set) var values: [(key: String, value: [UInt8])] = []

    /// The files in reading order.
    var chapters: [File] { spine.compactMap { files[$0] } }

    /// The files with the table of contents, the newer kind first.
    var contents: [File] { [navigation, spineContents].compactMap { $0.flatMap { files[$0] } } }

    private static let maximumFiles = 100_000
    private static let keys = [
        "title": "title", "creator": "author", "subject": "subject", "description": "description",
        "language": "language", "date": "created", "publisher": "publisher",
    ]

    private let folder: [Substring]
    private var files: [String: File] = [:]
    private var spine: [String] = []
    private var navigation: String?
    private var spineContents: String?
    private var key: String?
    private var value: [UInt8] = []

    var isDone: Bool { files.count > Self.maximumFiles || spine.count > Self.maximumFiles || values.count > 1000 }

    /// - Parameters:
    ///   - file: The package document; a broken one lists what it lists.
    ///   - name: Its place, to which all others are relative.
    init(_ file: [UInt8]?, named name: String) {
        folder = name.split(separator: "/").dropLast()
        if let file {
            XMLScanner.scan(file, self)
        }
    }

    func begin(_ element: XMLElement) {
        switch element.name.localName {
        case "item":
            guard let id = element.attribute("id"), let path = element.attribute("href") else { return }
            let name = PercentEncoding.decode(path)
            files[id] = File(
                name: OfficeRelationships.resolve(name, in: folder),
                mediaType: element.attribute("media-type") ?? ""
            )
            if element.attribute("properties")?.split(separator: " ").contains("nav") ?? false {
                navigation = id
            }
        case "spine": spineContents = element.attribute("toc")
        case "itemref":
            if let id = element.attribute("idref") {
                spine.append(id)
            }
        default:
            key =
                element.name.nameSpace.hasSuffix("/dc/elements/1.1/")
                    || element.name.nameSpace.hasSuffix("/dc/elements/1.0/")
                ? Self.keys[element.name.localName] : nil
            value = []
        }
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
