/// Tells a book that needs a key from one whose fonts alone are made unusable elsewhere.
final class EPUBProtection: XMLEvents {
    /// Where the list of encrypted files is in a book.
    static let name = "META-INF/encryption.xml"

    /// Whether something other than fonts is encrypted.
    private(set) var isEncrypted = false

    private static let fontMethods: Set<String> = [
        "http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC",
    ]

    private var isInData = false

    var isDone: Bool { isEncrypted }

    /// - Parameter file: The list, if there is one.
    init(_ file: [UInt8]?) {
        if let file {
            XMLScanner.scan(file, self)
        }
    }

    func begin(_ element: XMLElement) {
        switch element.name.localName {
        case "EncryptedData": isInData = true
        case "EncryptionMethod" where isInData:
            if let method = element.attribute("Algorithm"), !Self.fontMethods.contains(method) {
                isEncrypted = true
            }
        default: break
        }
    }

    func end(_ name: XMLName) {
        if name.localName == "EncryptedData" {
            isInData = false
        }
    }

    func text(_: UnsafeBufferPointer<UInt8>) {}
}
