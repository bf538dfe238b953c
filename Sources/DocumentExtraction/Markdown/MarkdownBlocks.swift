import DocumentText

/// Finds the blocks of a Markdown text line by line.
struct MarkdownBlocks {
    private var block: [UInt8] = []
    private var kind = Segment.Kind.paragraph
    /// The mark that ends the code block that is open.
    private var fence: (byte: UInt8, count: Int)?

    /// Adds one line without its end.
    mutating func add(_ line: ArraySlice<UInt8>, to draft: inout DocumentDraft) {
        let indent = line.prefix { $0 == 0x20 || $0 == 0x09 }.count
        let content = line.dropFirst(indent)
        if let open = fence {
            if let mark = Self.fence(content), mark.byte == open.byte, mark.count >= open.count {
                end(&draft)
                fence = nil
            } else {
                append(line)
            }
            return
        }
        guard let first = content.first(where: { !$0.isASCIIWhitespace }) else { return end(&draft) }
        if let mark = Self.fence(content) {
            end(&draft)
            fence = mark
            kind = .code
        } else if first == 0x23, let title = Self.heading(content) {
            end(&draft)
            if draft.text.segments.isEmpty {
                draft.setMetadata("title", title)
            }
            draft.text.append(content, as: .heading)
        } else if first == 0x7C {
            end(&draft)
            draft.text.append(content, as: .tableRow)
        } else if Self.isListItem(content) {
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
            draft.text.append(block, as: kind, spacing: kind == .code ? .verbatim : .flow)
        }
        block.removeAll(keepingCapacity: true)
        kind = .paragraph
    }

    /// Adds a line to the block: in running text a line end is a space, unless two spaces or a backslash ask for more.
    private mutating func append(_ line: ArraySlice<UInt8>) {
        if !block.isEmpty {
            let isBreak = kind == .code || block.suffix(2).elementsEqual("  ".utf8) || block.last == 0x5C
            block.append(isBreak ? 0x0A : 0x20)
        }
        block.append(contentsOf: line)
    }

    private static func fence(_ line: ArraySlice<UInt8>) -> (byte: UInt8, count: Int)? {
        guard let byte = line.first, byte == 0x60 || byte == 0x7E else { return nil }
        let count = line.prefix { $0 == byte }.count
        return count >= 3 ? (byte, count) : nil
    }

    private static func heading(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let level = line.prefix { $0 == 0x23 }.count
        guard level <= 6, line.count > level, line[line.startIndex + level] == 0x20 else { return nil }
        return line.dropFirst(level + 1)
    }

    private static func isListItem(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first else { return false }
        if [0x2D, 0x2A, 0x2B].contains(first) { return line.dropFirst().first == 0x20 }
        let digits = line.prefix { $0.isASCIIDigit }.count
        guard (1...4).contains(digits), line.count > digits + 1 else { return false }
        let mark = line[line.startIndex + digits]
        return (mark == 0x2E || mark == 0x29) && line[line.startIndex + digits + 1] == 0x20
    }
}
