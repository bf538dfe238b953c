/// Blocks of XML, YAML and the like: between blank lines, and where everything is on one line, between tags.
enum MarkupBlocks {
    /// Calls `body` with the range of each block, in order.
    static func forEach(_ bytes: [UInt8], _ body: (Range<Int>) -> Void) {
        TextLines.forEachBlock(bytes) { block in
            guard block.count > 2 * TextLines.longestBlock else { return body(block) }
            var start = block.lowerBound
            while block.upperBound - start > TextLines.longestBlock {
                let from = start + TextLines.longestBlock
                // A block without any tag is searched once, and then it is at its end.
                guard let end = bytes[from..<block.upperBound].range(of: "><") else { break }
                body(start..<(end.lowerBound + 1))
                start = end.lowerBound + 1
            }
            body(start..<block.upperBound)
        }
    }
}
