/// Turns a file into text.
package protocol DocumentExtractor: Sendable {
    /// Extracts the text of the file at `path`.
    ///
    /// - Parameters:
    ///   - path: The file's path as the bytes the system uses, without a NUL.
    ///   - name: The name the document was given. It only tells kinds of text apart (Markdown, CSV, ...) and appears in
    ///     errors; what the content is decides the rest.
    ///   - limits: What the document may cost.
    /// - Returns: A document with at least one word.
    /// - Throws: ``ExtractionError``, also when the current task is cancelled.
    func extract(
        path: [UInt8],
        name: String,
        limits: ExtractionLimits
    ) async throws(ExtractionError) -> ExtractedDocument
}

extension DocumentExtractor {
    /// Extracts the text of the file at `path`; the name is the path's last component unless given.
    package func extract(
        _ path: String,
        name: String? = nil,
        limits: ExtractionLimits = ExtractionLimits()
    ) async throws(ExtractionError) -> ExtractedDocument {
        let lastComponent = path.split(separator: "/").last.map(String.init)
        return try await extract(path: Array(path.utf8), name: name ?? lastComponent ?? "", limits: limits)
    }
}
