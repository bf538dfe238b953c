/// A stretch of a text that is read as one unit: a sentence, a heading, a list item, a table row.
struct Sentence: Hashable, Sendable {
    /// What a sentence is part of.
    enum Kind: Hashable, Sendable {
        /// Running text, a label, a value.
        case prose
        /// A line of its own that looks like the title of what follows.
        case heading
        /// An item of a list, or a part of one.
        case item
        /// A row of a table.
        case row
        /// A block of source code.
        case code
    }

    /// The UTF-8 offsets, half open.
    var bytes: Range<Int>
    /// The same place counted in Unicode scalars, half open.
    var scalars: Range<Int>
    /// Page furniture: a short line that comes back three times or more (a running header, a page number).
    var isFurniture: Bool
    /// What it is part of.
    var kind = Kind.prose
}
