import DocumentText

/// A block of an office document before it is put into the text.
struct TextBlock {
    /// What it is.
    let kind: Segment.Kind

    /// Its UTF-8.
    let text: [UInt8]

    /// Names a file that stands in the block's place, in the way of the format.
    var inclusion: String?
}

extension DocumentDraft {
    /// Appends blocks; lines of code that follow each other become one block.
    mutating func append(_ blocks: some Collection<TextBlock>, page: Int? = nil) {
        var code: [UInt8] = []
        for block in blocks {
            if block.kind == .code {
                code += block.text
                code.append(0x0A)
                continue
            }
            appendCode(&code, page: page)
            text.append(block.text, as: block.kind, page: page, spacing: block.kind == .tableRow ? .verbatim : .flow)
        }
        appendCode(&code, page: page)
    }

    private mutating func appendCode(_ code: inout [UInt8], page: Int?) {
        guard !code.isEmpty else { return }
        text.append(code, as: .code, page: page, spacing: .verbatim)
        code.removeAll()
    }
}
