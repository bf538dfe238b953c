/// Why a document gave no text.
package struct ExtractionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, from a closed set.
    package let code: Code

    /// The document, by the name it was given.
    package let document: String

    /// What is known beyond the code: a detected type, a signal, a limit; never text of the document.
    package let detail: String

    /// A failure with its document; details longer than ``maximumDetail`` scalars are cut.
    package init(_ code: Code, document: String, detail: String = "") {
        self.code = code
        self.document = document
        self.detail = String(
            String.UnicodeScalarView(
                detail.unicodeScalars.prefix(Self.maximumDetail).map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
            )
        )
    }

    /// The longest detail that is kept, in Unicode scalars.
    package static let maximumDetail = 300

    /// Whether trying the same document again may succeed without anybody doing anything.
    package var isTransient: Bool {
        switch code.value {
        case .crashed, .unavailable: true
        case .unsupportedFormat, .encrypted, .damaged, .noText, .empty, .inputExceeded, .nestingExceeded,
            .membersExceeded, .timedOut, .memoryExceeded, .outputExceeded, .malformedResult, .toolMissing, .unreadable,
            .cancelled, .unconfined:
            false
        }
    }

    /// One line an operator can act on.
    package var description: String {
        let name = document.isEmpty ? "" : " for \(document.debugDescription)"
        return "document extract failed (\(code))\(name): \(detail.isEmpty ? code.meaning : detail)"
    }
}
