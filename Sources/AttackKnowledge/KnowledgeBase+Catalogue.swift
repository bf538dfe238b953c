internal import CAttackCatalogue

extension KnowledgeBase {
    /// The stored form: compact text, the same bytes for the same facts.
    ///
    /// It is what caches keep and what is embedded in the program.
    package func encoded() -> [UInt8] {
        CatalogueEncoder.encode(self).bytes
    }

    /// Reads the stored form.
    ///
    /// - Throws: `KnowledgeError` when the bytes are something else, cut short, changed, or of another version.
    package init(encoded bytes: [UInt8]) throws(KnowledgeError) {
        self = try KnowledgeBase(encoded: bytes.span.bytes)
    }

    /// Reads the stored form from memory that the caller keeps, such as a mapped file.
    ///
    /// - Throws: `KnowledgeError` when the bytes are something else, cut short, changed, or of another version.
    package init(encoded bytes: RawSpan) throws(KnowledgeError) {
        self = try bytes.withUnsafeBytes { (buffer: UnsafeRawBufferPointer) throws(KnowledgeError) in
            try CatalogueDecoder.decode(buffer)
        }
    }

    /// The release that the program carries, read anew at every call.
    ///
    /// - Throws: `KnowledgeError` when the program was built with a damaged catalogue.
    package static func embedded(_ domain: AttackDomain = .enterprise) throws(KnowledgeError) -> KnowledgeBase {
        let knowledge = try CatalogueDecoder.decode(embeddedBytes(domain))
        guard knowledge.domain == domain else {
            throw KnowledgeError(
                .wrongDomain,
                during: "read embedded catalogue",
                "the catalogue is of \(knowledge.domain.rawValue), expected \(domain.rawValue)"
            )
        }
        return knowledge
    }

    private static func embeddedBytes(_ domain: AttackDomain) -> UnsafeRawBufferPointer {
        let catalogue = tradecraft_catalogue(domain.catalogueNumber)
        return UnsafeRawBufferPointer(start: catalogue.bytes, count: catalogue.size)
    }
}

extension AttackDomain {
    fileprivate var catalogueNumber: tradecraft_catalogue_domain {
        switch self {
        case .enterprise: TRADECRAFT_CATALOGUE_ENTERPRISE
        case .mobile: TRADECRAFT_CATALOGUE_MOBILE
        case .ics: TRADECRAFT_CATALOGUE_ICS
        }
    }
}

extension KnowledgeBase: Codable {
    /// Reads the stored form as one string.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        self = try KnowledgeBase(encoded: Array(text.utf8))
    }

    /// Writes the stored form as one string.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(String(decoding: encoded(), as: UTF8.self))
    }
}

extension KnowledgeBase: Equatable {
    /// Two knowledge bases are equal when their fingerprints are.
    package static func == (left: KnowledgeBase, right: KnowledgeBase) -> Bool {
        left.fingerprint == right.fingerprint
    }
}
