import CXML2

/// Reads XML as events, through libxml2.
///
/// Nothing outside the bytes is ever read, entities that the document declares do not exist, and nothing is built: a
/// document costs no more than its bytes.
enum XMLScanner {
    private static let chunk = 1 << 16
    // No real document comes near these. The parser looks through all open elements at each new one, and through many
    // of the names it has seen: without limits they would cost the square of their number.
    fileprivate static let maximumDepth = 1000
    private static let maximumNames: CInt = 20_000

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
        let box = Box(events)
        let reference = Unmanaged.passRetained(box)
        defer { reference.release() }
        var handler = xmlSAXHandler()
        handler.initialized = XML_SAX2_MAGIC
        handler.startElementNs = beginElement
        handler.endElementNs = endElement
        handler.characters = characters
        handler.cdataBlock = characters
        handler.ignorableWhitespace = characters
        handler.serror = { _, _ in }
        guard let context = xmlCreatePushParserCtxt(&handler, reference.toOpaque(), nil, 0, nil) else { return false }
        defer { xmlFreeParserCtxt(context) }
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_RECOVER.rawValue | XML_PARSE_NOERROR.rawValue
        xmlCtxtUseOptions(context, CInt(bitPattern: options))
        feed { piece in
            guard !events.isDone, !box.isHostile, context.pointee.disableSAX == 0 else { return false }
            xmlParseChunk(context, piece.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(piece.count), 0)
            box.isHostile = box.isHostile || xmlDictSize(context.pointee.dict) > maximumNames
            return true
        }
        if !box.isHostile {
            xmlParseChunk(context, nil, 0, 1)
        }
        return context.pointee.wellFormed == 1 && !box.isHostile
    }

    fileprivate final class Box {
        let events: any XMLEvents
        var depth = 0
        var isHostile = false

        init(_ events: some XMLEvents) { self.events = events }
    }
}

private func box(_ context: UnsafeMutableRawPointer?) -> XMLScanner.Box? {
    context.map { Unmanaged<XMLScanner.Box>.fromOpaque($0).takeUnretainedValue() }
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
    guard let local, let box = box(context), !box.isHostile else { return }
    box.depth += 1
    box.isHostile = box.depth > XMLScanner.maximumDepth
    let name = XMLName(local: local, space: space)
    box.events.begin(XMLElement(name: name, attributes: attributes, count: Int(count)))
}

private func endElement(
    _ context: UnsafeMutableRawPointer?,
    _ local: UnsafePointer<xmlChar>?,
    _: UnsafePointer<xmlChar>?,
    _ space: UnsafePointer<xmlChar>?
) {
    guard let local, let box = box(context), !box.isHostile else { return }
    box.depth -= 1
    box.events.end(XMLName(local: local, space: space))
}

private func characters(_ context: UnsafeMutableRawPointer?, _ bytes: UnsafePointer<xmlChar>?, _ count: CInt) {
    guard let box = box(context), !box.isHostile else { return }
    let piece = UnsafeBufferPointer(start: bytes, count: Int(count))
    if isWellFormed(piece) {
        box.events.text(piece)
    } else {
        // A parser that goes on after errors hands over what it found.
        Array(String(decoding: piece, as: UTF8.self).utf8).withUnsafeBufferPointer { box.events.text($0) }
    }
}

private func isWellFormed(_ piece: UnsafeBufferPointer<UInt8>) -> Bool {
    guard piece.contains(where: { $0 >= 0x80 }) else { return true }
    do {
        _ = try UTF8Span(validating: piece.span)
        return true
    } catch {
        return false
    }
}
