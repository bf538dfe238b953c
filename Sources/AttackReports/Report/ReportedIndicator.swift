/// An address, a hash, a path or another value that a document names.
package struct ReportedIndicator: Codable, Hashable, Sendable {
    /// What a document names a value for.
    package enum Role: String, Codable, CaseIterable, Hashable, Sendable {
        /// It belongs to what the document describes.
        case indicator
        /// The page's own navigation, a source, a vendor, a file that every system has.
        case reference
    }

    /// Where a value stands.
    package struct Place: Codable, Hashable, Sendable {
        /// Its first character in the extracted text, in Unicode scalars.
        package let start: Int
        /// Its end in the extracted text, in Unicode scalars; the end is not part of it.
        package let end: Int
        /// The page that it is on, counted from 1, for formats that have pages.
        package let page: Int?

        /// Creates a place.
        package init(start: Int, end: Int, page: Int? = nil) {
            self.start = start
            self.end = end
            self.page = page
        }
    }

    /// What sort of value it is.
    package let kind: ReportedIndicatorKind
    /// The value as machines read it: brackets and `hxxp` undone.
    package let value: String
    /// The value as the document writes it first.
    package let writtenAs: String
    /// Whether the document writes it so that it cannot be clicked.
    package let isDefanged: Bool
    /// What it is named for.
    package let role: Role
    /// How often it stands in the document.
    package let count: Int
    /// The first places where it stands, in order.
    package let places: [Place]

    /// Creates an indicator that a document names.
    package init(
        kind: ReportedIndicatorKind,
        value: String,
        writtenAs: String,
        isDefanged: Bool = false,
        role: Role = .indicator,
        count: Int = 1,
        places: [Place]
    ) {
        self.kind = kind
        self.value = value
        self.writtenAs = writtenAs
        self.isDefanged = isDefanged
        self.role = role
        self.count = count
        self.places = places
    }
}
