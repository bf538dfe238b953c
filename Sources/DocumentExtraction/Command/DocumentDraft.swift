package import DocumentText

/// What a reader fills in while it reads.
package struct DocumentDraft {
    /// The text so far.
    package var text: TextAssembler

    /// What the document says of itself.
    package var metadata: [String: String] = [:]

    /// The pages read, where there are pages.
    package var pageCount: Int?

    /// What the reader of the text should know.
    package private(set) var warnings: [String] = []

    /// An empty draft.
    package init(limits: ExtractionLimits) { text = TextAssembler(limits: limits) }

    /// Adds a warning, once.
    package mutating func warn(_ warning: String) {
        if !warnings.contains(warning) {
            warnings.append(warning)
        }
    }

    /// Sets a metadata value, cleaned like text on one line; an empty one and one after the first are ignored.
    package mutating func setMetadata(_ key: String, _ value: some Collection<UInt8>) {
        guard metadata[key] == nil else { return }
        var line = TextAssembler(limits: ExtractionLimits(textBytes: 2048))
        line.append(TextCleaning.line(value), as: .paragraph)
        let cleaned = String(decoding: line.utf8, as: UTF8.self)
        if !cleaned.isEmpty {
            metadata[key] = cleaned
        }
    }
}
