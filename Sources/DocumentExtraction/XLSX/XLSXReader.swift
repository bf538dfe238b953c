import DocumentText

/// Reads Excel workbooks in the Office Open XML format, transitional and strict.
struct XLSXReader {
    private let package: OfficePackage
    private let context: ReadingContext
    private var headers: [[UInt8]] = []

    /// Reads the document into `draft`: each sheet with its comments, drawings and links, then the headers of the pages.
    static func read(
        _ source: DocumentSource,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) {
        let package = try OfficePackage(source, limits: context.limits, usualMainPart: "xl/workbook.xml")
        var reader = XLSXReader(package: package, context: context)
        try reader.read(into: &draft)
    }

    private init(package: OfficePackage, context: ReadingContext) {
        self.package = package
        self.context = context
    }

    private mutating func read(into draft: inout DocumentDraft) throws(ReadingFailure) {
        package.readProperties(into: &draft)
        let workbook = WorkbookOutline()
        package.scan(package.mainPart, workbook)
        let relationships = package.relationships(of: package.mainPart)
        let strings = SharedStrings()
        for part in relationships.parts("sharedStrings").prefix(1) {
            package.scan(part, strings)
        }
        let formats = CellFormats(startsIn1904: workbook.startsIn1904)
        for part in relationships.parts("styles").prefix(1) {
            package.scan(part, formats)
        }
        for sheet in workbook.sheets where !draft.text.isFull {
            guard let part = relationships.part(sheet.relationship) else { continue }
            let text = SheetText(sheet.name, strings, formats, limits: context.limits)
            read(part, text, into: &draft)
        }
        if strings.isCut {
            draft.warnPartial("The workbook has more text than is read; some cells are missing.")
        }
        for header in headers {
            draft.text.append(header, as: .pageHeader)
        }
        try package.warnIfDamaged(&draft)
    }

    private mutating func read(_ part: String, _ sheet: SheetText, into draft: inout DocumentDraft) {
        // The rows go into the text as they are read: a sheet may be larger than what could be held.
        swap(&draft, &sheet.draft)
        package.scan(part, sheet)
        swap(&draft, &sheet.draft)
        let relationships = package.relationships(of: part)
        var blocks = drawings(relationships) + comments(relationships)
        blocks = blocks.filter { block in block.text.contains { $0 > 0x20 } }
        let links = sheet.linkIDs.compactMap { relationships.address($0) } + sheet.formulaLinks
        let hasEmbedded = !relationships.parts("package").isEmpty || !relationships.parts("oleObject").isEmpty
        if !blocks.isEmpty || !links.isEmpty || hasEmbedded {
            sheet.beginPart(in: &draft)
        }
        guard sheet.isOpen else { return }
        draft.append(blocks)
        package.appendLinks(links, to: &draft)
        package.readEmbedded(relationships, into: &draft, context)
        draft.endPart()
        for header in sheet.headers where !headers.contains(header) && headers.count < 100 {
            headers.append(header)
        }
    }

    private func drawings(_ relationships: OfficeRelationships) -> [TextBlock] {
        var blocks: [TextBlock] = []
        for part in relationships.parts("drawing") {
            let drawing = DrawingText()
            package.scan(part, drawing)
            blocks += drawing.finish() + package.readFigures(package.relationships(of: part))
        }
        return blocks
    }

    private func comments(_ relationships: OfficeRelationships) -> [TextBlock] {
        var blocks: [TextBlock] = []
        let threads = relationships.parts("threadedComment")
        for part in relationships.parts("comments") + threads {
            let comments = SheetComments(hasThreads: !threads.isEmpty)
            package.scan(part, comments)
            blocks += comments.blocks
        }
        return blocks
    }
}
