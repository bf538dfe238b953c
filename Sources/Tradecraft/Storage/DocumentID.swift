import Inbox
package import Taskt

/// The identity of a claimed document: `d-` and twelve characters of Crockford's base 32, in lower case.
package struct DocumentID: RawRepresentable, Hashable, Codable, Sendable, CustomStringConvertible {
    /// The identity as stored and shown.
    package let rawValue: String

    /// Wraps an identity; nil where the text has another form.
    package init?(rawValue: String) {
        guard rawValue.hasPrefix("d-"), rawValue.utf8.count == 14,
            rawValue.utf8.dropFirst(2).allSatisfy(Self.alphabet.contains)
        else { return nil }
        self.rawValue = rawValue
    }

    /// Draws a fresh identity of 60 random bits.
    package init(using generator: inout some RandomNumberGenerator) {
        let letters = (0..<12).map { _ in Self.alphabet[Int(generator.next(upperBound: UInt(Self.alphabet.count)))] }
        rawValue = "d-" + String(decoding: letters, as: UTF8.self)
    }

    /// The identity of a document within another: the same whenever that one is unpacked.
    ///
    /// It is made of the first 60 bits of a SHA-256 over the other's identity and the place in it.
    init(member number: Int, of parent: DocumentID) {
        let digest = SHA256.hexadecimal(of: Array("\(parent.rawValue)/\(number)".utf8))
        var bits = UInt64(digest.prefix(15), radix: 16) ?? 0
        var letters: [UInt8] = []
        for _ in 0..<12 {
            letters.append(Self.alphabet[Int(bits & 31)])
            bits >>= 5
        }
        rawValue = "d-" + String(decoding: letters, as: UTF8.self)
    }

    /// The identity itself.
    package var description: String { rawValue }

    /// The part that names of folders end with.
    package var short: String { String(rawValue.dropFirst(2).prefix(8)) }

    /// The run that analyses the document.
    package var runID: RunID { RunID(rawValue: "r-" + rawValue.dropFirst(2)) }

    /// The document that a run analyses; nil for other runs.
    package init?(of run: RunID) { self.init(rawValue: "d-" + run.rawValue.dropFirst(2)) }

    /// The name of the document's file in the spool.
    var fileName: FileName {
        guard let name = FileName(rawValue) else { preconditionFailure("\(rawValue) cannot name a file") }
        return name
    }

    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
}
