/// A text that arrives in pieces cut anywhere; it is kept once, and checked on the way.
struct IncomingText: Sendable {
    /// Takes the text instead, where there is one.
    private let receiver: (any TextReceiver)?
    private var text = ""
    private var scalars = 0
    /// The beginning of a scalar whose other bytes are still to come.
    private var begun: [UInt8] = []

    init(receiver: (any TextReceiver)?) { self.receiver = receiver }

    /// What the text is of, and how long it will be.
    mutating func begin(_ document: ExtractedDocument, textBytes: Int) throws(ExtractionError) {
        if let receiver {
            try receiver.begin(document, textBytes: textBytes)
        } else {
            text.reserveCapacity(textBytes)
        }
    }

    mutating func append(_ piece: ArraySlice<UInt8>) throws(FrameReceiver.Failure) {
        do throws(ExtractionFrame.Violation) { try check(piece) } catch { throw .violation(error) }
        do throws(ExtractionError) { try receiver?.write(piece) } catch { throw .refused(error) }
    }

    private mutating func check(_ piece: ArraySlice<UInt8>) throws(ExtractionFrame.Violation) {
        var rest = piece
        if let lead = begun.first {
            let missing = rest.prefix(Self.length(lead) - begun.count)
            begun += missing
            rest = rest.dropFirst(missing.count)
            guard begun.count == Self.length(lead) else { return }
            try appendWhole(begun[...])
            begun = []
        }
        let end = Self.wholeEnd(of: rest)
        try appendWhole(rest[..<end])
        begun += rest[end...]
    }

    consuming func finish() throws(ExtractionFrame.Violation) -> (text: String, scalars: Int) {
        guard begun.isEmpty else { throw ExtractionFrame.Violation("its text is not UTF-8") }
        return (text, scalars)
    }

    private mutating func appendWhole(_ bytes: ArraySlice<UInt8>) throws(ExtractionFrame.Violation) {
        var count = 0
        var controls = 0
        // Without checks for overflow, which there is none of, the loop takes many bytes at a time.
        for byte in bytes {
            count &+= byte & 0xC0 == 0x80 ? 0 : 1
            controls &+= (byte < 0x20 && byte != 0x0A) || byte == 0x7F ? 1 : 0
        }
        guard controls == 0 else { throw ExtractionFrame.Violation("its text has control characters") }
        guard let string = String(validating: bytes, as: UTF8.self) else {
            throw ExtractionFrame.Violation("its text is not UTF-8")
        }
        scalars += count
        if receiver == nil {
            text += string
        }
    }

    /// Where a scalar begins that the piece does not have the end of.
    private static func wholeEnd(of bytes: ArraySlice<UInt8>) -> Int {
        for index in bytes.indices.suffix(3).reversed() where bytes[index] & 0xC0 != 0x80 {
            return index + length(bytes[index]) > bytes.endIndex ? index : bytes.endIndex
        }
        return bytes.endIndex
    }

    /// How long a scalar is that begins with `lead`.
    private static func length(_ lead: UInt8) -> Int { lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4 }
}
