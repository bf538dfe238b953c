package import DocumentText

/// What `ingest` gives: a document's text, or the documents that the file held.
package enum Ingestion: Codable, Hashable, Sendable {
    /// The text of a document.
    case text(TextReference)
    /// The documents that the file held; they are documents of their own.
    case members(MemberReference)

    /// The text, where there is one.
    package var text: TextReference? {
        guard case .text(let reference) = self else { return nil }
        return reference
    }

    private enum CodingKeys: String, CodingKey { case members }

    /// Reads a recorded result; one with members is a container's.
    package init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: CodingKeys.self)
        self =
            keys.contains(.members)
            ? .members(try MemberReference(from: decoder)) : .text(try TextReference(from: decoder))
    }

    /// Writes what it is, without anything around it.
    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .text(let reference): try reference.encode(to: encoder)
        case .members(let reference): try reference.encode(to: encoder)
        }
    }
}

/// The documents that a file held.
package struct MemberReference: Codable, Hashable, Sendable {
    /// The document that held them.
    package let document: DocumentID
    /// The SHA-256 of the original.
    package let sha256: String
    /// The original's size in bytes.
    package let size: Int64
    /// What the file is.
    package let mediaType: String
    /// How many documents came out of it.
    package let members: Int
    /// What was left in it, with the reasons.
    package let skipped: [SkippedMember]
    /// What the reader should know.
    package let warnings: [String]
}
