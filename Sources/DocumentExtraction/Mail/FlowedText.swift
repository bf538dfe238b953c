/// Text whose lines were broken for narrow screens and say so (RFC 3676).
enum FlowedText {
    /// The text with its soft line ends gone; `deletesSpace` says that the space that marks one is not a part of it.
    static func join(_ utf8: [UInt8], deletesSpace: Bool) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(utf8.count)
        var depth = 0
        var isOpen = false
        TextLines.forEachLine(utf8) { range in
            var line = utf8[range]
            let quotes = line.prefix { $0 == 0x3E }.count
            line = line.dropFirst(quotes)
            if line.first == 0x20 {
                line = line.dropFirst()
            }
            let isSignature = line.elementsEqual("-- ".utf8)
            if isOpen, quotes == depth, !isSignature {
                output.append(contentsOf: line)
            } else {
                if !output.isEmpty {
                    output.append(0x0A)
                }
                output.append(contentsOf: repeatElement(0x3E, count: quotes))
                if quotes > 0 {
                    output.append(0x20)
                }
                output.append(contentsOf: line)
            }
            depth = quotes
            isOpen = line.last == 0x20 && !isSignature
            if isOpen, deletesSpace {
                output.removeLast()
            }
        }
        return output
    }
}
