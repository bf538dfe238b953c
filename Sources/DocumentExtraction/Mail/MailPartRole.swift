/// What is done with a part of a message that is not one of several forms of its text.
enum MailPartRole {
    /// It is read as a part of the text.
    case body
    /// It is read as a file of its own.
    case attachment
    /// It needs a key.
    case encrypted
    /// It cannot be read, for the reason in the warning.
    case unreadable(StaticString)
    /// It says nothing, or is shown within the text.
    case ignored

    /// The role of a part.
    ///
    /// - Parameters:
    ///   - entity: The part, which holds no others.
    ///   - isRelated: Whether it belongs to a page beside it.
    init(_ entity: MIMEEntity, isRelated: Bool) {
        let type = entity.type.value
        let isAttached = entity.disposition?.value == "attachment"
        switch type {
        case "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
            "application/pgp-keys":
            self = .ignored
        case "application/pkcs7-mime", "application/x-pkcs7-mime":
            self = Self.secureMIME(entity)
        case "application/pgp-encrypted": self = .encrypted
        case "application/ms-tnef", "application/vnd.ms-tnef":
            self = .unreadable("A file in the format of Outlook's winmail.dat was not read.")
        case "message/rfc822", "message/global": self = .attachment
        case "message/partial": self = .unreadable("A message is one piece of several; the others are not here.")
        default: self = Self.ordinary(entity, type, isAttached: isAttached, isRelated: isRelated)
        }
    }

    private static func ordinary(
        _ entity: MIMEEntity,
        _ type: String,
        isAttached: Bool,
        isRelated: Bool
    ) -> MailPartRole {
        let isShown = type.hasPrefix("image/") || type.hasPrefix("audio/") || type.hasPrefix("video/")
        let isInline = entity.disposition?.value == "inline" || entity.header.raw("content-id") != nil
        if isShown, !isAttached, isRelated || isInline { return .ignored }
        if isRelated, type == "text/css" || type.hasPrefix("font/") || type.hasSuffix("javascript") { return .ignored }
        if entity.isBody { return .body }
        let isMeantAsText = type.hasPrefix("multipart/") || type.hasPrefix("message/") || type.hasPrefix("text/")
        let isFormat =
            type == "text/rtf" || type == "text/richtext" && entity.name?.lowercased().hasSuffix(".rtf") == true
        return isMeantAsText && !isAttached && entity.name == nil && !isFormat ? .body : .attachment
    }

    private static func secureMIME(_ entity: MIMEEntity) -> MailPartRole {
        switch entity.type.text("smime-type")?.lowercased() {
        case "signed-data"?, "compressed-data"?:
            .unreadable("A message in a signed or compressed envelope was not opened.")
        case "certs-only"?: .ignored
        default: .encrypted
        }
    }
}
