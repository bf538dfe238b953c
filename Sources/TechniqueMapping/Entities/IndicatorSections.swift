/// The parts of a page that list indicators, and those that list sources, by their headings.
struct IndicatorSections {
    /// What a part is for.
    enum Section {
        case body
        case indicators
        case references
    }

    private var starts: [(offset: Int, section: Section)] = []
    private static let longestHeading = 80

    /// Reads the headings: lines of at most eighty bytes.
    init(_ text: TextBytes) {
        var start = 0
        var current = Section.body
        while start < text.count {
            var end = start
            while end < text.count, text[end] != 0x0A { end += 1 }
            if end - start <= Self.longestHeading, let section = Self.section(text, start..<end), section != current {
                starts.append((start, section))
                current = section
            }
            start = end + 1
        }
    }

    /// The part that an offset lies in.
    func section(at offset: Int) -> Section {
        var (low, high) = (0, starts.count)
        while low < high {
            let middle = (low + high) / 2
            if starts[middle].offset <= offset { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? .body : starts[low - 1].section
    }

    private static let indicators = WordTable(
        "indicator indicators ioc iocs ioc's hashes c2s c&c observables artifacts"
    )
    private static let references = WordTable(
        "references reference sources bibliography footnotes endnotes citations related"
    )
    private static let others = WordTable(
        """
        conclusion conclusions summary introduction background overview about share subscribe comments contact mitigation \
        mitigations recommendations detection detections acknowledgements acknowledgments attribution tags categories \
        previous next newsletter disclaimer timeline yara
        """
    )

    /// What a line opens as a heading; `nil` when it is none.
    private static func section(_ text: TextBytes, _ line: Range<Int>) -> Section? {
        var (offset, words, found): (Int, Int, Section?) = (line.lowerBound, 0, nil)
        let isMarked = offset < line.upperBound && text[offset] == 0x23
        var last: UInt8 = 0
        while offset < line.upperBound {
            guard ASCII.isLetter(text[offset]) else {
                // A line with a link or an address is an entry, not a heading.
                switch text[offset] {
                case 0x2F, 0x40, 0x7C, 0x22, 0x7B, 0x3D: return nil
                default: break
                }
                if text[offset] != 0x20 { last = text[offset] }
                offset += 1
                continue
            }
            let start = offset
            while offset < line.upperBound, ASCII.isAlphanumeric(text[offset]) || text[offset] == 0x26 { offset += 1 }
            last = text[offset - 1]
            words += 1
            if words > 8 { return nil }
            if found != nil { continue }
            if indicators.contains(text, start..<offset) { found = .indicators }
            if words <= 3, found == nil {
                if references.contains(text, start..<offset) { found = .references }
                if others.contains(text, start..<offset) { found = .body }
            }
        }
        // Sources have short headings; what is longer or ends like a clause is a sentence.
        if words == 0 || last == 0x2E || last == 0x2C || words > 3 && found == .references { return nil }
        return found ?? (isMarked ? .body : nil)
    }
}
