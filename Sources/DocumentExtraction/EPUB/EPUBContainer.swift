/// The file that says where a book begins.
final class EPUBContainer: XMLEvents {
    /// Where it is in a book.
    static let name = "META-INF/container.xml"

    /// Where the package document is, which lists the chapters.
    private(set) var packageName: String?

    var isDone: Bool { packageName != nil }

    /// - Parameter file: The file; a broken one says nothing.
    init(_ file: [UInt8]?) {
        if let file {
            XMLScanner.scan(file, self)
        }
    }

    func begin(_ element: XMLElement) {
        guard element.name.localName == "rootfile", let path = element.attribute("full-path") else { return }
        let type = element.attribute("media-type") ?? ""
        if type.isEmpty || type == "application/oebps-package+xml" {
            packageName = ZipEntry.name(path.utf8)
        }
    }

    func end(_: XMLName) {}

    func text(_: UnsafeBufferPointer<UInt8>) {}
}
