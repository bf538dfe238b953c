import DocumentText

/// Turns the pieces of a Rich Text document into blocks, notes, links and metadata.
struct RTFInterpreter {
    /// Groups within more groups than this share the innermost one's state.
    private static let maximumDepth = 10_000

    let bytes: [UInt8]
    var tokens: RTFTokenizer
    var state = RTFState()
    var characterSets = RTFCharacterSets()
    var styles = RTFStyles()
    var flows = [RTFFlow()]
    /// Blocks that stand beside the text, by what they are.
    var notes: [RTFNote: [RTFBlock]] = [:]
    var links = RTFLinks()
    var information: [(key: String, value: [UInt8])] = []
    /// The document as HTML, where it says that it was HTML.
    var html: [UInt8]?

    /// Bytes whose character set is known and that are not decoded yet: a character may need the next ones.
    var pending: [UInt8] = []
    var pendingCodePage = 1252
    /// Text that goes somewhere else than into the document.
    var collected: [UInt8] = []
    /// The first half of a character beyond the first plane.
    var highSurrogate: UInt32?
    /// How many characters are still to be left out after a Unicode character.
    var charactersToSkip = 0
    /// The control symbol that marks a group as unknown to old programs came last.
    var isOptional = false
    /// The numbers of a date, by what they count.
    var date = RTFDate()

    private var groups: [RTFState] = []
    private var groupsBeyondLimit = 0
    private var hasBegun = false

    /// - Parameters:
    ///   - bytes: The document.
    ///   - asHTML: Whether HTML that was turned into Rich Text is wanted back.
    init(_ bytes: [UInt8], asHTML: Bool = false) {
        self.bytes = bytes
        tokens = RTFTokenizer(bytes)
        html = asHTML ? [] : nil
    }

    /// How many groups are open.
    var depth: Int { groups.count }

    /// Whether the document was cut off: groups are open at its end.
    var isCutOff: Bool { hasBegun && depth + groupsBeyondLimit > 0 }

    /// Whether the style sheet itself is open, and no style in it.
    private var isInStyleSheet: Bool {
        state.destination == .styleSheet && groups.last?.destination != .styleSheet
    }

    /// Reads the next piece.
    ///
    /// - Returns: Whether there may be more.
    mutating func step() -> Bool {
        guard let token = tokens.next() else { return false }
        if case .symbol(0x2A) = token {
            isOptional = true
            return true
        }
        switch token {
        case .begin: begin()
        case .end: return end()
        case .word(let range, let number): word(bytes[range], number)
        case .symbol(let symbol): self.symbol(symbol)
        case .byte(let byte): character(byte)
        case .text(let range): text(range)
        }
        isOptional = false
        return true
    }

    /// Ends what is open.
    mutating func finish() {
        while !groups.isEmpty {
            _ = end()
        }
        flushCharacters()
        endParagraph()
        flows[0].tables.finish()
    }

    private mutating func begin() {
        hasBegun = true
        flushCharacters()
        charactersToSkip = 0
        guard groups.count < Self.maximumDepth else {
            groupsBeyondLimit += 1
            return
        }
        if isInStyleSheet {
            styles.begin()
        }
        groups.append(state)
    }

    private mutating func end() -> Bool {
        flushCharacters()
        charactersToSkip = 0
        isOptional = false
        guard groupsBeyondLimit == 0 else {
            groupsBeyondLimit -= 1
            return true
        }
        guard let outer = groups.popLast() else { return !hasBegun }
        let inner = state
        let depth = groups.count + 1
        if flows.count > 1, flows[flows.count - 1].depth == depth {
            endFlow()
        }
        state = outer
        if inner.destination != outer.destination {
            endDestination(inner.destination)
        } else if isInStyleSheet {
            styles.end()
        }
        return !groups.isEmpty
    }
}
