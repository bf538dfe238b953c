package import DocumentText

/// Builds a document's text block by block, within limits.
///
/// What goes in is UTF-8 as a reader found it; what comes out is clean: normalisation form C, no control character but
/// the line feed, ordinary spaces, ligatures spelled out, soft hyphens and invisible characters that split words gone.
package struct TextAssembler {
    /// The text so far.
    package private(set) var utf8: [UInt8] = []

    /// The blocks so far.
    package private(set) var segments: [Segment] = []

    /// Whether a limit was reached; blocks after that are dropped.
    package private(set) var isFull = false

    /// Whether there is a letter or a digit in the text.
    package private(set) var hasWords = false

    /// The part of the document that blocks come from now, as an index into the draft's parts.
    var part: Int?

    private var scalars = 0
    private var block: [UInt8] = []
    private let limits: ExtractionLimits

    /// An empty text.
    package init(limits: ExtractionLimits) { self.limits = limits }

    /// Makes room for the text of a file whose size is known.
    mutating func reserve(_ bytes: Int) {
        let size = min(utf8.count + bytes, limits.textBytes)
        utf8.reserveCapacity(size)
        utf8.withUnsafeMutableBufferPointer {
            LargeMemory.prepare(UnsafeMutableRawBufferPointer(start: $0.baseAddress, count: size))
        }
    }

    /// How spaces in a block are treated.
    package enum Spacing: Sendable {
        /// Runs of spaces become one.
        case flow
        /// Spaces stay as they are, but for those at line ends.
        case verbatim
    }

    /// Appends a block, unless it has no visible character; line feeds in it stay, at most two in a row.
    ///
    /// - Parameters:
    ///   - bytes: The block's UTF-8.
    ///   - kind: What it is.
    ///   - page: The page it is on, counted from 1.
    ///   - spacing: What becomes of its spaces.
    ///   - source: The bytes of the file it stands in, where it stands there as it is.
    package mutating func append(
        _ bytes: some Collection<UInt8>,
        as kind: Segment.Kind,
        page: Int? = nil,
        spacing: Spacing = .flow,
        source: Range<Int>? = nil
    ) {
        guard !isFull else { return }
        block.removeAll(keepingCapacity: true)
        let done: Void? = bytes.withContiguousStorageIfAvailable { buffer in
            TextCleaning.clean(buffer.span, into: &block, spacing: spacing)
        }
        if done == nil {
            let copy = Array(bytes)
            TextCleaning.clean(copy.span, into: &block, spacing: spacing)
        }
        NormalForm.compose(&block)
        guard !block.isEmpty else { return }
        appendBlock(kind, page: page, source: source)
    }

    private mutating func appendBlock(_ kind: Segment.Kind, page: Int?, source: Range<Int>?) {
        guard segments.count < limits.segments else {
            isFull = true
            return
        }
        let separator = separatorCount(before: kind)
        let room = limits.textBytes - utf8.count - separator
        if block.count > room {
            isFull = true
            cutBlock(to: room)
            guard !block.isEmpty else { return }
        }
        for _ in 0..<separator {
            utf8.append(0x0A)
        }
        utf8.append(contentsOf: block)
        let start = scalars + separator
        scalars = start + ByteScan.scalarCount(block.span)
        segments.append(Segment(kind: kind, start: start, end: scalars, page: page, part: part, source: source))
        hasWords = hasWords || TextCleaning.hasWord(block)
    }

    private mutating func cutBlock(to room: Int) {
        var end = max(room, 0)
        while end > 0, block[end] & 0xC0 == 0x80 {
            end -= 1
        }
        block.removeSubrange(end...)
        while block.last == 0x0A || block.last == 0x20 {
            block.removeLast()
        }
    }

    /// Rows of a table, items of a list or of a menu and links stand one below the other; all else has a blank line.
    private func separatorCount(before kind: Segment.Kind) -> Int {
        guard let last = segments.last else { return 0 }
        guard last.part == part else { return 2 }
        return switch (last.kind, kind) {
        case (.tableRow, .tableRow), (.listItem, .listItem), (.link, .link), (.navigation, .navigation): 1
        default: 2
        }
    }
}
