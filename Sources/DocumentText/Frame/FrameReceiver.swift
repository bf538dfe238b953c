/// Reads what an extractor child sends, in pieces of any size, as if it came from a stranger.
///
/// A document's text is kept once and the files of a container not at all: they go on to a ``MemberReceiver``. Every
/// length is checked against what may come before anything is kept for it.
package struct FrameReceiver: Sendable {
    private let limits: ExtractionLimits
    private var members: IncomingMembers
    private var state = State.header
    /// The part of a frame that is being collected, until it has ``wanted`` bytes.
    private var buffer: [UInt8] = []
    private var wanted = ExtractionFrame.headerSize
    private var document: ExtractedDocument?
    private var text: IncomingText

    private enum State {
        case header
        case payload(ExtractionFrame.Kind)
        case documentHeadLength(payloadBytes: Int)
        case documentHead(textBytes: Int)
        case textBegins(textBytes: Int)
        case text(left: Int)
        case memberNameLength(payloadBytes: Int)
        case memberName(fileBytes: Int)
        case file(left: Int)
        case complete(ExtractionFrame.Content)
    }

    /// Why nothing more is taken.
    package enum Failure: Error, Equatable, Sendable {
        /// The stream breaks the format.
        case violation(ExtractionFrame.Violation)
        /// The receiver of the members does not go on.
        case refused(ExtractionError)
    }

    /// A receiver of one stream.
    ///
    /// - Parameters:
    ///   - limits: What the stream may hold.
    ///   - members: Takes the files of a container; without one they are counted and dropped.
    ///   - text: Takes a document's text; without one it is a part of the document.
    package init(
        limits: ExtractionLimits,
        members: (any MemberReceiver)? = nil,
        text: (any TextReceiver)? = nil
    ) {
        self.limits = limits
        self.text = IncomingText(receiver: text)
        self.members = IncomingMembers(limits: limits, receiver: members)
    }

    /// Takes the next bytes of the stream.
    package mutating func receive(_ bytes: ArraySlice<UInt8>) throws(Failure) {
        var rest = bytes
        while !rest.isEmpty {
            switch state {
            case .complete:
                throw .violation(ExtractionFrame.Violation("something follows its end"))
            case .text(let left):
                let piece = rest.prefix(left)
                rest = rest.dropFirst(left)
                try text.append(piece)
                state = .text(left: left - piece.count)
            case .file(let left):
                let piece = rest.prefix(left)
                rest = rest.dropFirst(left)
                try members.write(piece)
                state = .file(left: left - piece.count)
            default:
                let piece = rest.prefix(wanted - buffer.count)
                rest = rest.dropFirst(piece.count)
                buffer.append(contentsOf: piece)
            }
            try advance()
        }
    }

    /// The end of the stream: what it said.
    package consuming func finish() throws(ExtractionFrame.Violation) -> ExtractionFrame.Content {
        guard case .complete(let content) = state else { throw ExtractionFrame.Violation("it is cut off") }
        return content
    }

    private mutating func check(
        _ body: (inout FrameReceiver) throws(ExtractionFrame.Violation) -> Void
    ) throws(Failure) {
        do throws(ExtractionFrame.Violation) { try body(&self) } catch { throw .violation(error) }
    }

    /// Goes from state to state as long as the bytes for it are there; some parts have none.
    private mutating func advance() throws(Failure) {
        while true {
            switch state {
            case .complete: return
            case .text(let left):
                guard left == 0 else { return }
                try check { (self) throws(ExtractionFrame.Violation) in try self.completeDocument() }
            case .textBegins(let textBytes):
                guard let document else { preconditionFailure("a text begins without a document") }
                do throws(ExtractionError) {
                    try text.begin(document, textBytes: textBytes)
                } catch {
                    throw .refused(error)
                }
                state = .text(left: textBytes)
            case .file(let left):
                guard left == 0 else { return }
                try members.end()
                collect(ExtractionFrame.headerSize, .header)
            default:
                guard buffer.count == wanted else { return }
                try step()
            }
        }
    }

    /// Reads the part of a frame that was collected.
    private mutating func step() throws(Failure) {
        switch state {
        case .memberName(let fileBytes):
            let head = buffer
            try check { (self) throws(ExtractionFrame.Violation) in
                let (number, name) = try ExtractionFrame.reference(head)
                try self.members.admit(name, number: number, size: fileBytes)
            }
            try members.begin()
            state = .file(left: fileBytes)
        default:
            try check { (self) throws(ExtractionFrame.Violation) in try self.read() }
        }
    }

    private mutating func read() throws(ExtractionFrame.Violation) {
        switch state {
        case .header:
            let (kind, payloadBytes) = try ExtractionFrame.header(buffer)
            try begin(kind, payloadBytes: payloadBytes)
        case .payload(let kind): try take(kind)
        case .documentHeadLength(let payloadBytes):
            let (length, textBytes) = try split(payloadBytes, fixed: 4)
            guard length <= limits.outputBytes - limits.textBytes else {
                throw ExtractionFrame.Violation("its head is too long", isExcess: true)
            }
            guard textBytes <= limits.textBytes else {
                throw ExtractionFrame.Violation("its text is too long", isExcess: true)
            }
            collect(length, .documentHead(textBytes: textBytes))
        case .documentHead(let textBytes):
            document = try ExtractionFrame.documentHead(buffer, limits: limits)
            buffer = []
            state = .textBegins(textBytes: textBytes)
        case .memberNameLength(let payloadBytes):
            let (length, fileBytes) = try split(payloadBytes, fixed: 8)
            guard length <= ExtractionFrame.maximumStringBytes else {
                throw ExtractionFrame.Violation("a member's name is too long", isExcess: true)
            }
            state = .memberName(fileBytes: fileBytes)
            wanted += length
        case .textBegins, .text, .file, .memberName, .complete: break
        }
    }

    /// The length that the last four of the collected bytes give, and what it leaves of the payload.
    private func split(_ payloadBytes: Int, fixed: Int) throws(ExtractionFrame.Violation) -> (Int, left: Int) {
        var reader = ExtractionFrame.Reader(bytes: buffer.suffix(4))
        let length = Int(try reader.number(UInt32.self))
        guard payloadBytes >= fixed, length <= payloadBytes - fixed else {
            throw ExtractionFrame.Violation("its length is not what it says")
        }
        return (length, payloadBytes - fixed - length)
    }

    private mutating func begin(
        _ kind: ExtractionFrame.Kind,
        payloadBytes: Int
    ) throws(ExtractionFrame.Violation) {
        switch kind {
        case .document, .failure:
            guard members.isEmpty else { throw ExtractionFrame.Violation("it is among the members of a container") }
        case .listing, .member, .reference: break
        }
        switch kind {
        case .document: collect(4, .documentHeadLength(payloadBytes: payloadBytes))
        case .member: collect(8, .memberNameLength(payloadBytes: payloadBytes))
        case .failure, .reference, .listing:
            guard payloadBytes <= ExtractionFrame.maximumListBytes else {
                throw ExtractionFrame.Violation("it is too long", isExcess: true)
            }
            collect(payloadBytes, .payload(kind))
        }
    }

    private mutating func take(_ kind: ExtractionFrame.Kind) throws(ExtractionFrame.Violation) {
        switch kind {
        case .failure: state = .complete(try ExtractionFrame.failure(buffer))
        case .listing:
            state = .complete(.members(try ExtractionFrame.listing(buffer, members: members.all)))
        case .reference:
            let (number, address) = try ExtractionFrame.reference(buffer)
            try members.refer(to: address, number: number)
            collect(ExtractionFrame.headerSize, .header)
        case .document, .member: break
        }
    }

    private mutating func collect(_ count: Int, _ next: State) {
        buffer.removeAll(keepingCapacity: buffer.capacity <= 1 << 16)
        wanted = count
        state = next
    }

    private mutating func completeDocument() throws(ExtractionFrame.Violation) {
        guard let head = document else { return }
        let (text, scalars) = try self.text.finish()
        guard head.segments.last.map({ $0.end <= scalars }) ?? true else {
            throw ExtractionFrame.Violation("a segment lies outside the text")
        }
        state = .complete(.document(head.with(text: text)))
    }
}

extension ExtractedDocument {
    /// The same document with another text.
    fileprivate func with(text: String) -> ExtractedDocument {
        ExtractedDocument(
            text: text,
            segments: segments,
            mediaType: mediaType,
            metadata: metadata,
            pageCount: pageCount,
            parts: parts,
            isPartial: isPartial,
            warnings: warnings
        )
    }
}
