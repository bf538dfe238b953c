import DocumentText

/// Turns a part with drawings (a slide, its notes or comments, a chart, a diagram) into blocks.
final class DrawingText: XMLEvents {
    /// The relationship ids of hyperlinks, in order.
    private(set) var linkIDs: [String] = []

    /// What stands at the foot of the slide, as on every other.
    private(set) var footers: [[UInt8]] = []

    private let kind: Segment.Kind?
    private let textLimit: Int
    private var meanings = XMLMeanings(DrawingElement.init)
    private var titles: [TextBlock] = []
    private var tables = TableBlocks()
    private var paragraph: [UInt8] = []
    private var bullet: Bool?
    private var placeholder = SlidePlaceholder.none
    private var alternatives = Alternatives()
    private var skippedDepth = 0
    private var isText = false
    private var isInCachedNames = false
    private var names: Set<[UInt8]> = []
    private var textSize = 0

    /// More text than this is not wanted.
    var isDone: Bool { textSize > textLimit }

    /// - Parameters:
    ///   - kind: The kind of every block, for notes and comments; `nil` to tell them apart.
    ///   - textLimit: How many bytes of text are enough.
    init(kind: Segment.Kind? = nil, textLimit: Int = 16 << 20) {
        self.kind = kind
        self.textLimit = textLimit
    }

    /// The part's blocks, titles first, also those that a damaged part left unfinished.
    func finish() -> [TextBlock] {
        endParagraph()
        tables.endAll()
        return titles + tables.blocks
    }

    func begin(_ element: XMLElement) {
        guard skippedDepth == 0 else {
            skippedDepth += 1
            return
        }
        guard let meaning = meanings.meaning(of: element.name) else { return }
        switch meaning {
        case .shape: placeholder = .none
        case .placeholder:
            placeholder = SlidePlaceholder(type: element.attribute("type"))
            // Notes have the header and the footer of the paper they are printed on.
            if kind != nil, placeholder == .footer {
                placeholder = .ignored
            }
        case .alternatives: alternatives.begin(after: textSize)
        case .fallback: skippedDepth = alternatives.isFallbackNeedless(after: textSize) ? 1 : 0
        case .paragraph, .comment: endParagraph()
        case .bullet: bullet = true
        case .noBullet: bullet = false
        case .text, .commentText: isText = true
        case .lineBreak: paragraph.append(0x0A)
        case .link:
            if let id = element.attribute("id") {
                linkIDs.append(id)
            }
        case .table: tables.beginTable()
        case .cell: tables.beginCell()
        case .cachedNames: isInCachedNames = true
        case .cachedName: isText = isInCachedNames
        case .row: break
        }
    }

    func end(_ name: XMLName) {
        guard skippedDepth == 0 else {
            skippedDepth -= 1
            return
        }
        guard let meaning = meanings.meaning(of: name) else { return }
        switch meaning {
        case .shape: placeholder = .none
        case .paragraph, .comment: endParagraph()
        case .commentText:
            isText = false
            endParagraph()
        case .text: isText = false
        case .alternatives: alternatives.end()
        case .row: tables.endRow()
        case .table: tables.endTable()
        case .cachedNames: isInCachedNames = false
        case .cachedName:
            isText = false
            endName()
        default: break
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard isText, skippedDepth == 0, placeholder != .ignored else { return }
        paragraph.append(contentsOf: bytes)
        textSize += bytes.count
    }

    private func endParagraph() {
        defer {
            paragraph.removeAll(keepingCapacity: true)
            bullet = nil
        }
        guard paragraph.contains(where: { $0 > 0x20 }) else { return }
        if let kind {
            tables.add(TextBlock(kind: kind, text: paragraph))
            return
        }
        switch placeholder {
        case .title: titles.append(TextBlock(kind: .heading, text: paragraph))
        case .footer: footers.append(paragraph)
        case .body: tables.add(TextBlock(kind: bullet == false ? .paragraph : .listItem, text: paragraph))
        case .none, .subtitle: tables.add(TextBlock(kind: bullet == true ? .listItem : .paragraph, text: paragraph))
        case .ignored: break
        }
    }

    /// A chart names its series and its categories once for each series.
    private func endName() {
        guard isInCachedNames, names.insert(paragraph).inserted else {
            paragraph.removeAll(keepingCapacity: true)
            return
        }
        bullet = true
        endParagraph()
    }
}
