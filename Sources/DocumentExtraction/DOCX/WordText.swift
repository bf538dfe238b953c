import DocumentText

/// Turns one part of a Word document into blocks.
final class WordText: XMLEvents {
    /// One flow of text: the part itself, or a text box in it.
    private struct Flow {
        var tables = WordTables()
        var paragraph: [UInt8] = []
        var kind = Segment.Kind.paragraph
        /// Blocks of text boxes anchored in the open paragraph.
        var anchored: [WordBlock] = []
    }

    /// Text boxes in text boxes in ...: deeper ones are left out.
    private static let maximumFlows = 16
    private static let longestInstruction = 8192
    /// Notes that hold the line between text and notes.
    private static let separators: Set<String> = ["separator", "continuationSeparator", "continuationNotice"]

    /// The relationship ids of parts to be put in, in order.
    private(set) var embeddedParts: [String] = []
    /// The relationship ids of hyperlinks and the targets of link fields, in order.
    private(set) var linkIDs: [String] = []
    private(set) var fieldLinks: [String] = []

    private let styles: [String: Segment.Kind]
    private let kind: Segment.Kind?
    private let textLimit: Int
    private var flows = [Flow()]
    private var elements: [XMLName.Identity: WordElement?] = [:]
    private var skippedDepth = 0
    private var isText = false
    private var isInstruction = false
    private var instruction: [UInt8] = []
    /// How much text there was when each open choice of alternatives began.
    private var textBeforeAlternatives: [Int] = []
    private var textSize = 0

    /// More text than this is not wanted.
    var isDone: Bool { textSize > textLimit }

    /// - Parameters:
    ///   - styles: The kinds of paragraph styles.
    ///   - kind: The kind of every block, for parts like footnotes; `nil` to tell them apart.
    ///   - textLimit: How many bytes of text are enough.
    init(styles: [String: Segment.Kind], kind: Segment.Kind? = nil, textLimit: Int) {
        self.styles = styles
        self.kind = kind
        self.textLimit = textLimit
    }

    /// The part's blocks, also those that a damaged part left unfinished.
    func finish() -> [WordBlock] {
        while flows.count > 1 {
            endTextBox()
        }
        endParagraph()
        flows[0].tables.endAll()
        return flows[0].tables.blocks
    }

    func begin(_ element: XMLElement) {
        guard skippedDepth == 0 else {
            skippedDepth += 1
            return
        }
        guard let meaning = meaning(of: element.name) else { return }
        switch meaning {
        case .skipped: skippedDepth = 1
        case .note where Self.separators.contains(element.attribute("type") ?? ""): skippedDepth = 1
        case .textBox: beginTextBox()
        case .alternatives: textBeforeAlternatives.append(textSize)
        // The alternative for old programs says the same again, unless the first one said nothing.
        case .fallback: skippedDepth = (textBeforeAlternatives.last ?? textSize) < textSize ? 1 : 0
        case .hyperlink:
            if let id = element.attribute("id") {
                linkIDs.append(id)
            }
        case .embeddedPart:
            if let id = element.attribute("id") {
                embeddedParts.append(id)
            }
        case .instruction: isInstruction = true
        case .text: isText = true
        default: beginInFlow(meaning, element)
        }
    }

    private func beginInFlow(_ meaning: WordElement, _ element: XMLElement) {
        let top = flows.count - 1
        switch meaning {
        case .paragraph: flows[top].kind = .paragraph
        case .paragraphStyle:
            if let style = element.attribute("val"), let kind = styles[style] {
                flows[top].kind = kind
            }
        case .numbering:
            if element.attribute("val") != "0", flows[top].kind == .paragraph {
                flows[top].kind = .listItem
            }
        case .outlineLevel:
            if element.attribute("val") != "9" {
                flows[top].kind = .heading
            }
        case .lineBreak: flows[top].paragraph.append(0x0A)
        case .tab: flows[top].paragraph.append(0x20)
        case .noBreakHyphen: flows[top].paragraph.append(0x2D)
        case .table:
            endParagraph()
            flows[top].tables.beginTable()
        case .cell: flows[top].tables.beginCell()
        default: break
        }
    }

    func end(_ name: XMLName) {
        guard skippedDepth == 0 else {
            skippedDepth -= 1
            return
        }
        guard let meaning = meaning(of: name) else { return }
        let top = flows.count - 1
        switch meaning {
        case .paragraph: endParagraph()
        case .text: isText = false
        case .instruction: endInstruction()
        case .alternatives: _ = textBeforeAlternatives.popLast()
        case .textBox: endTextBox()
        case .drawingParagraph: flows[top].paragraph.append(0x20)
        case .row: flows[top].tables.endRow()
        case .table: flows[top].tables.endTable()
        default: break
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard skippedDepth == 0 else { return }
        if isText {
            flows[flows.count - 1].paragraph.append(contentsOf: bytes)
            textSize += bytes.count
        } else if isInstruction, instruction.count < Self.longestInstruction {
            instruction.append(contentsOf: bytes)
        }
    }

    private func meaning(of name: XMLName) -> WordElement? {
        let identity = name.identity
        if let known = elements[identity] { return known }
        let meaning = WordElement(name)
        elements[identity] = .some(meaning)
        return meaning
    }

    private func beginTextBox() {
        guard flows.count < Self.maximumFlows else {
            skippedDepth = 1
            return
        }
        flows.append(Flow())
    }

    private func endTextBox() {
        endParagraph()
        guard flows.count > 1, var box = flows.popLast() else { return }
        box.tables.endAll()
        flows[flows.count - 1].anchored += box.tables.blocks
    }

    private func endParagraph() {
        let top = flows.count - 1
        let paragraph = flows[top].paragraph
        let anchored = flows[top].anchored
        flows[top].paragraph = []
        flows[top].anchored = []
        if paragraph.contains(where: { $0 > 0x20 }) {
            flows[top].tables.add(WordBlock(kind: kind ?? flows[top].kind, text: paragraph))
        }
        for block in anchored {
            flows[top].tables.add(block)
        }
    }

    private func endInstruction() {
        isInstruction = false
        defer { instruction = [] }
        guard let start = instruction.range(of: "HYPERLINK") else { return }
        let parts = instruction[start.upperBound...].split(separator: 0x22, omittingEmptySubsequences: false)
        guard parts.count >= 2, !parts[0].contains("\\l") else { return }
        fieldLinks.append(String(decoding: parts[1], as: UTF8.self))
    }
}
