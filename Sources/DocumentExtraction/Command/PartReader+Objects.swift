import DocumentText

extension PartReader {
    /// Reads an object that was put into a document, if it is a document itself.
    ///
    /// Objects of programs that write no documents are left out without a word, and without a part of their own. The name
    /// is one that a program gave and is not shown.
    static func readIfDocument(
        _ bytes: [UInt8],
        name: String,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) {
        guard isDocument(bytes, name: name) else { return }
        read(bytes, name: name, as: .embedded, isShown: false, into: &draft, context)
    }

    private static func isDocument(_ bytes: [UInt8], name: String) -> Bool {
        do throws(ReadingFailure) {
            switch try FormatDetector.detect(DocumentSource(bytes: bytes, name: name)) {
            case .unsupported, .image: return false
            default: return true
            }
        } catch {
            // What cannot even be told apart cannot be read.
            return false
        }
    }
}
