import DocumentText

/// Turns one file of an OpenDocument package into text.
///
/// Sheets and slides go into the draft as they end; the text outside of them is left in ``finish()``.
final class OpenDocumentText: XMLEvents {
    /// Flows in flows in ...: deeper ones are left out.
    private static let maximumFlows = 16
    private static let maximumSpaces = 256
    private static let maximumLinks = 100_000

    /// The document, lent to this object while it reads.
    var draft: DocumentDraft

    var styles: OpenDocumentStyles

    /// Headers and footers of pages, each once, in order.
    private(set) var headers: [[UInt8]] = []

    /// The folders of objects and the files of foreign objects that stand in the text, in order.
    private(set) var objects: [String] = []
    private(set) var foreignObjects: [String] = []

    /// How many slides there were.
    private(set) var slideCount = 0

    // What the extensions for sheets and slides work with.
    var flows = [OpenDocumentFlow(.body, kind: nil)]
    var notes: [TextBlock] = []
    var comments: [TextBlock] = []
    var links: [String] = []
    var sheet = OpenDocumentSheet()
    var isRefused = false

    private let dropsFields: Bool
    private let limits: ExtractionLimits
    private var meanings = XMLMeanings(OpenDocumentElement.init)
    private var frameClass: String?
    private var seenLinks: Set<String> = []
    private var seenHeaders: Set<[UInt8]> = []
    private var skippedDepth = 0
    private var pageFieldDepth = 0
    private var isInDefaultStyle = false
    private var isSpreadsheet = false
    private var textSize = 0

    var isDone: Bool { textSize > limits.textBytes || isRefused || draft.text.isFull }

    /// - Parameters:
    ///   - styles: The styles of the document.
    ///   - limits: What the document may cost.
    ///   - dropsFields: Whether page numbers and dates in headers are noise: every spreadsheet has them unasked.
    init(_ styles: OpenDocumentStyles, limits: ExtractionLimits, dropsFields: Bool = false) {
        self.styles = styles
        self.limits = limits
        self.dropsFields = dropsFields
        draft = DocumentDraft(limits: limits)
    }

    /// The blocks outside of sheets and slides with their notes and comments, also those that damage left unfinished.
    func finish() -> [TextBlock] {
        while flows.count > 1 {
            endFlow()
        }
        defer {
            notes.removeAll()
            comments.removeAll()
        }
        return flows[0].finish(dropsFields: dropsFields) + notes + comments
    }

    func begin(_ element: XMLElement) {
        guard skippedDepth == 0 else {
            skippedDepth += 1
            return
        }
        guard let meaning = meanings.meaning(of: element.name) else { return }
        switch meaning {
        case .skipped: skippedDepth = 1
        case .frame: frameClass = element.attribute("class")
        case .textBox: beginTextBox()
        case .note: beginFlow(.note, kind: .footnote)
        case .annotation: beginFlow(.annotation, kind: .comment)
        case .notes: beginFlow(.notes, kind: .footnote)
        case .pageHeader: beginFlow(.pageHeader, kind: .pageHeader)
        case .declaration:
            beginFlow(.pageHeader, kind: .pageHeader)
            flows[flows.count - 1].isInParagraph = true
        case .link: addLink(element.attribute("href"))
        case .object: objects += element.attribute("href").map { [$0] } ?? []
        case .objectOLE: foreignObjects += element.attribute("href").map { [$0] } ?? []
        case .spreadsheet: isSpreadsheet = true
        case .page: endParagraph()
        case .style: styles.add(element)
        case .defaultStyle: isInDefaultStyle = true
        case .textProperties:
            if isInDefaultStyle, styles.language == nil {
                styles.language = element.attribute("language").flatMap { $0 == "none" || $0 == "zxx" ? nil : $0 }
            }
        case .pageField:
            flows[flows.count - 1].hasField = true
            pageFieldDepth += 1
        default: beginInFlow(meaning, element)
        }
    }

    private func beginInFlow(_ meaning: OpenDocumentElement, _ element: XMLElement) {
        let top = flows.count - 1
        switch meaning {
        case .paragraph, .heading:
            endParagraph()
            flows[top].isInParagraph = true
            let kind = meaning == .heading ? .heading : styles.kind(of: element.attribute("style-name"))
            let isTitle = top > 0 && frameClass == "title"
            flows[top].paragraphKind = isTitle ? .heading : kind ?? (flows[top].listDepth > 0 ? .listItem : .paragraph)
        case .listItem: flows[top].listDepth += 1
        case .spaces where flows[top].isInParagraph:
            let count = min(element.number("c") ?? 1, Self.maximumSpaces)
            flows[top].paragraph += [UInt8](repeating: 0x20, count: count)
        case .tab: flows[top].paragraph.append(0x20)
        case .lineBreak: flows[top].paragraph.append(0x0A)
        case .table where isSpreadsheet && top == 0: beginSheet(element)
        case .table:
            endParagraph()
            flows[top].tables.beginTable()
        case .row where sheet.isOpen && top == 0: sheet.beginRow(element)
        case .cell where sheet.isOpen && top == 0: beginSheetCell(element)
        case .cell: flows[top].tables.beginCell()
        default: break
        }
    }

    func end(_ name: XMLName) {
        guard skippedDepth == 0 else {
            skippedDepth -= 1
            return
        }
        guard let meaning = meanings.meaning(of: name) else { return }
        let top = flows.count - 1
        switch meaning {
        case .paragraph, .heading: endParagraph()
        case .listItem: flows[top].listDepth = max(0, flows[top].listDepth - 1)
        case .frame: frameClass = nil
        case .textBox, .note, .annotation, .notes, .pageHeader, .declaration: endFlow()
        case .cell where isCell(flows[top]): endFlow()
        case .row where sheet.isOpen && top == 0: endSheetRow()
        case .row: flows[top].tables.endRow()
        case .table where sheet.isOpen && top == 0: endSheet()
        case .table: flows[top].tables.endTable()
        case .page: endSlide()
        case .defaultStyle: isInDefaultStyle = false
        case .pageField: pageFieldDepth = max(0, pageFieldDepth - 1)
        default: break
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        let top = flows.count - 1
        guard skippedDepth == 0, flows[top].isInParagraph, !(dropsFields && pageFieldDepth > 0) else { return }
        // Line ends in the file are spaces in the text.
        flows[top].paragraph.append(contentsOf: bytes.lazy.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 })
        textSize += bytes.count
    }

    // MARK: Flows

    private func isCell(_ flow: OpenDocumentFlow) -> Bool {
        if case .cell = flow.role { return true }
        return false
    }

    func beginFlow(_ role: OpenDocumentFlow.Role, kind: Segment.Kind?) {
        guard flows.count < Self.maximumFlows else {
            skippedDepth = 1
            return
        }
        flows.append(OpenDocumentFlow(role, kind: kind ?? flows[flows.count - 1].kind))
    }

    private func beginTextBox() {
        // The same on every slide: who, when, which slide.
        if let frameClass, ["header", "footer", "date-time", "page-number"].contains(frameClass) {
            skippedDepth = 1
        } else {
            beginFlow(.box, kind: nil)
        }
    }

    private func endFlow() {
        guard flows.count > 1, var flow = flows.popLast() else { return }
        let blocks = flow.finish(dropsFields: dropsFields)
        switch flow.role {
        case .body, .box: flows[flows.count - 1].anchored += blocks
        case .note, .notes: notes += blocks
        case .annotation: comments += blocks
        case .pageHeader:
            for block in blocks where seenHeaders.count < 1000 && seenHeaders.insert(block.text).inserted {
                headers.append(block.text)
            }
        case .cell(let repeated, let value):
            sheet.add(blocks.isEmpty ? value : Array(blocks.map(\.text).joined(separator: [0x20])), repeated: repeated)
        }
    }

    func endParagraph() { flows[flows.count - 1].endParagraph(dropsFields: dropsFields) }

    private func addLink(_ address: String?) {
        // What has no scheme leads to another place in the same document.
        guard let address, let colon = address.utf8.firstIndex(of: 0x3A), links.count < Self.maximumLinks,
            address.utf8[..<colon]
                .allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit || [0x2B, 0x2D, 0x2E].contains($0) }),
            seenLinks.insert(address).inserted
        else { return }
        links.append(address)
    }

    // MARK: Slides

    private func endSlide() {
        slideCount += 1
        let titles = flows[0].finish(dropsFields: dropsFields)
        let sorted = titles.filter { $0.kind == .heading } + titles.filter { $0.kind != .heading }
        flows[0] = OpenDocumentFlow(.body, kind: nil)
        let blocks = sorted + notes + comments
        notes.removeAll()
        comments.removeAll()
        guard !blocks.isEmpty || !links.isEmpty, slideCount <= limits.pages else { return }
        guard draft.beginPart("Slide \(slideCount)", .slide) else {
            isRefused = true
            return
        }
        draft.append(blocks, page: slideCount)
        appendLinks(page: slideCount)
        draft.endPart()
    }

    /// Appends the addresses found so far.
    func appendLinks(page: Int? = nil) {
        for link in links {
            draft.text.append(link.utf8, as: .link, page: page)
        }
        links.removeAll()
    }
}
