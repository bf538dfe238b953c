import DocumentText

/// Makes blocks of the lines that `pdftotext` prints for each page.
struct PDFText {
    let pages: [ArraySlice<UInt8>]
    /// The hyphens that were lost, if that was looked into.
    let hyphens: HyphenRestoration?

    /// Appends the pages' blocks with their page numbers.
    func append(to assembler: inout TextAssembler) {
        for (index, page) in pages.enumerated() {
            for block in Self.blocks(of: hyphens?.apply(to: page) ?? page) {
                for part in Self.items(of: block) {
                    let text = LineJoiner.join(part.lines)
                    assembler.append(text, as: part.isListItem ? .listItem : .paragraph, page: index + 1)
                }
            }
            if assembler.isFull { return }
        }
    }

    /// The runs of lines between blank lines.
    private static func blocks(of page: ArraySlice<UInt8>) -> [[ArraySlice<UInt8>]] {
        var blocks: [[ArraySlice<UInt8>]] = [[]]
        for line in page.split(separator: 0x0A, omittingEmptySubsequences: false) {
            let trimmed = trim(line)
            if !trimmed.isEmpty {
                blocks[blocks.count - 1].append(trimmed)
            } else if blocks.last?.isEmpty == false {
                blocks.append([])
            }
        }
        return blocks.filter { !$0.isEmpty }
    }

    private static func trim(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line
        while let last = line.last, last.isASCIIWhitespace {
            line.removeLast()
        }
        while let first = line.first, first.isASCIIWhitespace {
            line.removeFirst()
        }
        return line
    }

    struct Item {
        var lines: [ArraySlice<UInt8>]
        let isListItem: Bool
    }

    /// Splits a block where a bullet begins; a bullet that stands alone is left out.
    private static func items(of block: [ArraySlice<UInt8>]) -> [Item] {
        var items: [Item] = []
        for line in block {
            let length = bulletLength(line)
            if length > 0 {
                let rest = trim(line.dropFirst(length))
                items.append(Item(lines: rest.isEmpty ? [] : [rest], isListItem: true))
            } else if items.isEmpty {
                items.append(Item(lines: [line], isListItem: false))
            } else {
                items[items.count - 1].lines.append(line)
            }
        }
        return items.filter { !$0.lines.isEmpty }
    }

    /// How many bytes a bullet at the line's start takes.
    private static func bulletLength(_ line: ArraySlice<UInt8>) -> Int {
        let bullets: [StaticString] = [
            "\u{2022}", "\u{25CF}", "\u{25CB}", "\u{25AA}", "\u{25A0}", "\u{2023}", "\u{2043}", "\u{F0B7}", "\u{F0A7}",
            "\u{25E6}", "\u{2756}", "\u{27A2}",
        ]
        for bullet in bullets where line.count >= bullet.utf8CodeUnitCount {
            let prefix = line.prefix(bullet.utf8CodeUnitCount)
            if prefix.elementsEqual(UnsafeBufferPointer(start: bullet.utf8Start, count: bullet.utf8CodeUnitCount)) {
                return bullet.utf8CodeUnitCount
            }
        }
        return 0
    }
}
