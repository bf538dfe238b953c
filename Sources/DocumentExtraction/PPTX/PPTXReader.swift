import DocumentText

/// Reads PowerPoint presentations in the Office Open XML format, transitional and strict.
struct PPTXReader {
    private let package: OfficePackage
    private let context: ReadingContext
    private var footers: Set<[UInt8]> = []

    /// Reads the document into `draft`: each slide with its notes and comments, then what stands at the foot of them.
    static func read(
        _ source: DocumentSource,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) {
        let package = try OfficePackage(source, limits: context.limits, usualMainPart: "ppt/presentation.xml")
        var reader = PPTXReader(package: package, context: context)
        try reader.read(into: &draft)
    }

    private init(package: OfficePackage, context: ReadingContext) {
        self.package = package
        self.context = context
    }

    private mutating func read(into draft: inout DocumentDraft) throws(ReadingFailure) {
        package.readProperties(into: &draft)
        let outline = SlideOutline()
        package.scan(package.mainPart, outline)
        draft.setMetadata("language", (outline.language ?? "").utf8)
        let relationships = package.relationships(of: package.mainPart)
        let listed = outline.slideIDs.compactMap { relationships.part($0) }
        // A damaged list still leaves the slides that it points to.
        let slides = listed.isEmpty ? relationships.parts("slide") : listed
        for (index, slide) in slides.enumerated() {
            guard index < context.limits.pages, !draft.text.isFull else {
                draft.warnPartial("Only the first \(index) slides were read.")
                break
            }
            guard readSlide(slide, number: index + 1, into: &draft) else { break }
        }
        if draft.depth == 0, !slides.isEmpty {
            draft.pageCount = min(slides.count, context.limits.pages)
        }
        for footer in footers.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            draft.text.append(footer, as: .pageHeader)
        }
        try package.warnIfDamaged(&draft)
    }

    /// Reads a slide; `false` when there may be no more parts.
    private mutating func readSlide(_ part: String, number: Int, into draft: inout DocumentDraft) -> Bool {
        let slide = DrawingText()
        guard package.scan(part, slide) else {
            draft.warnPartial("Slide \(number) is missing in the file.")
            return true
        }
        footers.formUnion(slide.footers.map { TextCleaning.line($0) })
        let relationships = package.relationships(of: part)
        var blocks = slide.finish() + package.readFigures(relationships)
        var links = slide.linkIDs.compactMap { relationships.address($0) }
        for (type, kind) in [("notesSlide", Segment.Kind.footnote), ("comments", .comment)] {
            for name in relationships.parts(type) {
                let text = DrawingText(kind: kind)
                package.scan(name, text)
                blocks += text.finish()
                let targets = package.relationships(of: name)
                links += text.linkIDs.compactMap { targets.address($0) }
            }
        }
        let hasEmbedded = !relationships.parts("package").isEmpty || !relationships.parts("oleObject").isEmpty
        guard !blocks.isEmpty || !links.isEmpty || hasEmbedded else { return true }
        guard draft.beginPart("Slide \(number)", .slide) else { return false }
        draft.append(blocks, page: number)
        package.appendLinks(links, to: &draft, page: number)
        package.readEmbedded(relationships, into: &draft, context)
        draft.endPart()
        return true
    }
}
