import DocumentText

/// A file or a message that is attached to a message in an Outlook file.
struct OutlookAttachment {
    private let properties: OutlookProperties

    /// The properties that are read here, by their numbers in MAPI.
    private enum Property {
        static let displayName: UInt16 = 0x3001
        static let data: UInt16 = 0x3701
        static let shortName: UInt16 = 0x3704
        static let longName: UInt16 = 0x3707
        static let mediaType: UInt16 = 0x370E
        static let contentID: UInt16 = 0x3712
        static let isHidden: UInt16 = 0x7FFE
    }

    /// Reads the table of an attachment.
    init(_ file: inout CompoundFile, storage: Int) {
        properties = OutlookProperties(&file, storage: storage, owner: .part)
    }

    /// The folder of the message it is, unless it is a file.
    func message(in file: CompoundFile) -> Int? {
        guard let folder = properties.folder(Property.data, of: file),
            file.entry("__properties_version1.0", in: folder) != nil
        else { return nil }
        return folder
    }

    /// The name of the file.
    func name(_ file: inout CompoundFile) -> String {
        for property in [Property.longName, Property.shortName, Property.displayName] {
            if let name = properties.text(property, of: &file, codePage: nil) {
                return String(decoding: TextCleaning.line(name), as: UTF8.self)
            }
        }
        return ""
    }

    /// Reads the file into the message's text.
    func read(_ file: inout CompoundFile, into draft: inout DocumentDraft, _ context: ReadingContext) {
        guard let bytes = properties.binary(Property.data, of: &file, limit: context.limits.memberBytes) else { return }
        let type = properties.text(Property.mediaType, of: &file, codePage: nil) ?? []
        let isPicture = type.starts(with: "image/".utf8)
        let isShown =
            (properties.number(Property.isHidden) ?? 0) & 1 == 1
            || properties.text(Property.contentID, of: &file, codePage: nil) != nil
        // A picture of the page is not a file that somebody attached.
        if isPicture, isShown { return }
        let name = name(&file)
        if Self.isEnvelope(type, name) {
            return draft.warnPartial("A part of a message is encrypted and was not read.")
        }
        // A signed message is an attachment without a header of mail.
        let isMessage = type.starts(with: "multipart/".utf8) || type.starts(with: "message/rfc822".utf8)
        PartReader.read(
            bytes,
            name: name,
            as: isMessage ? .message : .attachment,
            assuming: isMessage ? .mail : nil,
            into: &draft,
            context
        )
    }

    /// Whether a file is the message itself, encrypted: by S/MIME or by the rights management of Office.
    private static func isEnvelope(_ type: [UInt8], _ name: String) -> Bool {
        let lowered = name.lowercased()
        return lowered.hasSuffix(".rpmsg") || lowered == "smime.p7m" && !type.starts(with: "multipart/".utf8)
    }
}
