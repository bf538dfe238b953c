import DocumentText

/// One flow of text in an OpenDocument file: the body, a text box, a note, a cell of a sheet.
struct OpenDocumentFlow {
    /// What becomes of a flow's blocks when it ends.
    enum Role {
        case body, box, note, annotation, notes, pageHeader
        case cell(repeated: Int, value: [UInt8])
    }

    let role: Role
    /// The kind of every block; `nil` to tell them apart.
    let kind: Segment.Kind?

    var tables = TableBlocks()
    var paragraph: [UInt8] = []
    var paragraphKind = Segment.Kind.paragraph
    var isInParagraph = false
    /// Whether a number or a date that is the file's stood in the paragraph.
    var hasField = false
    var listDepth = 0
    /// Blocks of text boxes anchored in the open paragraph.
    var anchored: [TextBlock] = []

    init(_ role: Role, kind: Segment.Kind?) {
        self.role = role
        self.kind = kind
    }

    /// Ends the open paragraph and what is anchored in it.
    mutating func endParagraph(dropsFields: Bool) {
        isInParagraph = false
        let isOnlyField = dropsFields && hasField && !TextCleaning.line(paragraph).contains(0x20)
        if !isOnlyField, paragraph.contains(where: { $0 > 0x20 }) {
            tables.add(TextBlock(kind: kind ?? paragraphKind, text: paragraph))
        }
        for block in anchored {
            tables.add(block)
        }
        paragraph.removeAll(keepingCapacity: true)
        anchored.removeAll()
        hasField = false
    }

    /// The flow's blocks once it is over.
    mutating func finish(dropsFields: Bool) -> [TextBlock] {
        endParagraph(dropsFields: dropsFields)
        tables.endAll()
        return tables.blocks
    }
}
