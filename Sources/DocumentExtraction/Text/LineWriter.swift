/// Holds spaces and line ends back until something visible follows, so that none is left over at an edge.
struct LineWriter {
    let spacing: TextAssembler.Spacing
    private var spaces = 0
    private var lineEnds = 0
    private var hasWritten = false

    init(spacing: TextAssembler.Spacing) { self.spacing = spacing }

    @inline(__always)
    mutating func write(_ byte: UInt8, to output: inout [UInt8]) {
        if spaces | lineEnds != 0 {
            writeWhitespace(to: &output)
        }
        hasWritten = true
        output.append(byte)
    }

    /// Writes a run of characters that stay as they are, spaces among them.
    mutating func write(run: Span<UInt8>, to output: inout [UInt8]) {
        var start = 0
        while start < run.count, run[start] == 0x20 {
            start += 1
        }
        spaces += start
        var end = run.count
        while end > start, run[end - 1] == 0x20 {
            end -= 1
        }
        guard start < end else { return }
        let visible = run.extracting(start..<end)
        if spacing == .flow, ByteScan.hasDoubleSpace(visible) {
            for index in visible.indices {
                if visible[index] == 0x20 {
                    space()
                } else {
                    write(visible[index], to: &output)
                }
            }
        } else {
            if spaces | lineEnds != 0 {
                writeWhitespace(to: &output)
            }
            hasWritten = true
            visible.withUnsafeBufferPointer { output.append(contentsOf: $0) }
        }
        spaces += run.count - end
    }

    mutating func space() { spaces += 1 }

    mutating func endLine() {
        spaces = 0
        lineEnds += 1
    }

    private mutating func writeWhitespace(to output: inout [UInt8]) {
        if hasWritten {
            for _ in 0..<min(lineEnds, 2) {
                output.append(0x0A)
            }
        }
        let isAtLineStart = lineEnds > 0 || !hasWritten
        let written =
            switch spacing {
            case .flow: isAtLineStart ? 0 : min(spaces, 1)
            case .verbatim: spaces
            }
        for _ in 0..<written {
            output.append(0x20)
        }
        spaces = 0
        lineEnds = 0
    }
}
