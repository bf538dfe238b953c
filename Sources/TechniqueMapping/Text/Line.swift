/// A physical line without its terminator and without the blanks at its ends.
struct Line {
    /// What a line is part of.
    enum Kind: UInt8 {
        /// Running text, or a heading without a mark of its own.
        case prose
        /// A heading that says so with number signs.
        case heading
        /// Dashes, equals signs or stars from end to end.
        case rule
        /// Opened by a bullet, a number or a letter with a bracket.
        case item
        /// A bullet whose text stands on the next line.
        case bullet
        /// Cells set apart by bars, tabs or wide gaps.
        case row
        /// Source code, between fences or by its looks.
        case code
        /// Indicators, paths, commands, keys with values: it goes on nowhere.
        case value
    }

    var start: Int
    var end: Int
    /// The blanks before it on its line.
    var indentation = 0
    var kind = Kind.prose
    var isFurniture = false
    /// Continues the sentence of the line before it.
    var continues = false
    /// Its stretches without blanks; of a long line, those of its opening.
    var chunks = 0
    /// Most words of it are plain words.
    var isProse = false
    /// Lower-case words prevail: text of a paragraph and no title.
    var isRunning = false
    /// The length at which lines break around here.
    var width = 0

    var length: Int { end - start }
    var isBlank: Bool { start >= end }
}
