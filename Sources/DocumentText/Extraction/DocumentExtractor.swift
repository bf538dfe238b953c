/// Turns a file into text, or into the documents it holds.
package protocol DocumentExtractor: Sendable {
    /// Extracts the text of the file at `path`, or takes the documents out of it.
    ///
    /// - Parameters:
    ///   - path: The file's path as the bytes the system uses, without a NUL.
    ///   - name: The name the document was given. It only tells kinds of text apart (Markdown, CSV, ...) and appears in
    ///     errors; what the content is decides the rest.
    ///   - limits: What the document may cost.
    ///   - members: Takes the files of a container; without one they are counted and dropped.
    ///   - text: Takes a document's text, which is then empty in the result.
    /// - Returns: A document with at least one word, or a listing with at least one member.
    /// - Throws: ``ExtractionError``, also when the current task is cancelled.
    func extract(
        path: [UInt8],
        name: String,
        limits: ExtractionLimits,
        members: (any MemberReceiver)?,
        text: (any TextReceiver)?
    ) async throws(ExtractionError) -> Extraction
}

extension DocumentExtractor {
    /// Extracts the file at `path`; the name is the path's last component unless given.
    package func extract(
        _ path: String,
        name: String? = nil,
        limits: ExtractionLimits = ExtractionLimits(),
        members: (any MemberReceiver)? = nil
    ) async throws(ExtractionError) -> Extraction {
        let lastComponent = path.split(separator: "/").last.map(String.init)
        return try await extract(
            path: Array(path.utf8),
            name: name ?? lastComponent ?? "",
            limits: limits,
            members: members,
            text: nil
        )
    }
}
