import DocumentText

/// A document in Office Open XML: its parts, and how they point to each other.
final class OfficePackage {
    /// The part that the document begins with.
    let mainPart: String

    /// Whether all that was looked at could be read to its end.
    private(set) var isIntact: Bool

    private let archive: ZipArchive
    private var embedded: Set<String> = []
    private var linked: Set<String> = []

    private static let longestList = 16 << 20

    /// Opens a package.
    ///
    /// - Parameters:
    ///   - source: The document.
    ///   - limits: What it may cost.
    ///   - usualMainPart: Where the main part is in a package that does not say.
    /// - Throws: What is wrong with the package.
    init(_ source: DocumentSource, limits: ExtractionLimits, usualMainPart: String) throws(ReadingFailure) {
        archive = try ZipArchive(source, limits: limits)
        isIntact = !archive.isDamaged
        let root = OfficeRelationships(archive.bytes("_rels/.rels", atMost: Self.longestList), of: "")
        let listed = OfficeContentTypes(archive.bytes(OfficeContentTypes.name, atMost: Self.longestList)).mainPart
        let candidates = root.parts("officeDocument") + [listed, usualMainPart].compactMap(\.self)
        let found = candidates.lazy.compactMap { [archive] name in archive.entry(name) }.first
        guard let found else { throw ReadingFailure(.damaged, "the document's main part is missing") }
        guard !found.isEncrypted else { throw ReadingFailure(.encrypted) }
        mainPart = found.name
    }

    /// Tells `events` what is in a part.
    ///
    /// - Returns: Whether there is such a part.
    @discardableResult
    func scan(_ part: String, _ events: some XMLEvents) -> Bool {
        var outcome = ZipArchive.Outcome.missing
        let isWellFormed = XMLScanner.scan(events) { take in outcome = archive.unpack(part, take) }
        switch outcome {
        case .missing: return false
        case .encrypted, .partial: isIntact = false
        case .whole: isIntact = isIntact && (isWellFormed || events.isDone)
        }
        return true
    }

    /// A part's bytes.
    func bytes(_ part: String) -> [UInt8]? { archive.bytes(part) }

    /// Where a part points to.
    func relationships(of part: String) -> OfficeRelationships {
        let slash = part.lastIndex(of: "/").map { part.index(after: $0) } ?? part.startIndex
        return OfficeRelationships(
            archive.bytes("\(part[..<slash])_rels/\(part[slash...]).rels", atMost: Self.longestList),
            of: part
        )
    }

    /// Reads what the document says of itself.
    func readProperties(into draft: inout DocumentDraft) {
        let application = OfficeProperties(
            archive.bytes("docProps/app.xml", atMost: 1 << 20),
            OfficeProperties.application
        )
        let core = OfficeProperties(archive.bytes("docProps/core.xml", atMost: 1 << 20), OfficeProperties.core)
        for (key, value) in core.values + application.values {
            draft.setMetadata(key, value)
        }
        if let pages = application.pages, pages > 0, draft.depth == 0 {
            draft.pageCount = pages
        }
    }

    /// Appends addresses that the document links to, each once in the whole document.
    func appendLinks(_ addresses: some Sequence<String>, to draft: inout DocumentDraft, page: Int? = nil) {
        for address in addresses where !address.isEmpty && linked.insert(address).inserted {
            draft.text.append(address.utf8, as: .link, page: page)
        }
    }

    /// Reads the charts and diagrams that a part points to.
    func readFigures(_ relationships: OfficeRelationships) -> [TextBlock] {
        var blocks: [TextBlock] = []
        for type in ["chart", "chartEx", "diagramData"] {
            for part in relationships.parts(type) {
                let text = DrawingText()
                scan(part, text)
                blocks += text.finish()
            }
        }
        return blocks
    }

    /// Reads the documents put into the document that a part points to.
    func readEmbedded(_ relationships: OfficeRelationships, into draft: inout DocumentDraft, _ context: ReadingContext)
    {
        for part in relationships.parts("package") + relationships.parts("oleObject")
        where embedded.insert(part).inserted {
            guard let bytes = archive.bytes(part) else { continue }
            PartReader.readIfDocument(bytes, name: part.lastComponent, into: &draft, context)
        }
    }

    /// Says what is missing once all is read.
    func warnIfDamaged(_ draft: inout DocumentDraft) throws(ReadingFailure) {
        guard !isIntact else { return }
        guard draft.text.hasWords else { throw ReadingFailure(.damaged, "the document's main part is broken") }
        draft.warnPartial("The document is damaged or unusually large inside; parts of the text may be missing.")
    }
}

extension String {
    /// What follows the last slash.
    var lastComponent: String { split(separator: "/").last.map(String.init) ?? self }
}
