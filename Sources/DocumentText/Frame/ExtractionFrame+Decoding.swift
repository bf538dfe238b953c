extension ExtractionFrame {
    /// Reads a frame's header: its kind and the length of its payload.
    static func header(_ bytes: [UInt8]) throws(Violation) -> (kind: Kind, payloadBytes: Int) {
        var reader = Reader(bytes: bytes)
        guard try reader.bytes(count: magic.count).elementsEqual(magic) else { throw Violation("it has no frame mark") }
        guard try reader.number(UInt8.self) == version else { throw Violation("its version is unknown") }
        guard let kind = Kind(rawValue: try reader.number(UInt8.self)) else { throw Violation("its kind is unknown") }
        guard let length = Int(exactly: try reader.number(UInt64.self)) else {
            throw Violation("it is longer than anything", isExcess: true)
        }
        return (kind, length)
    }

    /// Reads a failure's payload.
    static func failure(_ bytes: [UInt8]) throws(Violation) -> Content {
        var reader = Reader(bytes: bytes)
        let code = try self.code(&reader)
        let detail = try reader.string()
        try reader.end()
        return .failure(code, detail: detail)
    }

    /// Reads a reference's payload.
    static func reference(_ bytes: [UInt8]) throws(Violation) -> (number: Int, address: String) {
        var reader = Reader(bytes: bytes)
        let number = Int(try reader.number(UInt32.self))
        let address = try reader.string()
        try reader.end()
        return (number, address)
    }

    /// Reads a listing's payload; `members` are those that came before it.
    static func listing(_ bytes: [UInt8], members: [DocumentMember]) throws(Violation) -> MemberListing {
        var reader = Reader(bytes: bytes)
        let mediaType = try reader.string()
        let warnings = try reader.strings()
        var skipped: [SkippedMember] = []
        for _ in 0..<(try reader.count(limit: maximumSkipped)) {
            let name = try reader.string()
            skipped.append(SkippedMember(name: name, code: try code(&reader)))
        }
        let count = try reader.number(UInt32.self)
        let size = try reader.number(UInt64.self)
        try reader.end()
        guard !members.isEmpty else { throw Violation("it lists nothing") }
        guard count == UInt32(clamping: members.count), size == UInt64(members.reduce(0) { $0 + $1.size }) else {
            throw Violation("it lists other members than came before it")
        }
        return MemberListing(mediaType: mediaType, members: members, skipped: skipped, warnings: warnings)
    }

    private static func code(_ reader: inout Reader) throws(Violation) -> ExtractionError.Code {
        guard let code = ExtractionError.Code(name: try reader.string()) else {
            throw Violation("its failure code is unknown")
        }
        return code
    }

    /// Reads the head of a document's payload: the document without its text.
    static func documentHead(_ bytes: [UInt8], limits: ExtractionLimits) throws(Violation) -> ExtractedDocument {
        var reader = Reader(bytes: bytes)
        let mediaType = try reader.string()
        let pages = try reader.number(UInt32.self)
        guard pages == .max || Int(pages) <= limits.pages else { throw Violation("it has too many pages") }
        let isPartial = try reader.number(UInt8.self)
        guard isPartial <= 1 else { throw Violation("a flag is neither set nor unset") }
        let warnings = try reader.strings()
        var metadata: [String: String] = [:]
        for _ in 0..<(try reader.count(limit: maximumStrings)) {
            let key = try reader.string()
            metadata[key] = try reader.string()
        }
        let parts = try self.parts(&reader)
        let segments = try self.segments(&reader, parts: parts.count, limits: limits)
        try reader.end()
        return ExtractedDocument(
            text: "",
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
}
