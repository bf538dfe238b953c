import DocumentText

/// One flow of text: the running text, a note beside it, or a box in it.
struct RTFFlow {
    /// Boxes in boxes in ...: the text of deeper ones flows into the one around it.
    static let maximum = 16

    /// What the text is for.
    enum Purpose {
        case body
        case note(RTFNote)
        case textBox
    }

    var purpose = Purpose.body
    /// How many groups were open when it began.
    var depth = 0
    var tables = RTFTables()
    var paragraph: [UInt8] = []
    /// Blocks of text boxes anchored in the open paragraph.
    var anchored: [RTFBlock] = []
    /// Whether the open paragraph began with a number or a bullet.
    var hasMarker = false
    /// Whether the shape that is open had text in a box of its own.
    var hasTextBox = false

    /// The kind of every block, where they are all the same.
    var kind: Segment.Kind? {
        switch purpose {
        case .body, .textBox: nil
        case .note(.footnote): .footnote
        case .note(.comment): .comment
        case .note(.pageHeader): .pageHeader
        }
    }
}
