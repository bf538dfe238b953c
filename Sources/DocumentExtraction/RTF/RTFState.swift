/// What the end of a group takes back.
struct RTFState {
    var destination = RTFDestination.text
    /// What the text was for before it came twice.
    var outsideAlternatives = RTFDestination.text
    var font: Int?
    /// How many characters after a Unicode character stand for it in old programs.
    var replacementCount = 1
    var isDeleted = false
    /// In an HTML document in Rich Text, what is for readers of Rich Text alone.
    var isSuppressed = false
    var paragraph = Paragraph()

    /// The formatting of a paragraph.
    struct Paragraph {
        var style: Int?
        var isHeading = false
        var isListItem = false
        var isInTable = false
        var depth: Int?

        /// How many tables lie around the paragraph.
        var tableDepth: Int { isInTable ? max(depth ?? 1, 1) : depth ?? 0 }
    }
}
