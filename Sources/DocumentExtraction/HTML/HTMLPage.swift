import DocumentText

/// A page that is being read.
struct HTMLPage {
    /// The blocks of longer pages are judged in pieces, so that memory stays bounded.
    private static let mostBlocks = 100_000
    private static let mostText = 32 << 20

    private var tokens: HTMLTokenizer
    private var text = HTMLText()
    private var links = HTMLLinks()
    private var metadata: HTMLMetadata
    /// Where the page begins in the file, if it stands there as it is.
    private let offset: Int?
    /// Whether it is XHTML, in which any tag can be a whole element.
    private let isXML: Bool
    private var drawings = 0
    private var fallbacks = 0
    private var lastImage: Range<Int>?

    init(_ utf8: [UInt8], at offset: Int?, _ draft: inout DocumentDraft) {
        tokens = HTMLTokenizer(utf8)
        metadata = HTMLMetadata(utf8.span, &draft)
        self.offset = offset
        isXML = utf8.drop(while: \.isASCIIWhitespace).starts(with: "<?xml".utf8)
    }

    /// Reads all of the page.
    mutating func read(_ bytes: Span<UInt8>, into draft: inout DocumentDraft) {
        while let token = tokens.next(bytes) {
            switch token {
            case .text(let range): text.add(bytes, range)
            case .literal(let range): text.add(bytes, range, isLiteral: true)
            case .tag(let tag):
                guard let element = tag.element else { continue }
                apply(element, tag, bytes, &draft)
                if tag.isSelfClosing, isXML || drawings > 0, !tag.isEnd, element.role != .lineBreak {
                    end(element, bytes)
                }
                if text.blocks.count >= Self.mostBlocks || text.utf8.count >= Self.mostText {
                    settle(bytes, &draft)
                    if draft.text.isFull { return }
                }
            }
        }
        settle(bytes, &draft)
        metadata.finish(&draft)
        for link in links.targets {
            draft.text.append(link.address, as: .link, source: place(link.source))
        }
    }

    /// Judges the blocks so far and puts them into the document.
    private mutating func settle(_ bytes: Span<UInt8>, _ draft: inout DocumentDraft) {
        text.flush()
        let isAround = HTMLNavigation.judge(text.blocks, in: text.containers.nodes, text.utf8)
        for (index, block) in text.blocks.enumerated() {
            let kind = isAround[index] ? .navigation : block.kind
            if block.kind == .tableRow {
                let row = TableRow.joined(cells(text.utf8[block.text]))
                draft.text.append(row, as: kind, spacing: .verbatim, source: place(block.source))
            } else {
                let spacing: TextAssembler.Spacing = block.isVerbatim ? .verbatim : .flow
                draft.text.append(text.utf8[block.text], as: kind, spacing: spacing, source: place(block.source))
            }
        }
        links.settle(bytes, text.utf8, isAround: isAround)
        text.removeBlocks()
    }

    /// The cells of a row; those that hold nothing but spaces that are not to be broken are empty.
    private func cells(_ row: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        row.split(separator: HTMLText.cellEnd)
            .filter { cell in
                cell.contains { $0 > 0x20 && $0 != 0xC2 && $0 != 0xA0 }
            }
    }

    private func place(_ range: Range<Int>?) -> Range<Int>? {
        guard let offset, let range else { return nil }
        return (range.lowerBound + offset)..<(range.upperBound + offset)
    }
}

/// What the tags do.
extension HTMLPage {
    private mutating func apply(
        _ element: HTMLElement,
        _ tag: HTMLTag,
        _ bytes: Span<UInt8>,
        _ draft: inout DocumentDraft
    ) {
        switch element.role {
        case .meta: metadata.meta(tokens, bytes, &draft)
        case .reference: metadata.reference(tokens, bytes, &draft)
        case .time where !tag.isEnd: metadata.time(tokens, bytes)
        case .html where !tag.isEnd:
            if let language = tokens.value(of: "lang", bytes) ?? tokens.value(of: "xml:lang", bytes) {
                draft.setMetadata("language", bytes.copy(language))
            }
        case .title where drawings == 0 && !tag.isEnd:
            guard !tag.isSelfClosing else { return }
            let content = tokens.skipContent(of: tag.name, bytes)
            draft.setMetadata("title", HTMLEntities.decode(bytes.copy(content)))
        case .title: text.separate()
        case .time, .html: break
        default:
            if tag.isEnd {
                end(element, bytes)
            } else {
                begin(element, tag, bytes)
            }
        }
        if links.site == nil {
            links.site = metadata.site
        }
    }

    private mutating func begin(_ element: HTMLElement, _ tag: HTMLTag, _ bytes: Span<UInt8>) {
        switch element.role {
        case .hidden where !tag.isSelfClosing: tokens.skipContent(of: tag.name, bytes)
        case .rawText where !tag.isSelfClosing: rawText(tag, bytes)
        case .block: text.breakBlock()
        case .container, .navigation, .surrounding, .article, .main:
            text.breakLineOrBlock()
            open(element, tag, bytes)
        case .fallback:
            fallbacks += 1
            text.breakBlock()
            open(element, tag, bytes)
        case .heading: text.begin(.heading, isMainHeading: bytes[tag.name.upperBound - 1] == 0x31)
        case .listItem: beginListItem()
        case .preformatted: text.beginListing()
        case .table:
            text.beginTable()
            open(element, tag, bytes)
        case .row:
            text.containers.endCell()
            text.row(isEnd: false)
        case .cell:
            text.containers.endCell()
            text.beginCell()
            open(element, tag, bytes)
        case .lineBreak: text.breakLine()
        case .separator: text.separate()
        case .control: text.control(isEnd: false)
        case .input: input(bytes)
        case .image: image(bytes)
        case .superscript: text.beginSuperscript()
        case .drawing:
            drawings += 1
            text.separate()
        case .link: beginLink(bytes)
        case .hidden, .rawText, .title, .meta, .reference, .time, .html: break
        }
    }

    private mutating func end(_ element: HTMLElement, _ bytes: Span<UInt8>) {
        switch element.role {
        case .block: text.breakBlock()
        case .container, .navigation, .surrounding, .article, .main:
            text.breakLineOrBlock()
            text.containers.end(element)
        case .fallback:
            fallbacks = max(0, fallbacks - 1)
            text.breakBlock()
            text.containers.end(element)
        case .heading: text.begin(.paragraph)
        case .listItem: endListItem()
        case .preformatted: text.endListing()
        case .table:
            text.endTable()
            text.containers.end(element)
        case .row:
            text.containers.endCell()
            text.row(isEnd: true)
        case .cell:
            text.separate()
            text.containers.end(element)
        case .lineBreak: text.breakLine()
        case .separator: text.separate()
        case .control: text.control(isEnd: true)
        case .drawing:
            drawings = max(0, drawings - 1)
            text.separate()
        case .link:
            links.end(at: text.utf8.count)
            text.endLink()
        case .hidden, .rawText, .title, .meta, .reference, .time, .image, .input, .html, .superscript: break
        }
    }

    private mutating func open(_ element: HTMLElement, _ tag: HTMLTag, _ bytes: Span<UInt8>) {
        let hints = HTMLHints(element, tag, tokens.attributes, bytes, in: text.containers.hints)
        text.containers.begin(element, hints)
    }

    private mutating func beginListItem() {
        if text.preformatted > 0 {
            text.breakLineOrBlock()
        } else {
            text.begin(.listItem)
        }
    }

    private mutating func endListItem() {
        if text.preformatted > 0 {
            text.breakLineOrBlock()
        } else {
            text.begin(.paragraph)
        }
    }

    private mutating func beginLink(_ bytes: Span<UInt8>) {
        // Without an address it is only a place to link to.
        guard let target = tokens.value(of: "href", bytes) else { return }
        let start = text.utf8.count
        let isForeign = links.begin(target, bytes, block: text.blocks.count, at: start)
        text.beginLink(isForeign: isForeign)
    }

    /// The text of a field of a form, which may hold markup that is meant to be read.
    private mutating func rawText(_ tag: HTMLTag, _ bytes: Span<UInt8>) {
        text.separate()
        text.add(bytes, tokens.skipContent(of: tag.name, bytes))
        text.separate()
    }

    /// What is in a field, or on a button.
    private mutating func input(_ bytes: Span<UInt8>) {
        text.separate()
        guard let value = tokens.value(of: "value", bytes) else { return }
        guard let kind = tokens.value(of: "type", bytes) else { return text.add(bytes, value) }
        if bytes.holds("submit", at: kind) || bytes.holds("button", at: kind) || bytes.holds("reset", at: kind) {
            text.control(isEnd: false)
            text.add(bytes, value)
            text.control(isEnd: true)
        } else if ["text", "url", "search", "email"].contains(where: { bytes.holds($0, at: kind) }) {
            text.add(bytes, value)
        }
        text.separate()
    }

    /// What is said in place of a picture; one that is loaded late is there twice.
    private mutating func image(_ bytes: Span<UInt8>) {
        text.separate()
        guard let words = tokens.value(of: "alt", bytes), !words.isEmpty else { return }
        if fallbacks > 0, let last = lastImage, bytes.copy(last) == bytes.copy(words) { return }
        lastImage = words
        text.add(bytes, words)
        text.separate()
    }
}
