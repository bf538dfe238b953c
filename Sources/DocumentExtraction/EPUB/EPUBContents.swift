/// The titles of a book's files, from its table of contents, of either kind.
final class EPUBContents: XMLEvents {
    /// The first title given to each file.
    private(set) var titles: [String: String] = [:]

    private static let maximumTitles = 10_000
    private static let longestTitle = 1000

    private let folder: [Substring]
    private var title: [UInt8] = []
    private var target: String?
    private var isText = false

    var isDone: Bool { titles.count > Self.maximumTitles }

    /// - Parameters:
    ///   - file: The table of contents; a broken one names what it names.
    ///   - name: Its place, to which all others are relative.
    init(_ file: [UInt8], named name: String) {
        folder = name.split(separator: "/").dropLast()
        XMLScanner.scan(file, self)
    }

    func begin(_ element: XMLElement) {
        switch element.name.localName {
        // The newer kind is a page with links.
        case "a":
            target = element.attribute("href")
            title = []
            isText = true
        // The older kind has the title first, then the file.
        case "navLabel":
            title = []
            isText = true
        case "content": add(element.attribute("src"))
        default: break
        }
    }

    func end(_ name: XMLName) {
        switch name.localName {
        case "a":
            add(target)
            isText = false
        case "navLabel": isText = false
        default: break
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        if isText, title.count < Self.longestTitle {
            title.append(contentsOf: bytes)
        }
    }

    private func add(_ target: String?) {
        guard let target, !title.isEmpty else { return }
        let file = OfficeRelationships.resolve(PercentEncoding.decode(target), in: folder)
        if titles[file] == nil {
            titles[file] = String(decoding: TextCleaning.line(title), as: UTF8.self)
        }
        title = []
    }
}
