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
        throw ReadingFailure(.unsupportedFormat)
    }

    /// Reads each document of a container that lies within a document into that document's text.
    static func readParts(
        _ source: DocumentSource,
        _ format: DetectedFormat,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) {
        throw ReadingFailure(.unsupportedFormat)
    }
}
