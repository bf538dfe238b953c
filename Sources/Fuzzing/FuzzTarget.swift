import DocumentExtraction
import DocumentText

/// What is fed with made-up input: each of our own parsers of untrusted bytes.
enum FuzzTarget: String, CaseIterable {
    case rtf, mail, mailbox
    case webArchive = "web-archive"
    case outlook, html, json, plain, markdown, links, detect, frames

    /// Reads one input; whatever it is, this returns.
    func read(_ bytes: [UInt8]) {
        switch self {
        case .frames: Self.receive(bytes)
        case .detect: extract(bytes, as: nil)
        case .rtf: extract(bytes, as: .rtf)
        case .mail: extract(bytes, as: .mail)
        case .mailbox: extract(bytes, as: .mailbox)
        case .webArchive: extract(bytes, as: .webArchive)
        case .outlook: extract(bytes, as: .outlookMessage)
        case .html: extract(bytes, as: .html)
        case .json: extract(bytes, as: .json(isLines: false))
        case .plain: extract(bytes, as: .text(mediaType: "text/plain", .prose))
        case .markdown: extract(bytes, as: .markdown)
        case .links:
            for format: DetectedFormat.LinkFormat in [.shortcut, .propertyList, .lines] {
                extract(bytes, as: .links(format))
            }
        }
    }

    /// The limits are small: an input that costs more than they allow is one that the limits do not hold.
    private static let limits = ExtractionLimits(
        inputBytes: 1 << 20,
        textBytes: 1 << 20,
        pages: 100,
        segments: 20_000,
        members: 100,
        memberBytes: 4 << 20,
        depth: 4
    )

    private func extract(_ bytes: [UInt8], as format: DetectedFormat?) {
        let context = ReadingContext(limits: Self.limits)
        do throws(ReadingFailure) {
            let source = try DocumentSource(bytes: bytes, name: "input")
            let result = try DocumentReader.read(source, as: format, context, members: NoMembers())
            guard case .document(let description, let text) = result else { return }
            // What a reader gives must pass for what a stranger sends.
            let frame = ExtractionFrame.documentHead(description, textBytes: text.count) + text
            if let refusal = Self.refusal(of: frame) { fatalError("a reader's own document is refused: \(refusal)") }
        } catch {
            // A failure is an answer.
        }
    }

    /// Receives a stream in one piece, then in small ones: both must be taken, or refused, alike.
    private static func receive(_ bytes: [UInt8]) {
        let whole = refusal(of: bytes)
        let pieces = refusal(of: bytes, pieces: 7)
        if (whole == nil) != (pieces == nil) {
            fatalError("a stream is taken or refused by how it is cut: \(whole ?? "taken"), \(pieces ?? "taken")")
        }
    }

    /// Why a stream is refused, or `nil`.
    private static func refusal(of bytes: [UInt8], pieces: Int = .max) -> String? {
        var receiver = FrameReceiver(limits: limits)
        var rest = bytes[...]
        do throws(FrameReceiver.Failure) {
            while !rest.isEmpty {
                try receiver.receive(rest.prefix(pieces))
                rest = rest.dropFirst(pieces)
            }
        } catch {
            return "\(error)"
        }
        do throws(ExtractionFrame.Violation) {
            _ = try receiver.finish()
            return nil
        } catch {
            return error.rule
        }
    }
}

/// Takes members and forgets them.
private struct NoMembers: MemberOutput {
    func file(_ name: String, _ bytes: [UInt8]) -> Bool { true }

    func reference(_ address: String) -> Bool { true }
}
