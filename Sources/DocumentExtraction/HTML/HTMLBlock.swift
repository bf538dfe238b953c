import DocumentText

/// A block of a page before it is decided what it is part of.
struct HTMLBlock {
    /// The block in the page's text.
    let text: Range<Int>
    /// What it is if it belongs to the content.
    let kind: Segment.Kind
    /// Whether its spaces stay as they are.
    let isVerbatim: Bool
    /// Whether it is a heading of the first level.
    let isMainHeading: Bool
    /// The container it begins in.
    let container: Int
    /// From its first to its last byte of text in the file.
    let source: Range<Int>?
    let weight: HTMLWeight
}

/// How much text there is, in bytes without spaces.
///
/// An English word is about five bytes and a character of Chinese three, so that bytes are the better measure of how
/// much is said than words, which some scripts do not even mark.
struct HTMLWeight {
    /// All text.
    var visible = 0
    /// What is there to be clicked: links, buttons, labels of fields.
    var linked = 0
    /// What leads to other sites.
    var foreign = 0
    /// Running text, code and tables that are not made of links.
    var substance = 0

    static func += (sum: inout HTMLWeight, weight: HTMLWeight) {
        sum.visible += weight.visible
        sum.linked += weight.linked
        sum.foreign += weight.foreign
        sum.substance += weight.substance
    }
}

extension HTMLBlock {
    /// The weight of 25 words or so.
    private static let proseWeight = 130

    /// Whether it says something in sentences.
    var isProse: Bool {
        (kind == .paragraph || kind == .listItem) && weight.visible >= Self.proseWeight
            && weight.linked * 5 < weight.visible * 2
    }

    /// What of it is content, whatever it stands in.
    var substance: Int {
        isProse || kind == .code || kind == .tableRow ? weight.visible - weight.linked : 0
    }

    /// Whether most of it is there to be clicked.
    var isLinks: Bool { weight.linked * 2 >= weight.visible }

    /// Whether most of what can be clicked leads elsewhere, like a report's sources.
    var isForeign: Bool { weight.foreign * 2 > weight.linked }
}
