/// The strings that cells name by number.
///
/// They are kept clean and on one line, one after the other in one array: there may be a million of them.
final class SharedStrings: XMLEvents {
    private static let maximumBytes = 96 << 20

    /// Whether there was more than is kept.
    private(set) var isCut = false

    private var bytes: [UInt8] = []
    private var ends: [UInt32] = []
    private var string: [UInt8] = []
    private var meanings = XMLMeanings(SheetElement.init)
    private var isText = false
    private var isPhonetic = false

    var isDone: Bool { isCut }

    /// The string with this number.
    subscript(_ number: Int) -> ArraySlice<UInt8> {
        guard ends.indices.contains(number) else { return [] }
        return bytes[(number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])]
    }

    func begin(_ element: XMLElement) {
        switch meanings.meaning(of: element.name) {
        case .string: string.removeAll(keepingCapacity: true)
        case .text: isText = true
        // How to pronounce the text, given beside it.
        case .phonetic: isPhonetic = true
        default: break
        }
    }

    func end(_ name: XMLName) {
        switch meanings.meaning(of: name) {
        case .string: endString()
        case .text: isText = false
        case .phonetic: isPhonetic = false
        default: break
        }
    }

    func text(_ piece: UnsafeBufferPointer<UInt8>) {
        if isText, !isPhonetic {
            string.append(contentsOf: piece)
        }
    }

    private func endString() {
        SheetText.appendLine(string, to: &bytes)
        isCut = bytes.count > Self.maximumBytes
        ends.append(UInt32(bytes.count))
    }
}
