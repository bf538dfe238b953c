/// One tag as the tokenizer found it.
struct HTMLTag {
    let name: [UInt8]
    let isEnd: Bool
    private let attributes: [(name: [UInt8], value: [UInt8])]

    init(name: [UInt8], isEnd: Bool, attributes: [(name: [UInt8], value: [UInt8])]) {
        self.name = name
        self.isEnd = isEnd
        self.attributes = attributes
    }

    /// The value of an attribute, its references decoded; the first one counts.
    func attribute(_ name: StaticString) -> [UInt8]? {
        attributes.first { $0.name.elementsEqual(name.bytes) }.map { HTMLEntities.decode($0.value) }
    }

    /// Whether the tag has this name.
    func isNamed(_ name: StaticString) -> Bool { self.name.elementsEqual(name.bytes) }
}

extension StaticString {
    /// The UTF-8 of the literal.
    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount) }
}
