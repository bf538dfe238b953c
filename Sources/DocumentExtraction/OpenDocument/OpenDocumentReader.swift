import DocumentText

/// Reads texts, spreadsheets and presentations in the OpenDocument format.
struct OpenDocumentReader {
    private static let longestProperties = 1 << 20

    private let archive: ZipArchive
    private let context: ReadingContext
    private var isIntact: Bool
    private var seen: Set<String> = []

    /// Reads the document into `draft`: the body with its notes and comments, headers and footers, the targets of
    /// hyperlinks, and at last the objects within it.
    static func read(
        _ source: DocumentSource,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) {
        var reader = try OpenDocumentReader(source, context)
        try reader.read(into: &draft)
    }

    private init(_ source: DocumentSource, _ context: ReadingContext) throws(ReadingFailure) {
        archive = try ZipArchive(source, limits: context.limits)
        self.context = context
        isIntact = !archive.isDamaged
    }

    private mutating func read(into draft: inout DocumentDraft) throws(ReadingFailure) {
        let manifest = OpenDocumentManifest(archive.bytes(OpenDocumentManifest.name, atMost: 4 << 20))
        guard !manifest.isEncrypted else { throw ReadingFailure(.encrypted) }
        guard let content = archive.entry("content.xml") else {
            throw ReadingFailure(.damaged, "the document's text is missing")
        }
        guard !content.isEncrypted else { throw ReadingFailure(.encrypted) }
        let properties = OpenDocumentProperties(archive.bytes("meta.xml", atMost: Self.longestProperties))
        for (key, value) in properties.values {
            draft.setMetadata(key, value)
        }
        let layout = scanStyles()
        draft.setMetadata("language", (layout.styles.language ?? "").utf8)
        let text = readContent("content.xml", layout.styles, into: &draft)
        if draft.depth == 0 {
            draft.pageCount = text.slideCount > 0 ? min(text.slideCount, context.limits.pages) : properties.pages
        }
        for header in layout.headers + text.headers {
            draft.text.append(header, as: .pageHeader)
        }
        appendLinks(of: text, to: &draft)
        readObjects(of: text, layout.styles, into: &draft)
        guard !isIntact else { return }
        guard draft.text.hasWords else { throw ReadingFailure(.damaged, "the document's text is broken") }
        draft.warnPartial("The document is damaged or unusually large inside; parts of the text may be missing.")
    }

    /// The styles, and the headers and footers that belong to them.
    private mutating func scanStyles() -> (styles: OpenDocumentStyles, headers: [[UInt8]]) {
        let isSpreadsheet = archive.bytes("mimetype", atMost: 256)?.contains("spreadsheet") ?? false
        let text = OpenDocumentText(OpenDocumentStyles(), limits: context.limits, dropsFields: isSpreadsheet)
        scan("styles.xml", text)
        _ = text.finish()
        return (text.styles, text.headers)
    }

    private mutating func readContent(
        _ name: String,
        _ styles: OpenDocumentStyles,
        into draft: inout DocumentDraft
    ) -> OpenDocumentText {
        let text = OpenDocumentText(styles, limits: context.limits)
        // Sheets go into the text as they are read: one may be larger than what could be held.
        swap(&draft, &text.draft)
        scan(name, text)
        if text.sheet.isOpen {
            text.endSheet()
        }
        let blocks = text.finish()
        text.draft.append(blocks)
        swap(&draft, &text.draft)
        if text.slideCount > context.limits.pages {
            draft.warnPartial("Only the first \(context.limits.pages) slides were read.")
        }
        return text
    }

    private mutating func scan(_ name: String, _ text: OpenDocumentText) {
        var outcome = ZipArchive.Outcome.missing
        let isWellFormed = XMLScanner.scan(text) { take in outcome = archive.unpack(name, take) }
        switch outcome {
        case .missing: break
        case .encrypted, .partial: isIntact = false
        case .whole: isIntact = isIntact && (isWellFormed || text.isDone)
        }
    }

    private func appendLinks(of text: OpenDocumentText, to draft: inout DocumentDraft) {
        swap(&draft, &text.draft)
        text.appendLinks()
        swap(&draft, &text.draft)
    }

    /// Reads charts, tables and texts of the same package, and documents of other programs.
    private mutating func readObjects(
        of text: OpenDocumentText,
        _ styles: OpenDocumentStyles,
        into draft: inout DocumentDraft
    ) {
        for path in text.objects {
            let folder = OfficeRelationships.resolve(path, in: [])
            let name = "\(folder)/content.xml"
            guard archive.entry(name) != nil, seen.insert(name).inserted else { continue }
            guard draft.beginPart(folder, .embedded, isShown: false) else { return }
            // Objects do not hold objects in practice; one that does costs only itself.
            let object = readContent(name, styles, into: &draft)
            appendLinks(of: object, to: &draft)
            draft.endPart()
        }
        for path in text.foreignObjects {
            let name = OfficeRelationships.resolve(path, in: [])
            guard seen.insert(name).inserted, let bytes = archive.bytes(name) else { continue }
            PartReader.readIfDocument(bytes, name: name, into: &draft, context)
        }
    }
}
