import DocumentText

/// Turns one part of a Word document into blocks.
final class WordText: XMLEvents {
    /// One flow of text: the part itself, or a text box in it.
    private struct Flow {
        var tables = TableBlocks()
        var paragraph: [UInt8] = []
        var kind = Segment.Kind.paragraph
        /// Blocks of text boxes anchored in the open paragraph.
        var anchored: [TextBlock] = []
    }

    /// Text boxes in text boxes in ...: deeper ones are left out.
    private static let maximumFlows = 16
    private static let longestInstruction = 8192
    /// Notes that hold the line between text and notes.
    private static let separators: Set<String> = ["separator", "continuationSeparator", "continuationNotice"]

    /// The relationship ids of hyperlinks and the targets of link fields, in order.
    private(set) var linkIDs: [String] = []
    private(set) var fieldLinks: [String] = []

    private let styles: [String: Segment.Kind]
    private let kind: Segment.Kind?
    private let textLimit: Int
    private var flows = [Flow()]
    private var meanings = XMLMeanings(WordElement.init)
    private var skippedDepth = 0
    private var isText = false
    private var isInstruction = false
    private var instruction: [UInt8] = []
    private var alternatives = Alternatives()
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
    func finish() -> [TextBlock] {
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
        guard let meaning = meanings.meaning(of: element.name) else { return }
        switch meaning {
        case .skipped: skippedDepth = 1
        case .note where Self.separators.contains(element.attribute("type") ?? ""): skippedDepth = 1
        case .textBox: beginTextBox()
        case .alternatives: alternatives.begin(after: textSize)
        case .fallback: skippedDepth = alternatives.isFallbackNeedless(after: textSize) ? 1 : 0
        case .hyperlink:
            if let id = element.attribute("id") {
                linkIDs.append(id)
            }
        case .embeddedPart:
            endParagraph()
            if let id = element.attribute("id") {
                flows[flows.count - 1].tables.add(TextBlock(kind: .paragraph, text: [], inclusion: id))
            }
        case .instruction: isInstruction = true
        case .field:
            endInstruction()
            instruction += Array((element.attribute("instr") ?? "").utf8)
        // An instruction may be cut into several pieces, which end where the field's result begins.
        case .fieldMark: endInstruction()
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
        case .symbol:
            flows[top].paragraph += WordSymbols.text(
                font: element.attribute("font") ?? "",
                code: element.attribute("char") ?? ""
            )
        // Letters as a picture: a watermark, as a rule.
        case .textPath: flows[top].paragraph += Array((element.attribute("string") ?? "").utf8)
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
        guard let meaning = meanings.meaning(of: name) else { return }
        let top = flows.count - 1
        switch meaning {
        case .paragraph: endParagraph()
        case .text: isText = false
        case .instruction: isInstruction = false
        case .alternatives: alternatives.end()
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
        endInstruction()
        let top = flows.count - 1
        let paragraph = flows[top].paragraph
        let anchored = flows[top].anchored
        flows[top].paragraph = []
        flows[top].anchored = []
        if paragraph.contains(where: { $0 > 0x20 }) {
            flows[top].tables.add(TextBlock(kind: kind ?? flows[top].kind, text: paragraph))
        }
        for block in anchored {
            flows[top].tables.add(block)
        }
    }

    private func endInstruction() {
        defer { instruction.removeAll() }
        guard let start = instruction.range(of: "HYPERLINK") else { return }
        let parts = instruction[start.upperBound...].split(separator: 0x22, omittingEmptySubsequences: false)
        guard parts.count >= 2, !parts[0].contains("\\l") else { return }
        fieldLinks.append(String(decoding: parts[1], as: UTF8.self))
    }
}
