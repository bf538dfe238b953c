package import DocumentText

/// What a reader fills in while it reads.
package struct DocumentDraft {
    /// The text so far.
    package var text: TextAssembler

    /// What the document says of itself.
    package var metadata: [String: String] = [:]

    /// The pages read, where there are pages.
    package var pageCount: Int?

    /// The pieces with a name of their own.
    package private(set) var parts: [DocumentPart] = []

    /// Whether a part of the text is known to be missing.
    package private(set) var isPartial = false

    /// What the reader of the text should know.
    package private(set) var warnings: [String] = []

    /// How many bytes of parts may still be unpacked, in all parts together.
    var partBytes: Int

    /// How many pages and pictures text recognition has been tried on, in all parts together.
    var recognizedPages = 0

    /// The parts that are open, the innermost last.
    private var openParts: [Int] = []

    /// An empty draft.
    package init(limits: ExtractionLimits) {
        text = TextAssembler(limits: limits)
        partBytes = limits.memberBytes
    }

    /// How many files the one that is being read lies in; 0 for the document itself.
    var depth: Int { openParts.count { parts[$0].kind.isFile } }

    /// Adds a warning, once.
    package mutating func warn(_ warning: String) {
        if !warnings.contains(warning), warnings.count < 200 {
            warnings.append(warning)
        }
    }

    /// Adds a warning about text that is missing.
    package mutating func warnPartial(_ warning: String) {
        isPartial = true
        warn(warning)
    }

    /// Sets a metadata value, cleaned like text on one line; an empty one and one after the first are ignored, and so is
    /// what a file within the document says of itself.
    package mutating func setMetadata(_ key: String, _ value: some Collection<UInt8>) {
        guard metadata[key] == nil, depth == 0 else { return }
        var line = TextAssembler(limits: ExtractionLimits(textBytes: 2048))
        line.append(TextCleaning.line(value), as: .paragraph)
        let cleaned = String(decoding: line.utf8, as: UTF8.self)
        if !cleaned.isEmpty {
            metadata[key] = cleaned
        }
    }

    /// Begins a part, to which blocks belong until it is ended.
    ///
    /// Its name, unless empty or not to be shown, becomes a heading.
    ///
    /// - Returns: Whether it was begun; there may be too many parts.
    mutating func beginPart(
        _ name: String,
        _ kind: DocumentPart.Kind,
        mediaType: String? = nil,
        isShown: Bool = true
    ) -> Bool {
        guard parts.count < Self.maximumParts else {
            warnPartial("There are more than \(Self.maximumParts) parts; the others were not read.")
            return false
        }
        let shown = String(decoding: TextCleaning.line(Array(name.utf8.prefix(1024))), as: UTF8.self)
        parts.append(DocumentPart(name: shown, kind: kind, mediaType: mediaType, parent: openParts.last))
        openParts.append(parts.count - 1)
        text.part = parts.count - 1
        if isShown {
            text.append(shown.utf8, as: .heading)
        }
        return true
    }

    /// Ends the part that was begun last.
    mutating func endPart() {
        openParts.removeLast()
        text.part = openParts.last
    }

    private static let maximumParts = 10_000
}

extension DocumentPart.Kind {
    /// Whether a part is a file of its own, with its own format.
    var isFile: Bool {
        switch self {
        case .sheet, .slide, .chapter: false
        case .attachment, .embedded, .message: true
        }
    }
}
