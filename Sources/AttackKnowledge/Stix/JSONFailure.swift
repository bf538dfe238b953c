/// A mistake in the syntax of JSON.
struct JSONFailure: Error {
    enum Kind {
        case endOfInput
        case unexpectedByte
        case tooDeep
    }

    let kind: Kind
    let position: Int
    let expected: StaticString

    init(_ kind: Kind, at position: Int, expected: StaticString) {
        self.kind = kind
        self.position = position
        self.expected = expected
    }
}
