/// Finds the part with a Word document's body in the list of content types.
final class WordMainPart: XMLEvents {
    /// The part's name within the archive.
    private(set) var name: String?

    var isDone: Bool { name != nil }

    init(_ contentTypes: [UInt8]?) {
        if let contentTypes {
            // Without a readable list the usual name is taken.
            _ = XMLScanner.scan(contentTypes, self)
        }
    }

    func begin(_ element: XMLElement) {
        guard element.name.localName == "Override", let type = element.attribute("ContentType"),
            type.hasSuffix("main+xml"), let part = element.attribute("PartName")
        else { return }
        name = String(part.drop { $0 == "/" })
    }

    func end(_: XMLName) {}

    func text(_: UnsafeBufferPointer<UInt8>) {}
}
