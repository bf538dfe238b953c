import DocumentText

/// Tells what is around a page's content from the content.
///
/// In doubt it is content: an indicator that is taken for a menu is lost, a menu that is taken for content is only dull.
struct HTMLNavigation {
    /// A page with less running text than this has no content that others could be around.
    private static let leastSubstance = 600
    /// A part of a page is no menu if it says more than this without links.
    private static let mostPlainText = 500
    /// A box with less than this needs no links to be what its name says.
    private static let smallBox = 400
    /// A heading of the first level with more than this is the document's, in whatever header it stands.
    private static let shortTitle = 20
    /// As many links one after the other are a menu, on a page that is not made of text.
    private static let menuLength = 4

    private let blocks: [HTMLBlock]
    private var nodes: [HTMLContainers.Node]
    /// The container that holds the content.
    private var content: Int?
    private var isInContent: [Bool] = []
    private var isAround: [Bool] = []

    /// Judges each block.
    ///
    /// - Parameters:
    ///   - blocks: The blocks of a page, in order.
    ///   - nodes: The containers they are in, those around others before them.
    ///   - text: The text of the blocks.
    /// - Returns: Which of the blocks are around the content.
    static func judge(_ blocks: [HTMLBlock], in nodes: [HTMLContainers.Node], _ text: [UInt8]) -> [Bool] {
        var page = HTMLNavigation(blocks: blocks, nodes: nodes)
        page.weigh()
        page.findContent()
        page.judgeContainers()
        return page.judgeBlocks(text)
    }

    private init(blocks: [HTMLBlock], nodes: [HTMLContainers.Node]) {
        self.blocks = blocks
        self.nodes = nodes
    }

    private mutating func weigh() {
        for block in blocks {
            nodes[block.container].weight += block.weight
            nodes[block.container].weight.substance += block.substance
        }
        for index in nodes.indices.dropFirst().reversed() {
            nodes[nodes[index].parent].weight += nodes[index].weight
        }
    }

    /// The content is in the innermost container that holds most of what the page says, or in the article or main
    /// element around it.
    private mutating func findContent() {
        let all = nodes[0].weight.substance
        guard all >= Self.leastSubstance else { return }
        var found = nodes.indices.last { nodes[$0].weight.substance * 10 >= all * 7 } ?? 0
        content = found
        while found > 0 {
            if nodes[found].hints.contains(.isArticle) {
                content = found
            } else if nodes[found].hints.contains(.isMain) {
                let isInArticle = content.map { nodes[$0].hints.contains(.isArticle) } ?? false
                content = isInArticle ? content : found
                return
            }
            found = nodes[found].parent
        }
    }

    private mutating func judgeContainers() {
        var holdsContent = Array(repeating: false, count: nodes.count)
        if var index = content {
            holdsContent[index] = true
            while index > 0 {
                index = nodes[index].parent
                holdsContent[index] = true
            }
        }
        isInContent = [content == 0]
        isAround = [false]
        for index in nodes.indices.dropFirst() {
            let parent = nodes[index].parent
            isInContent.append(index == content || isInContent[parent])
            let isMain = nodes[index].hints.contains(.isMain)
            let isItself = !holdsContent[index] && isAround(nodes[index], inContent: isInContent[index])
            isAround.append(!isMain && !holdsContent[index] && (isAround[parent] || isItself))
        }
    }

    private func isAround(_ node: HTMLContainers.Node, inContent: Bool) -> Bool {
        let weight = node.weight
        let plain = weight.visible - weight.linked
        let all = nodes[0].weight
        if node.hints.contains(.isAround) {
            return plain <= Self.mostPlainText || plain * 2 <= all.visible - all.linked
        }
        guard !node.hints.isDisjoint(with: [.soundsAround, .isHidden]) else { return false }
        guard weight.substance * 10 < weight.visible * 3 else { return false }
        if inContent { return weight.linked * 2 >= weight.visible }
        return weight.linked * 10 >= weight.visible * 3 || weight.visible < Self.smallBox
    }

    private func judgeBlocks(_ text: [UInt8]) -> [Bool] {
        var verdicts = blocks.map(isAround)
        if content == nil {
            addMenus(&verdicts)
        }
        for index in verdicts.indices where verdicts[index] && hasIndicator(text[blocks[index].text]) {
            verdicts[index] = false
        }
        headings(&verdicts)
        return verdicts
    }

    private func isAround(_ block: HTMLBlock) -> Bool {
        let isLinksElsewhere = block.isLinks && !block.isForeign && content != nil && !isInContent[block.container]
        switch block.kind {
        case .code: return false
        case .heading:
            let isTitle = block.isMainHeading && block.weight.visible > Self.shortTitle
            return !isTitle && isAround[block.container]
        case .tableRow: return block.isLinks && (isAround[block.container] || isLinksElsewhere)
        default: return !block.isProse && (isAround[block.container] || isLinksElsewhere)
        }
    }

    /// Where a page has next to no text, links in a row are a menu.
    private func addMenus(_ verdicts: inout [Bool]) {
        var start = 0
        for index in 0...blocks.count {
            if index < blocks.count, blocks[index].isLinks, !blocks[index].isForeign, blocks[index].kind != .heading {
                continue
            }
            if index - start >= Self.menuLength {
                for member in start..<index where !blocks[member].isProse {
                    verdicts[member] = true
                }
            }
            start = index + 1
        }
    }

    /// A heading outside the content goes with what it heads.
    private func headings(_ verdicts: inout [Bool]) {
        var next = false
        for index in blocks.indices.reversed() {
            if blocks[index].kind == .heading, !blocks[index].isMainHeading {
                let isOutside = content != nil && !isInContent[blocks[index].container]
                verdicts[index] = verdicts[index] || (isOutside && next)
            } else {
                next = verdicts[index]
            }
        }
    }

    /// Whether there is a defanged address, a hash, or a mark that says who may read the document.
    private func hasIndicator(_ text: ArraySlice<UInt8>) -> Bool {
        let marks: [StaticString] = ["[.]", "(.)", "[dot]", "[:]", "[@]", "[at]", "hxxp", "TLP:"]
        if marks.contains(where: { text.contains($0) }) { return true }
        var digits = 0
        for byte in text {
            digits = byte.isASCIIHexDigit ? digits + 1 : 0
            if digits >= 32 { return true }
        }
        return false
    }
}
