extension ExtractionFrame {
    /// Everything of a document's frame that comes before the text's own bytes.
    ///
    /// The writer sends this, then `textBytes` bytes of UTF-8: the text is never copied into the frame.
    ///
    /// - Parameters:
    ///   - description: The document; its text is ignored.
    ///   - textBytes: How many bytes of UTF-8 follow.
    /// - Returns: The frame without the text.
    package static func documentHead(_ description: ExtractedDocument, textBytes: Int) -> [UInt8] {
        var payload: [UInt8] = []
        payload.reserveCapacity(description.segments.count * segmentSize + 4096)
        payload.append(string: description.mediaType)
        payload.append(number: UInt32(exactly: description.pageCount ?? -1) ?? .max)
        payload.append(description.isPartial ? 1 : 0)
        payload.append(strings: description.warnings)
        let metadata = description.metadata.sorted { $0.key < $1.key }.prefix(maximumStrings)
        payload.append(number: UInt32(metadata.count))
        for (key, value) in metadata {
            payload.append(string: key)
            payload.append(string: value)
        }
        payload.append(number: UInt32(description.parts.count))
        for part in description.parts {
            payload.append(part.kind.frameCode)
            payload.append(number: UInt32(part.parent.map { $0 + 1 } ?? 0))
            payload.append(string: part.name)
            payload.append(string: part.mediaType ?? "")
        }
        payload.append(number: UInt32(description.segments.count))
        for segment in description.segments {
            payload.append(segment.kind.frameCode)
            payload.append(number: UInt32(segment.start))
            payload.append(number: UInt32(segment.end))
            payload.append(number: UInt32(segment.page ?? 0))
            payload.append(number: UInt32(segment.part.map { $0 + 1 } ?? 0))
            payload.append(number: UInt32(exactly: segment.source?.lowerBound ?? -1) ?? .max)
            payload.append(number: UInt32(exactly: segment.source?.upperBound ?? -1) ?? .max)
        }
        var frame = header(.document, payloadBytes: 4 + payload.count + textBytes)
        frame.append(number: UInt32(payload.count))
        return frame + payload
    }

    /// The whole frame of a failure.
    package static func failure(_ code: ExtractionError.Code, detail: String) -> [UInt8] {
        var payload: [UInt8] = []
        payload.append(string: code.description)
        payload.append(string: detail)
        return header(.failure, payloadBytes: payload.count) + payload
    }

    /// Everything of a member's frame that comes before the file's own bytes.
    ///
    /// - Parameters:
    ///   - number: How many members and references came before it.
    ///   - name: Its name in the container.
    ///   - fileBytes: How many bytes follow.
    /// - Returns: The frame without the file.
    package static func memberHead(number: Int, name: String, fileBytes: Int) -> [UInt8] {
        var payload: [UInt8] = []
        payload.append(number: UInt32(clamping: number))
        payload.append(string: name)
        return header(.member, payloadBytes: payload.count + fileBytes) + payload
    }

    /// The whole frame of a reference.
    package static func reference(number: Int, address: String) -> [UInt8] {
        var payload: [UInt8] = []
        payload.append(number: UInt32(clamping: number))
        payload.append(string: address)
        return header(.reference, payloadBytes: payload.count) + payload
    }

    /// The whole frame of a listing, the last of a container's; of its members only the count and the size are sent again.
    package static func listing(_ listing: MemberListing) -> [UInt8] {
        var payload: [UInt8] = []
        payload.append(string: listing.mediaType)
        payload.append(strings: listing.warnings)
        let skipped = listing.skipped.prefix(maximumSkipped)
        payload.append(number: UInt32(skipped.count))
        for member in skipped {
            payload.append(string: member.name)
            payload.append(string: member.code.description)
        }
        payload.append(number: UInt32(clamping: listing.members.count))
        payload.append(number: UInt64(listing.members.reduce(0) { $0 + $1.size }))
        return header(.listing, payloadBytes: payload.count) + payload
    }

    private static func header(_ kind: Kind, payloadBytes: Int) -> [UInt8] {
        var header = magic
        header.append(version)
        header.append(kind.rawValue)
        header.append(number: UInt64(payloadBytes))
        return header
    }
}

extension [UInt8] {
    fileprivate mutating func append(number: some FixedWidthInteger & UnsignedInteger) {
        var rest = number
        for _ in 0..<(number.bitWidth / 8) {
            append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }

    /// Appends a list of strings, as many as are allowed.
    fileprivate mutating func append(strings: [String]) {
        let kept = strings.prefix(ExtractionFrame.maximumStrings)
        append(number: UInt32(kept.count))
        for string in kept {
            append(string: string)
        }
    }

    /// Appends a string, cut after the last scalar that fits.
    fileprivate mutating func append(string: String) {
        var bytes: [UInt8] = []
        for scalar in string.unicodeScalars {
            let encoded = UTF8.encode(scalar).map { Array($0) } ?? []
            guard bytes.count + encoded.count <= ExtractionFrame.maximumStringBytes else { break }
            bytes += encoded
        }
        append(number: UInt32(bytes.count))
        append(contentsOf: bytes)
    }
}
