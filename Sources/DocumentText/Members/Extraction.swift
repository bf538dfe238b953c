/// What an extractor makes of a file.
package enum Extraction: Equatable, Sendable {
    /// The file is a document, and this is its text.
    case document(ExtractedDocument)
    /// The file holds documents, or says where they are.
    case members(MemberListing)

    /// The document, unless the file holds documents.
    package var document: ExtractedDocument? {
        guard case .document(let document) = self else { return nil }
        return document
    }
}

/// What is in a file that holds other documents: an archive, a mailbox, a list of addresses.
package struct MemberListing: Codable, Equatable, Sendable {
    /// What the file is.
    package let mediaType: String

    /// The members that were taken out, in order; their contents went to the ``MemberReceiver``.
    package let members: [DocumentMember]

    /// The members that were left in, each with the reason.
    package let skipped: [SkippedMember]

    /// What the reader should know.
    package let warnings: [String]

    /// A listing from its parts.
    package init(mediaType: String, members: [DocumentMember], skipped: [SkippedMember] = [], warnings: [String] = []) {
        self.mediaType = mediaType
        self.members = members
        self.skipped = skipped
        self.warnings = warnings
    }
}

/// A document within another file.
package struct DocumentMember: Codable, Hashable, Sendable {
    /// Its name there, with the folders above it; an address for a reference.
    package let name: String

    /// Whether it is a file that was taken out, or an address to fetch it from.
    package let kind: Kind

    /// Its size in bytes; 0 for a reference.
    package let size: Int

    /// A member with its name.
    package init(name: String, kind: Kind, size: Int) {
        self.name = name
        self.kind = kind
        self.size = size
    }

    /// What a member can be.
    package enum Kind: String, Codable, CaseIterable, Sendable {
        /// A file.
        case file
        /// An address of the Web.
        case reference
    }
}

/// A document that was left in the file that holds it.
package struct SkippedMember: Codable, Hashable, Sendable {
    /// Its name there.
    package let name: String

    /// Why it was left.
    package let code: ExtractionError.Code

    /// A member that was left, with the reason.
    package init(name: String, code: ExtractionError.Code) {
        self.name = name
        self.code = code
    }
}
