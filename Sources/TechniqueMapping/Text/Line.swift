/// A physical line without its terminator and without the blanks at its ends.
struct Line {
    var start: Int
    var end: Int
    var isFurniture = false
    /// Continues the sentence of the line before it.
    var continues = false

    var length: Int { end - start }
    var isBlank: Bool { start >= end }
}
