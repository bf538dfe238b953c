import DocumentText

/// Finds the blocks of a Markdown text line by line.
struct MarkdownBlocks {
    private var places: SourceMap
    private var block: [UInt8] = []
    /// Where the block stands.
    private var range = 0..<0
    private var lines = 0
    private var kind = Segment.Kind.paragraph
    private var isInTable = false
    private var hasText = false
    /// Whether there was text before the block that is open.
    private var isAfterText = false
    /// The mark that ends the code block that is open.
    private var fence: MarkdownLine.Fence?

    init(places: SourceMap) { self.places = places }

    /// Adds what stands before the text and returns where the text begins.
    mutating func addFrontMatter(_ utf8: [UInt8], to draft: inout DocumentDraft) -> Int {
        guard let matter = FrontMatter(utf8) else { return 0 }
        for (key, value) in matter.values {
            draft.setMetadata(key, value)
        }
        draft.text.append(
            utf8[matter.range],
            as: .code,
            spacing: .verbatim,
            source: places.source(of: matter.range)
        )
        return matter.range.upperBound
    }

    /// Adds one line without its end.
    mutating func add(_ line: ArraySlice<UInt8>, to draft: inout DocumentDraft) {
        let content = line.drop { $0 == 0x20 || $0 == 0x09 }
        if let open = fence {
            if let mark = MarkdownLine.fence(content), mark.byte == open.byte, mark.count >= open.count {
                end(&draft)
                fence = nil
            } else {
                append(line)
            }
            return
        }
        guard content.contains(where: { !$0.isASCIIWhitespace }) else {
            isInTable = false
            return end(&draft)
        }
        addText(content, to: &draft)
        hasText = true
    }

    private mutating func addText(_ content: ArraySlice<UInt8>, to draft: inout DocumentDraft) {
        if let mark = MarkdownLine.fence(content) {
            end(&draft)
            fence = mark
            kind = .code
        } else if let title = MarkdownLine.heading(content) {
            end(&draft)
            addHeading(content, title: title, to: &draft)
        } else if MarkdownLine.isUnderline(content), kind == .paragraph, !block.isEmpty {
            kind = .heading
            if !isAfterText {
                draft.setMetadata("title", block)
            }
            end(&draft)
        } else if MarkdownLine.isRule(content) {
            end(&draft)
        } else if MarkdownLine.isTableRule(content), lines == 1, kind == .paragraph, block.contains(0x7C) {
            kind = .tableRow
            end(&draft)
            isInTable = true
            addRow(content, to: &draft)
        } else if content.first == 0x7C || (isInTable && content.contains(0x7C)) {
            end(&draft)
            addRow(content, to: &draft)
        } else if MarkdownLine.isListItem(content) {
            end(&draft)
            kind = .listItem
            append(content)
        } else {
            append(content)
        }
    }

    /// Ends the block that is open.
    mutating func end(_ draft: inout DocumentDraft) {
        if !block.isEmpty {
            let spacing: TextAssembler.Spacing = kind == .code ? .verbatim : .flow
            draft.text.append(block, as: kind, spacing: spacing, source: places.source(of: range))
        }
        block.removeAll(keepingCapacity: true)
        lines = 0
        kind = .paragraph
    }

    private mutating func addHeading(
        _ content: ArraySlice<UInt8>,
        title: ArraySlice<UInt8>,
        to draft: inout DocumentDraft
    ) {
        if !hasText {
            draft.setMetadata("title", title)
        }
        let place = places.source(of: content.startIndex..<content.endIndex)
        draft.text.append(content, as: .heading, source: place)
    }

    private mutating func addRow(_ content: ArraySlice<UInt8>, to draft: inout DocumentDraft) {
        let place = places.source(of: content.startIndex..<content.endIndex)
        draft.text.append(content, as: .tableRow, source: place)
    }

    /// Adds a line to the block: in running text a line end is a space, unless two spaces or a backslash ask for more.
    private mutating func append(_ line: ArraySlice<UInt8>) {
        if block.isEmpty {
            isAfterText = hasText
        } else {
            let isBreak = kind == .code || block.suffix(2).elementsEqual("  ".utf8) || block.last == 0x5C
            block.append(isBreak ? 0x0A : 0x20)
        }
        range = (lines == 0 ? line.startIndex : range.lowerBound)..<line.endIndex
        lines += 1
        block.append(contentsOf: line)
    }
}
