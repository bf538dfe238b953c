import CXML2

/// Reads XML as events, through libxml2.
///
/// Nothing outside the bytes is ever read, entities that the document declares do not exist, and nothing is built: the
/// depth and the size of a document cost no more than its bytes.
enum XMLScanner {
    private static let chunk = 1 << 16

    /// Tells `events` what is in `bytes`, as far as it is well-formed.
    ///
    /// - Returns: Whether all of it was.
    @discardableResult
    static func scan(_ bytes: [UInt8], _ events: some XMLEvents) -> Bool {
        scan(events) { take in
            bytes.withUnsafeBytes { buffer in
                var position = 0
                while position < buffer.count {
                    let end = min(position + chunk, buffer.count)
                    guard take(UnsafeRawBufferPointer(rebasing: buffer[position..<end])) else { return }
                    position = end
                }
            }
        }
    }

    /// Tells `events` what is in the pieces that `feed` hands over, until they are not wanted any more.
    ///
    /// - Returns: Whether all of it was well-formed.
    static func scan(
        _ events: some XMLEvents,
        feed: (_ take: (UnsafeRawBufferPointer) -> Bool) -> Void
    ) -> Bool {
        let box = Unmanaged.passRetained(Box(events))
        defer { box.release() }
        var handler = xmlSAXHandler()
        handler.initialized = XML_SAX2_MAGIC
        handler.startElementNs = beginElement
        handler.endElementNs = endElement
        handler.characters = characters
        handler.cdataBlock = characters
        handler.ignorableWhitespace = characters
        handler.serror = { _, _ in }
        guard let context = xmlCreatePushParserCtxt(&handler, box.toOpaque(), nil, 0, nil) else { return false }
        defer { xmlFreeParserCtxt(context) }
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_RECOVER.rawValue | XML_PARSE_NOERROR.rawValue
        xmlCtxtUseOptions(context, CInt(bitPattern: options))
        feed { piece in
            guard !events.isDone, context.pointee.disableSAX == 0 else { return false }
            xmlParseChunk(context, piece.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(piece.count), 0)
            return true
        }
        xmlParseChunk(context, nil, 0, 1)
        return context.pointee.wellFormed == 1
    }

    fileprivate final class Box {
        let events: any XMLEvents

        init(_ events: some XMLEvents) { self.events = events }
    }
}

private func events(_ context: UnsafeMutableRawPointer?) -> (any XMLEvents)? {
    context.map { Unmanaged<XMLScanner.Box>.fromOpaque($0).takeUnretainedValue().events }
}

private func beginElement(
    _ context: UnsafeMutableRawPointer?,
    _ local: UnsafePointer<xmlChar>?,
    _: UnsafePointer<xmlChar>?,
    _ space: UnsafePointer<xmlChar>?,
    _: CInt,
    _: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?,
    _ count: CInt,
    _: CInt,
    _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
) {
    guard let local else { return }
    let name = XMLName(local: local, space: space)
    events(context)?.begin(XMLElement(name: name, attributes: attributes, count: Int(count)))
}

private func endElement(
    _ context: UnsafeMutableRawPointer?,
    _ local: UnsafePointer<xmlChar>?,
    _: UnsafePointer<xmlChar>?,
    _ space: UnsafePointer<xmlChar>?
) {
    guard let local else { return }
    events(context)?.end(XMLName(local: local, space: space))
}

private func characters(_ context: UnsafeMutableRawPointer?, _ bytes: UnsafePointer<xmlChar>?, _ count: CInt) {
    events(context)?.text(UnsafeBufferPointer(start: bytes, count: Int(count)))
}
