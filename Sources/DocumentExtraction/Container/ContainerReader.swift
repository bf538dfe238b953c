import DocumentText

/// Takes the documents out of files that hold them.
enum ContainerReader {
    /// Hands each document of the container to `output`.
    static func read(
        _ source: DocumentSource,
        _ format: DetectedFormat,
        _ context: ReadingContext,
        to output: some MemberOutput
    ) throws(ReadingFailure) -> MemberListing {
        let limits = context.limits
        guard limits.depth > 0 else { throw ReadingFailure(.nestingExceeded) }
        func take(_ name: String, _ bytes: [UInt8]) throws(ReadingFailure) -> Bool {
            guard output.file(name, bytes) else { throw ReadingFailure(.unavailable, "nobody takes the members") }
            return true
        }
        switch format {
        case .archive(let mediaType):
            var reader = try ArchiveReader(source, mediaType: mediaType, context)
            try reader.read(mediaType: mediaType, take)
            return try reader.tally.listing(mediaType: mediaType)
        case .mailbox:
            var tally = MemberTally(limits: limits)
            try MailboxMessages.read(try source.bytes(), into: &tally, take)
            return try tally.listing(mediaType: format.mediaType)
        case .links(let form):
            var tally = MemberTally(limits: limits)
            for address in try LinkFile.addresses(in: source, form, into: &tally) {
                guard output.reference(address) else {
                    throw ReadingFailure(.unavailable, "nobody takes the members")
                }
            }
            return try tally.listing(mediaType: format.mediaType)
        default: throw ReadingFailure(.unsupportedFormat)
        }
    }

    /// Reads each document of a container that lies within a document into that document's text.
    ///
    /// Addresses are not fetched: they become links.
    static func readParts(
        _ source: DocumentSource,
        _ format: DetectedFormat,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) {
        var tally = MemberTally(limits: context.limits)
        switch format {
        case .archive(let mediaType):
            var reader = try ArchiveReader(source, mediaType: mediaType, context, bytes: draft.partBytes)
            try reader.read(mediaType: mediaType) { (name, bytes) throws(ReadingFailure) in
                PartReader.read(bytes, name: name, as: .attachment, into: &draft, context)
                return !draft.text.isFull && draft.parts.count < context.limits.members
            }
            tally = reader.tally
        case .mailbox:
            try MailboxMessages.read(try source.bytes(), into: &tally) { (name, bytes) throws(ReadingFailure) in
                PartReader.read(bytes, name: name, as: .message, into: &draft, context)
                return !draft.text.isFull && draft.parts.count < context.limits.members
            }
        case .links(let form):
            for address in try LinkFile.addresses(in: source, form, into: &tally) {
                draft.text.append(address.utf8, as: .link)
            }
        default: throw ReadingFailure(.unsupportedFormat)
        }
        _ = try tally.listing(mediaType: format.mediaType)
        if draft.parts.count >= context.limits.members {
            draft.warnPartial("There are more than \(context.limits.members) parts; the others were not read.")
        }
        for (code, count) in tally.skippedCounts.sorted(by: { $0.key.description < $1.key.description })
        where code != .unsupportedFormat && code != .empty {
            let name = source.name.prefix(100)
            draft.warnPartial("\(count) of the files in \"\(name)\" within the document were not read (\(code)).")
        }
        for warning in tally.warnings {
            draft.warnPartial(warning)
        }
    }
}
