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
