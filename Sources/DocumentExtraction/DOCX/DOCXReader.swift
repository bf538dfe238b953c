import DocumentText

/// Reads Word documents in the Office Open XML format, transitional and strict.
struct DOCXReader {
    private let parts: ZipArchive.Contents
    private let mainPart: String
    private let folder: String
    private let styles: [String: Segment.Kind]
    private let relationships: WordRelationships
    private let limits: ExtractionLimits

    /// Reads the document into `draft`: the body, then footnotes, endnotes, comments, headers and footers, documents put
    /// in by reference, and at last the targets of hyperlinks.
    static func read(
        _ source: DocumentSource,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) {
        try DOCXReader(source, limits: context.limits).read(into: &draft)
    }

    private init(_ source: DocumentSource, limits: ExtractionLimits) throws(ReadingFailure) {
        let found = try ZipArchive(source: source).read(wanted: Self.isNeeded)
        let main = WordMainPart(found.entries[ZipContent.contentTypes]).name ?? "word/document.xml"
        guard found.entries[main] != nil else {
            throw found.isEncrypted
                ? ReadingFailure(.encrypted) : ReadingFailure(.damaged, "the document's main part is missing")
        }
        let slash = main.lastIndex(of: "/")
        let base = slash.map { main[main.index(after: $0)...] } ?? main[...]
        folder = slash.map { String(main[...$0]) } ?? ""
        relationships = WordRelationships(found.entries["\(folder)_rels/\(base).rels"])
        styles = WordStyles(found.entries["\(folder)styles.xml"]).kinds
        parts = found
        mainPart = main
        self.limits = limits
    }

    private static func isNeeded(_ name: String) -> Bool {
        let isText = [".xml", ".rels", ".html", ".htm", ".txt"].contains { name.hasSuffix($0) }
        let isOther = ["/theme/", "/charts/", "/diagrams/", "customXml/", "/fonts/", "/media/"]
            .contains { folder in
                name.hasPrefix(folder) || name.hasPrefix("word\(folder)")
            }
        return isText && !isOther
    }

    private func read(into draft: inout DocumentDraft) throws(ReadingFailure) {
        for (key, value) in WordProperties(parts.entries["docProps/core.xml"]).values {
            draft.setMetadata(key, value)
        }
        var links = Links()
        var isIntact = true
        let body = readPart(mainPart, kind: nil, into: &draft, isIntact: &isIntact)
        links.add(body, relationships)
        for (type, kind) in Self.parts {
            readParts(type, kind, into: &draft, links: &links, isIntact: &isIntact)
        }
        readEmbedded(body.embeddedParts, into: &draft)
        for link in links.targets {
            draft.text.append(link.utf8, as: .link)
        }
        if parts.incomplete.contains(mainPart) || !isIntact {
            guard draft.text.hasWords else { throw ReadingFailure(.damaged, "the document's main part is broken") }
            draft.warnPartial("The document is damaged or unusually large inside; parts of the text may be missing.")
        }
    }

    private static let parts: [(type: String, kind: Segment.Kind)] = [
        ("footnotes", .footnote), ("endnotes", .footnote), ("comments", .comment), ("header", .pageHeader),
        ("footer", .pageHeader),
    ]

    private func readParts(
        _ type: String,
        _ kind: Segment.Kind,
        into draft: inout DocumentDraft,
        links: inout Links,
        isIntact: inout Bool
    ) {
        // Every section has headers of its own, and most of them say the same.
        var seen: Set<[UInt8]> = []
        for id in relationships.order {
            guard let target = relationships.targets[id], target.type == type, !target.isExternal else { continue }
            let name = partName(target.target)
            guard let bytes = parts.entries[name], seen.insert(bytes).inserted else { continue }
            let slash = name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex
            let part = readPart(name, kind: kind, into: &draft, isIntact: &isIntact)
            links.add(part, WordRelationships(parts.entries["\(name[..<slash])_rels/\(name[slash...]).rels"]))
        }
    }

    private func readPart(
        _ name: String,
        kind: Segment.Kind?,
        into draft: inout DocumentDraft,
        isIntact: inout Bool
    ) -> WordText {
        let text = WordText(styles: styles, kind: kind, textLimit: limits.textBytes)
        let isWhole = XMLScanner.scan(parts.entries[name] ?? [], text)
        isIntact = isIntact && (isWhole || text.isDone)
        for block in text.finish() {
            draft.text.append(block.text, as: block.kind, spacing: block.kind == .tableRow ? .verbatim : .flow)
        }
        return text
    }

    private func readEmbedded(_ ids: [String], into draft: inout DocumentDraft) {
        for id in ids {
            guard let target = relationships.targets[id], !target.isExternal,
                let bytes = parts.entries[partName(target.target)]
            else {
                draft.warn("A document that is put in by reference could not be read.")
                continue
            }
            let text = TextDecoding.decode(bytes, declared: HTMLCharset.declared(in: bytes)).utf8
            if target.target.hasSuffix(".txt") {
                PlainTextReader.append(text, layout: .prose, to: &draft.text)
            } else {
                HTMLReader.read(text, into: &draft)
            }
        }
    }

    /// The name in the archive of what a relationship of the main part points to.
    private func partName(_ target: String) -> String {
        guard !target.hasPrefix("/") else { return String(target.dropFirst()) }
        var components = folder.split(separator: "/")
        for component in target.split(separator: "/") where component != "." {
            if component == ".." {
                _ = components.popLast()
            } else {
                components.append(component)
            }
        }
        return components.joined(separator: "/")
    }

    /// The addresses the document links to, each once, in order.
    private struct Links {
        private(set) var targets: [String] = []
        private var seen: Set<String> = []

        mutating func add(_ part: WordText, _ relationships: WordRelationships) {
            let related = part.linkIDs.compactMap { id in
                relationships.targets[id].flatMap { $0.isExternal ? $0.target : nil }
            }
            for link in related + part.fieldLinks where !link.isEmpty && seen.insert(link).inserted {
                targets.append(link)
            }
        }
    }
}
