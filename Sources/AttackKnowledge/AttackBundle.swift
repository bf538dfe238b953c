/// What a STIX bundle of ATT&CK says: its facts, its prose, and what could not be taken as it stands.
///
/// STIX 2.0 and 2.1 are read, of any release that has techniques. A bundle is refused as a whole when it is damaged, of
/// the wrong domain, or without techniques; a single malformed object is left out and named in ``warnings``.
///
/// **The version** is the first of: the `x_mitre_version` of the bundle's `x-mitre-collection`; the `release` that the
/// caller knows, from a file name or an address; the release that was published within a week of the newest object's
/// date; that date itself. The versions of single objects, the matrix among them, say nothing about the release.
///
/// **Tactics** are in the order of the matrices in force. Where there is none, the embedded catalogue lends the order:
/// a tactic that it knows keeps its place, and another stands where the tactics of its techniques stand there.
///
/// **Revocations** are followed to their end. Who uses or mitigates a revoked technique, uses or mitigates the one that
/// replaces it.
package struct AttackBundle: Sendable {
    /// The facts.
    package let knowledge: KnowledgeBase
    /// The prose; empty when only the facts were read.
    package let corpus: AttackCorpus
    /// What could not be taken as it stands, in the order of the bundle.
    package let warnings: [BundleWarning]

    /// Reads the facts and the prose.
    ///
    /// - Parameters:
    ///   - bytes: The whole bundle, as JSON.
    ///   - domain: The domain that it must be of; nil for any.
    ///   - release: The release, where the caller knows it, such as "18.1"; a bundle that names its own is believed.
    /// - Returns: The facts, the prose and the warnings.
    /// - Throws: `KnowledgeError` when the bundle is refused as a whole.
    package static func read(
        _ bytes: [UInt8],
        expecting domain: AttackDomain? = nil,
        release: String? = nil
    ) throws(KnowledgeError) -> AttackBundle {
        try read(bytes.span.bytes, expecting: domain, release: release)
    }

    /// Reads the facts and the prose from memory that the caller keeps, such as a mapped file.
    ///
    /// - Parameters:
    ///   - bytes: The whole bundle, as JSON.
    ///   - domain: The domain that it must be of; nil for any.
    ///   - release: The release, where the caller knows it, such as "18.1"; a bundle that names its own is believed.
    /// - Returns: The facts, the prose and the warnings.
    /// - Throws: `KnowledgeError` when the bundle is refused as a whole.
    package static func read(
        _ bytes: RawSpan,
        expecting domain: AttackDomain? = nil,
        release: String? = nil
    ) throws(KnowledgeError) -> AttackBundle {
        try bytes.withUnsafeBytes { (buffer: UnsafeRawBufferPointer) throws(KnowledgeError) in
            try resolve(buffer, withProse: true, expecting: domain, release: release)
        }
    }

    /// Reads the facts alone, in less time and memory.
    ///
    /// - Parameters:
    ///   - bytes: The whole bundle, as JSON.
    ///   - domain: The domain that it must be of; nil for any.
    ///   - release: The release, where the caller knows it, such as "18.1"; a bundle that names its own is believed.
    /// - Returns: The facts and the warnings.
    /// - Throws: `KnowledgeError` when the bundle is refused as a whole.
    package static func readKnowledge(
        _ bytes: [UInt8],
        expecting domain: AttackDomain? = nil,
        release: String? = nil
    ) throws(KnowledgeError) -> AttackBundle {
        try readKnowledge(bytes.span.bytes, expecting: domain, release: release)
    }

    /// Reads the facts alone from memory that the caller keeps, such as a mapped file.
    ///
    /// - Parameters:
    ///   - bytes: The whole bundle, as JSON.
    ///   - domain: The domain that it must be of; nil for any.
    ///   - release: The release, where the caller knows it, such as "18.1"; a bundle that names its own is believed.
    /// - Returns: The facts and the warnings.
    /// - Throws: `KnowledgeError` when the bundle is refused as a whole.
    package static func readKnowledge(
        _ bytes: RawSpan,
        expecting domain: AttackDomain? = nil,
        release: String? = nil
    ) throws(KnowledgeError) -> AttackBundle {
        try bytes.withUnsafeBytes { (buffer: UnsafeRawBufferPointer) throws(KnowledgeError) in
            try resolve(buffer, withProse: false, expecting: domain, release: release)
        }
    }

    private static func resolve(
        _ bytes: UnsafeRawBufferPointer,
        withProse: Bool,
        expecting domain: AttackDomain?,
        release: String?
    ) throws(KnowledgeError) -> AttackBundle {
        var scanner = BundleScanner(bytes, withProse: withProse)
        let contents = try scanner.scan()
        var resolver = try BundleResolver(contents, expecting: domain)
        return try resolver.resolve(release: release)
    }
}
