/// A part of a message: its header, and where its content is.
struct MIMEEntity {
    /// Its own header.
    let header: MIMEHeader

    /// What its content is, with parameters.
    let type: MIMEValue

    /// What it says about being shown or attached.
    let disposition: MIMEValue?

    /// The content as it stands in the message, still encoded.
    var body: Range<Int>

    /// The part that holds it, as an index into the message's parts.
    let parent: Int?

    /// The outermost choice between forms of the same text that it lies in, as an index.
    let choice: Int?

    /// Whether it lies in a part that is encrypted.
    let isEncrypted: Bool

    /// How many parts it holds.
    var children = 0

    /// Whether it holds parts, rather than content.
    var holdsParts: Bool { children > 0 }

    /// Whether its content is a text for people and not a file.
    var isBody: Bool {
        guard type.value == "text/plain" || type.value == "text/html" || !type.value.contains("/") else { return false }
        return disposition?.value != "attachment" && name == nil
    }

    /// The name of the file it is.
    var name: String? {
        disposition?.text("filename") ?? type.text("name") ?? disposition?.text("name") ?? type.text("filename")
    }

    /// Its content, decoded.
    func content(of bytes: ArraySlice<UInt8>) -> [UInt8] {
        TransferEncoding.decode(bytes[body], header.raw("content-transfer-encoding"))
    }

    /// Its content as UTF-8, for content that is text.
    func text(of bytes: ArraySlice<UInt8>) -> DecodedText {
        let content = content(of: bytes)
        var declared = type.text("charset")
        if declared == nil, type.value == "text/html" {
            declared = HTMLCharset.declared(in: content)
        }
        return MailCharset.decoded(content, declared: declared)
    }
}
