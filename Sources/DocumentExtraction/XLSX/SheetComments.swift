import DocumentText

/// The comments on the cells of a sheet, of the old kind or with answers.
final class SheetComments: XMLEvents {
    private(set) var blocks: [TextBlock] = []

    private let hasThreads: Bool
    private var meanings = XMLMeanings(SheetElement.init)
    private var authors: [[UInt8]] = []
    private var content: [UInt8] = []
    private var isText = false
    private var isPhonetic = false
    private var isCopy = false
    private var size = 0

    var isDone: Bool { size > 16 << 20 }

    /// - Parameter hasThreads: Whether the sheet has comments with answers, which the old kind says again for old programs.
    init(hasThreads: Bool) { self.hasThreads = hasThreads }

    func begin(_ element: XMLElement) {
        switch meanings.meaning(of: element.name) {
        case .author:
            content = []
            isText = true
        case .comment:
            content = []
            let author = element.number("authorId").flatMap { authors.indices.contains($0) ? authors[$0] : nil }
            isCopy = hasThreads && (author?.starts(with: "tc=".utf8) ?? false)
        case .text: isText = true
        case .phonetic: isPhonetic = true
        default: break
        }
    }

    func end(_ name: XMLName) {
        switch meanings.meaning(of: name) {
        case .author:
            authors.append(content)
            isText = false
        case .comment:
            if !isCopy {
                blocks.append(TextBlock(kind: .comment, text: content))
            }
        case .text: isText = false
        case .phonetic: isPhonetic = false
        default: break
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard isText, !isPhonetic else { return }
        content.append(contentsOf: bytes)
        size += bytes.count
    }
}
