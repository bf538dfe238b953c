import DocumentText

/// The entries of a zip archive, each readable by itself, within bounds.
///
/// What the entries give in all is bounded by the limits on unpacked bytes and on their ratio to the archive's size.
final class ZipArchive {
    /// Whether the list of entries was missing or broken and was put together from the entries themselves.
    let isDamaged: Bool

    /// The entries in the order of the archive.
    let entries: [ZipEntry]

    private let source: DocumentSource
    private let exact: [String: Int]
    private lazy var folded = Self.index(entries.map { $0.name.lowercased() })
    /// How much more may be unpacked.
    private var budget: Int

    /// Unpacked bytes that are allowed whatever the size of the archive.
    private static let freeBytes = 32 << 20

    /// The archive in `source`; one that is damaged has the entries that can still be found.
    init(_ source: DocumentSource, limits: ExtractionLimits) throws(ReadingFailure) {
        self.source = source
        if let entries = try ZipDirectory.read(source) {
            self.entries = entries
            isDamaged = false
        } else {
            entries = ZipDirectory.salvage(try source.bytes())
            isDamaged = true
        }
        exact = Self.index(entries.map(\.name))
        let (proportional, isOverflow) = source.size.multipliedReportingOverflow(by: limits.ratio)
        budget = min(max(Self.freeBytes, isOverflow ? .max : proportional), limits.memberBytes)
    }

    private static func index(_ names: [String]) -> [String: Int] {
        Dictionary(zip(names, names.indices)) { first, _ in first }
    }

    /// The entry with this name; upper and lower case differ only where two entries do.
    func entry(_ name: String) -> ZipEntry? {
        (exact[name] ?? folded[name.lowercased()]).map { entries[$0] }
    }

    /// What became of an entry's content.
    enum Outcome {
        /// There is no such entry.
        case missing
        /// It needs a password.
        case encrypted
        /// Damage or a limit kept the rest of it back.
        case partial
        /// All of it was given, or nobody wanted more.
        case whole
    }

    /// Unpacks an entry piece by piece, until `take` wants no more.
    func unpack(_ name: String, _ take: (UnsafeRawBufferPointer) -> Bool) -> Outcome {
        guard let entry = entry(name) else { return .missing }
        guard !entry.isEncrypted else { return .encrypted }
        return ZipUnpacking.unpack(entry, in: source, budget: &budget, take) ? .whole : .partial
    }

    /// An entry's bytes, or as many of them as there are and are wanted.
    func bytes(_ name: String, atMost limit: Int = .max) -> [UInt8]? {
        var bytes: [UInt8] = []
        if let entry = entry(name) {
            bytes.reserveCapacity(min(entry.size, budget, limit, 1 << 20))
        }
        let outcome = unpack(name) { piece in
            bytes.append(contentsOf: piece.prefix(limit - bytes.count))
            return bytes.count < limit
        }
        switch outcome {
        case .missing, .encrypted: return nil
        case .partial, .whole: return bytes
        }
    }
}
