import DocumentText

/// Reads Word documents in the Office Open XML format, transitional and strict.
struct DOCXReader {
    private let package: OfficePackage
    private let relationships: OfficeRelationships
    private let styles: WordStyles
    private let context: ReadingContext

    /// Reads the document into `draft`: the body with documents that it includes, charts and diagrams, footnotes,
    /// endnotes, comments, headers and footers, the targets of hyperlinks, and at last documents put into it as objects.
    static func read(
        _ source: DocumentSource,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) {
        let package = try OfficePackage(source, limits: context.limits, usualMainPart: "word/document.xml")
        try DOCXReader(package, context).read(into: &draft)
    }

    private init(_ package: OfficePackage, _ context: ReadingContext) {
        self.package = package
        self.context = context
        let relationships = package.relationships(of: package.mainPart)
        self.relationships = relationships
        styles = WordStyles { styles in
            for part in relationships.parts("styles").prefix(1) {
                package.scan(part, styles)
            }
        }
    }

    private func read(into draft: inout DocumentDraft) throws(ReadingFailure) {
        package.readProperties(into: &draft)
        draft.setMetadata("language", (styles.language ?? "").utf8)
        var links = readPart(package.mainPart, kind: nil, relationships, into: &draft)
        draft.append(package.readFigures(relationships))
        for (type, kind) in Self.parts {
            links += readParts(type, kind, into: &draft)
        }
        package.appendLinks(links, to: &draft)
        package.readEmbedded(relationships, into: &draft, context)
        try package.warnIfDamaged(&draft)
    }

    private static let parts: [(type: String, kind: Segment.Kind)] = [
        ("footnotes", .footnote), ("endnotes", .footnote), ("comments", .comment), ("header", .pageHeader),
        ("footer", .pageHeader),
    ]

    /// Reads the parts of one type and returns the addresses they link to.
    private func readParts(_ type: String, _ kind: Segment.Kind, into draft: inout DocumentDraft) -> [String] {
        // Every section has headers of its own, and most of them say the same.
        var seen: Set<[UInt8]> = []
        var links: [String] = []
        for name in relationships.parts(type) where !draft.text.isFull {
            if kind == .pageHeader {
                guard let bytes = package.bytes(name), seen.insert(bytes).inserted else { continue }
            }
            links += readPart(name, kind: kind, package.relationships(of: name), into: &draft)
        }
        return links
    }

    private func readPart(
        _ name: String,
        kind: Segment.Kind?,
        _ relationships: OfficeRelationships,
        into draft: inout DocumentDraft
    ) -> [String] {
        let text = WordText(styles: styles.kinds, kind: kind, textLimit: context.limits.textBytes)
        package.scan(name, text)
        append(text.finish(), relationships, into: &draft)
        return text.linkIDs.compactMap { relationships.address($0) } + text.fieldLinks
    }

    /// Appends blocks, and in their places the documents that are included.
    private func append(
        _ blocks: [TextBlock],
        _ relationships: OfficeRelationships,
        into draft: inout DocumentDraft
    ) {
        var start = 0
        for (index, block) in blocks.enumerated() {
            guard let id = block.inclusion else { continue }
            draft.append(blocks[start..<index])
            start = index + 1
            guard let part = relationships.part(id), let bytes = package.bytes(part) else {
                draft.warnPartial("A document that is included by reference could not be read.")
                continue
            }
            PartReader.read(bytes, name: part.lastComponent, as: .embedded, isShown: false, into: &draft, context)
        }
        draft.append(blocks[start...])
    }
}
