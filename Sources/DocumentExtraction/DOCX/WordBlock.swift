import DocumentText

/// A block of a Word document before it is put into the text.
struct WordBlock {
    let kind: Segment.Kind
    let text: [UInt8]
}
