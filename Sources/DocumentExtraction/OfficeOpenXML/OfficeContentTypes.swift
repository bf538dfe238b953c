/// The list of content types, which says what kind of document a package is.
final class OfficeContentTypes: XMLEvents {
    /// Where the list is in a package.
    static let name = "[Content_Types].xml"

    /// What the main part is: `application/vnd.[...].main+xml`.
    private(set) var mainType: String?

    /// The main part's name, where it is listed by name.
    private(set) var mainPart: String?

    var isDone: Bool { mainPart != nil }

    /// - Parameter file: The list; without a readable one nothing is known.
    init(_ file: [UInt8]?) {
        if let file {
            XMLScanner.scan(file, self)
        }
    }

    func begin(_ element: XMLElement) {
        guard let type = element.attribute("ContentType") else { return }
        // The main part of the binary workbook is no XML.
        guard type.hasSuffix("main+xml") || type.hasSuffix("sheet.binary.macroEnabled.main") else { return }
        switch element.name.localName {
        case "Override":
            guard let part = element.attribute("PartName") else { return }
            mainType = type
            mainPart = ZipEntry.name(part.utf8)
        case "Default": mainType = mainType ?? type
        default: break
        }
    }

    func end(_: XMLName) {}

    func text(_: UnsafeBufferPointer<UInt8>) {}
}
