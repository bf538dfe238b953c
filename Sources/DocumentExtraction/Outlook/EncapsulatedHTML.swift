/// The HTML that Outlook hides in Rich Text, each piece of markup in a group of its own ([MS-OXRTFEX]).
struct EncapsulatedHTML {
    private struct Group {
        /// Whether what it holds is not for the page: tables of fonts, and the like.
        var isHidden = false
        /// Whether it holds markup of the page.
        var isMarkup = false
    }

    private let bytes: [UInt8]
    private var index = 0
    private var groups = [Group()]
    /// Whether text is for readers of Rich Text alone.
    private var isRichTextOnly = false
    private var skipped = 0
    private var output: [UInt8] = []
    /// Bytes in the document's code page, which may be parts of characters.
    private var pending: [UInt8] = []
    private let codePage: String?

    /// More groups within each other than this are not told apart.
    private static let maximumGroups = 1000

    /// The page as UTF-8; `nil` when the Rich Text was not made from one.
    static func html(in richText: [UInt8], codePage: String?) -> [UInt8]? {
        guard richText.prefix(1024).contains("\\fromhtml") else { return nil }
        var reader = EncapsulatedHTML(bytes: richText, codePage: declared(in: richText) ?? codePage)
        reader.run()
        return reader.output
    }

    private init(bytes: [UInt8], codePage: String?) {
        self.bytes = bytes
        self.codePage = codePage
    }

    private static func declared(in richText: [UInt8]) -> String? {
        guard let mark = richText[..<min(richText.count, 1024)].range(of: "\\ansicpg") else { return nil }
        let digits = richText[mark.upperBound...].prefix(5).prefix { $0.isASCIIDigit }
        return NumberedCodePage.name(digits.reduce(0) { $0 * 10 + Int($1 - 0x30) })
    }

    private mutating func run() {
        var depth = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case 0x7B:
                depth += 1
                if depth <= Self.maximumGroups {
                    groups.append(groups[groups.count - 1])
                }
            case 0x7D:
                if depth <= Self.maximumGroups, groups.count > 1 {
                    groups.removeLast()
                }
                depth = max(0, depth - 1)
            case 0x5C: control()
            case 0x0A, 0x0D: break
            default: write(byte)
            }
        }
        flush()
    }

    private var isShown: Bool {
        let group = groups[groups.count - 1]
        return !group.isHidden && (group.isMarkup || !isRichTextOnly)
    }

    private mutating func write(_ byte: UInt8) {
        if skipped > 0 {
            skipped -= 1
        } else if isShown {
            pending.append(byte)
        }
    }

    private mutating func write(scalar number: Int) {
        guard isShown else { return }
        flush()
        let unit = UInt16(truncatingIfNeeded: number)
        // Halves of a pair come one by one: they are put together as numbers that HTML knows.
        output.append(contentsOf: EncapsulatedHTML.utf8(of: unit, after: &highHalf))
    }

    private var highHalf: UInt16 = 0

    private static func utf8(of unit: UInt16, after high: inout UInt16) -> [UInt8] {
        defer { high = UTF16.isLeadSurrogate(unit) ? unit : 0 }
        guard !UTF16.isLeadSurrogate(unit) else { return [] }
        let units = UTF16.isTrailSurrogate(unit) ? [high, unit] : [unit]
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    private mutating func flush() {
        guard !pending.isEmpty else { return }
        output.append(contentsOf: MailCharset.decode(pending, declared: codePage))
        pending.removeAll(keepingCapacity: true)
    }

    private mutating func control() {
        guard index < bytes.count else { return }
        let byte = bytes[index]
        guard byte.isASCIILetter else {
            index += 1
            return symbol(byte)
        }
        let start = index
        while index < bytes.count, bytes[index].isASCIILetter {
            index += 1
        }
        let word = bytes[start..<index]
        let number = parameter()
        if index < bytes.count, bytes[index] == 0x20 {
            index += 1
        }
        apply(word, number)
    }

    private mutating func parameter() -> Int? {
        var end = index
        let isNegative = end < bytes.count && bytes[end] == 0x2D
        end += isNegative ? 1 : 0
        let digits = bytes[min(end, bytes.count)...].prefix(9).prefix { $0.isASCIIDigit }
        guard !digits.isEmpty else { return nil }
        index = digits.endIndex
        let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return isNegative ? -value : value
    }

    private mutating func symbol(_ byte: UInt8) {
        switch byte {
        case 0x27:
            guard index + 1 < bytes.count, let high = TransferEncoding.hexValue(bytes[index]),
                let low = TransferEncoding.hexValue(bytes[index + 1])
            else { return }
            index += 2
            write(high << 4 | low)
        case 0x2A:
            // A group for those who know it: only that of markup is known here.
            let isMarkup = bytes[index...].starts(with: "\\htmltag".utf8)
            groups[groups.count - 1].isMarkup = isMarkup
            groups[groups.count - 1].isHidden = groups[groups.count - 1].isHidden || !isMarkup
        case 0x7E: write(scalar: 0xA0)
        case 0x5C, 0x7B, 0x7D: write(byte)
        case 0x0A, 0x0D: write(0x0A)
        default: break
        }
    }

    private mutating func apply(_ word: ArraySlice<UInt8>, _ number: Int?) {
        if word.elementsEqual("htmlrtf".utf8) {
            isRichTextOnly = number != 0
        } else if word.elementsEqual("u".utf8) {
            write(scalar: number ?? 0)
            skipped = 1
        } else if word.elementsEqual("bin".utf8) {
            index += min(max(number ?? 0, 0), bytes.count - index)
        } else if Self.hidden.contains(where: { word.elementsEqual($0.utf8) }) {
            groups[groups.count - 1].isHidden = true
        } else if let text = Self.texts.first(where: { word.elementsEqual($0.word.utf8) })?.text {
            write(scalar: text)
        }
    }

    private static let hidden = ["fonttbl", "colortbl", "stylesheet", "info", "pict"]

    private static let texts: [(word: String, text: Int)] = [
        ("par", 0x0A), ("line", 0x0A), ("tab", 0x09), ("lquote", 0x2018), ("rquote", 0x2019), ("ldblquote", 0x201C),
        ("rdblquote", 0x201D), ("bullet", 0x2022), ("endash", 0x2013), ("emdash", 0x2014),
    ]
}
