/// The list of files in an OpenDocument package.
final class OpenDocumentManifest: XMLEvents {
    /// Where it is in a package.
    static let name = "META-INF/manifest.xml"

    /// What the package as a whole is.
    private(set) var mediaType = ""

    /// Whether the document's text needs a password.
    private(set) var isEncrypted = false

    private var path = ""

    var isDone: Bool { isEncrypted }

    /// - Parameter file: The list; a broken one says nothing.
    init(_ file: [UInt8]?) {
        if let file {
            XMLScanner.scan(file, self)
        }
    }

    func begin(_ element: XMLElement) {
        switch element.name.localName {
        case "file-entry":
            path = element.attribute("full-path") ?? ""
            if path == "/" {
                mediaType = element.attribute("media-type") ?? ""
            }
        case "encryption-data" where path == "content.xml" || path == "encrypted-package": isEncrypted = true
        default: break
        }
    }

    func end(_: XMLName) {}

    func text(_: UnsafeBufferPointer<UInt8>) {}
}
