extension ExtractionFrame {
    /// Reads a frame that nobody vouches for.
    ///
    /// Every length is checked against what is there and against `limits`, every string must be UTF-8, and the segments
    /// must lie in order inside the text, which has no control character but the line feed.
    package static func decode(_ bytes: [UInt8], limits: ExtractionLimits) throws(Violation) -> Content {
        var reader = Reader(bytes: bytes)
        guard try reader.bytes(count: magic.count).elementsEqual(magic) else { throw Violation("it has no frame mark") }
        guard try reader.number(UInt8.self) == version else { throw Violation("its version is unknown") }
        let kind = Kind(rawValue: try reader.number(UInt8.self))
        guard try reader.number(UInt64.self) == UInt64(reader.remaining) else {
            throw Violation("its length is not what it says")
        }
        let content: Content
        switch kind {
        case .document: content = .document(try document(&reader, limits: limits))
        case .failure: content = try failure(&reader)
        case nil: throw Violation("its kind is unknown")
        }
        guard reader.remaining == 0 else { throw Violation("something follows its end") }
        return content
    }

    private static func failure(_ reader: inout Reader) throws(Violation) -> Content {
        guard let code = ExtractionError.Code(name: try reader.string()) else {
            throw Violation("its failure code is unknown")
        }
        return .failure(code, detail: try reader.string())
    }

    private static func document(
        _ reader: inout Reader,
        limits: ExtractionLimits
    ) throws(Violation) -> ExtractedDocument {
        let mediaType = try reader.string()
        let pages = try reader.number(UInt32.self)
        guard pages == .max || Int(pages) <= limits.pages else { throw Violation("it has too many pages") }
        let isPartial = try reader.number(UInt8.self)
        guard isPartial <= 1 else { throw Violation("a flag is neither set nor unset") }
        var warnings: [String] = []
        for _ in 0..<(try reader.count(limit: maximumStrings)) {
            warnings.append(try reader.string())
        }
        var metadata: [String: String] = [:]
        for _ in 0..<(try reader.count(limit: maximumStrings)) {
            let key = try reader.string()
            metadata[key] = try reader.string()
        }
        let parts = try self.parts(&reader)
        let segments = try self.segments(&reader, parts: parts.count, limits: limits)
        let length = try reader.number(UInt64.self)
        guard length == UInt64(reader.remaining), reader.remaining <= limits.textBytes else {
            throw Violation("its text is longer than it may be, or cut off")
        }
        let utf8 = try reader.bytes(count: reader.remaining)
        let scalars = try scalarCount(utf8)
        guard segments.allSatisfy({ $0.end <= scalars }) else { throw Violation("a segment lies outside the text") }
        guard let text = String(validating: utf8, as: UTF8.self) else { throw Violation("its text is not UTF-8") }
        return ExtractedDocument(
            text: text,
            segments: segments,
            mediaType: mediaType,
            metadata: metadata,
            pageCount: pages == .max ? nil : Int(pages),
            parts: parts,
            isPartial: isPartial == 1,
            warnings: warnings
        )
    }

    private static func parts(_ reader: inout Reader) throws(Violation) -> [DocumentPart] {
        var parts: [DocumentPart] = []
        for index in 0..<(try reader.count(limit: maximumParts)) {
            guard let kind = DocumentPart.Kind.byFrameCode[try reader.number(UInt8.self)] else {
                throw Violation("a part's kind is unknown")
            }
            let parent = Int(try reader.number(UInt32.self))
            guard parent <= index else { throw Violation("a part comes before the one that holds it") }
            let name = try reader.string()
            let mediaType = try reader.string()
            parts.append(
                DocumentPart(
                    name: name,
                    kind: kind,
                    mediaType: mediaType.isEmpty ? nil : mediaType,
                    parent: parent == 0 ? nil : parent - 1
                )
            )
        }
        return parts
    }

    private static func segments(
        _ reader: inout Reader,
        parts: Int,
        limits: ExtractionLimits
    ) throws(Violation) -> [Segment] {
        let count = try reader.count(limit: limits.segments)
        guard count <= reader.remaining / segmentSize else { throw Violation("it has fewer segments than it says") }
        var segments: [Segment] = []
        segments.reserveCapacity(count)
        var position = 0
        for _ in 0..<count {
            guard let kind = Segment.Kind.byFrameCode[try reader.number(UInt8.self)] else {
                throw Violation("a segment's kind is unknown")
            }
            let start = Int(try reader.number(UInt32.self))
            let end = Int(try reader.number(UInt32.self))
            let page = Int(try reader.number(UInt32.self))
            guard position <= start, start < end else { throw Violation("its segments are out of order") }
            guard page <= limits.pages else { throw Violation("a segment's page is out of range") }
            let part = Int(try reader.number(UInt32.self))
            guard part <= parts else { throw Violation("a segment is in a part that there is not") }
            segments.append(
                Segment(
                    kind: kind,
                    start: start,
                    end: end,
                    page: page == 0 ? nil : page,
                    part: part == 0 ? nil : part - 1,
                    source: try source(&reader)
                )
            )
            position = end
        }
        return segments
    }

    private static func source(_ reader: inout Reader) throws(Violation) -> Range<Int>? {
        let start = try reader.number(UInt32.self)
        let end = try reader.number(UInt32.self)
        guard start != .max || end != .max else { return nil }
        guard start <= end, end != .max else { throw Violation("a segment's place in the file is out of order") }
        return Int(start)..<Int(end)
    }

    private static func scalarCount(_ utf8: ArraySlice<UInt8>) throws(Violation) -> Int {
        var count = 0
        var controls = 0
        // Without checks for overflow, which there is none of, the loop takes many bytes at a time.
        for byte in utf8 {
            count &+= byte & 0xC0 == 0x80 ? 0 : 1
            controls &+= (byte < 0x20 && byte != 0x0A) || byte == 0x7F ? 1 : 0
        }
        guard controls == 0 else { throw Violation("its text has control characters") }
        return count
    }
}
