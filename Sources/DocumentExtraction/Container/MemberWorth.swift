import DocumentText

/// Decides which files of an archive become documents: those that a reader may get text from.
///
/// Pictures (unless text recognition is on), fonts, programs and the like would each become a document only to be
/// rejected. A broken or encrypted document is still one: it is rejected with a reason of its own.
struct MemberWorth {
    let readsImages: Bool

    /// How much of a file decides in most cases.
    static let headBytes = 1 << 16

    init(_ context: ReadingContext) { readsImages = context.options.recognition != nil }

    /// Whether a file that begins with `head` may be a document; `nil` where the beginning is not enough.
    func isDocument(head: [UInt8], name: String) -> Bool? {
        let needsAll = head.starts(with: "PK".utf8) || head.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
        return needsAll ? nil : isDocument(head, name: name)
    }

    /// Whether a file may be a document.
    func isDocument(_ bytes: [UInt8], name: String) -> Bool {
        do throws(ReadingFailure) {
            let source = try DocumentSource(bytes: bytes, name: name)
            switch try FormatDetector.recognise(source) {
            case nil, .unsupported: return false
            case .image: return readsImages
            default: return true
            }
        } catch {
            return true
        }
    }
}
