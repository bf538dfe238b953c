/// A stretch of a text that is read as one unit: a sentence, a heading, a list item, a table row.
struct Sentence: Hashable, Sendable {
    /// The UTF-8 offsets, half open.
    var bytes: Range<Int>
    /// The same place counted in Unicode scalars, half open.
    var scalars: Range<Int>
    /// Page furniture: a short line that comes back three times or more (a running header, a page number).
    var isFurniture: Bool
}
