import DocumentText
import Synchronization
import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// An extracted text as it is kept: the extractor's frame in a zlib stream.
enum StoredText {
    /// The largest text that is read back, as a frame or as JSON.
    private static let limit = 1 << 30

    /// Keeps a whole document.
    static func encode(_ document: ExtractedDocument) -> Data {
        let deflation = Deflation()
        deflation.append(ExtractionFrame.documentHead(document, textBytes: document.text.utf8.count))
        deflation.append(document.text.utf8)
        return Data(deflation.finish())
    }

    /// Reads what was kept, also the JSON of earlier versions.
    static func decode(_ body: Data) throws -> ExtractedDocument {
        let bytes = try Compression.decompress(body, limit: limit)
        guard bytes.first != UInt8(ascii: "{") else {
            return try JSONDecoder().decode(ExtractedDocument.self, from: Data(bytes))
        }
        // It was checked when it was kept; these limits are those of the format.
        var receiver = FrameReceiver(
            limits: ExtractionLimits(textBytes: limit, pages: Int(Int32.max), segments: 1 << 24)
        )
        do throws(FrameReceiver.Failure) { try receiver.receive(bytes[...]) } catch { throw damaged("\(error)") }
        do throws(ExtractionFrame.Violation) {
            if case .document(let document) = try receiver.finish() { return document }
        } catch {
            throw damaged(error.rule)
        }
        throw damaged("it is no document")
    }

    private static func damaged(_ what: String) -> AgentFailure {
        AgentFailure("text-unreadable", isTransient: false, "a kept text is damaged: \(what)")
    }
}

/// Keeps a text while it comes, compressed: the text itself is never in memory.
final class IncomingStoredText: TextReceiver {
    private struct State {
        // Only used under the lock.
        let deflation = Deflation()
        var scalars = 0
        var words = 0
        var isInWord = false
    }

    private let state = Mutex(State())

    func begin(_ document: ExtractedDocument, textBytes: Int) throws(ExtractionError) {
        state.withLock { $0.deflation.append(ExtractionFrame.documentHead(document, textBytes: textBytes)) }
    }

    func write(_ bytes: ArraySlice<UInt8>) throws(ExtractionError) {
        state.withLock { state in
            state.deflation.append(bytes)
            for byte in bytes {
                state.scalars &+= byte & 0xC0 == 0x80 ? 0 : 1
                let isSpace = byte <= 0x20
                state.words &+= !isSpace && !state.isInWord ? 1 : 0
                state.isInWord = !isSpace
            }
        }
    }

    /// The text as it is kept, and its counts: Unicode scalars, and runs of anything but white space.
    func finish() -> (body: Data, characters: Int, words: Int) {
        state.withLock { state in (Data(state.deflation.finish()), state.scalars, state.words) }
    }
}
