/// The layout of a model file: a header, then sections at 64-byte boundaries, all little endian.
enum ModelFormat {
    static let magic: [UInt8] = Array("TCMODEL".utf8) + [0]
    /// Raised when the layout changes.
    static let version: UInt32 = 2
    /// Raised when the same text gives other features: tokens, stems, hashes, blocks.
    static let featureVersion: UInt32 = 1
    static let alignment = 64
    static let headerSize = 256

    /// Offsets of the header's fields.
    enum Field {
        static let version = 8
        static let featureVersion = 12
        static let size = 16
        static let checksum = 24
        static let knowledge = 32
        static let classCount = 40
        static let featureCount = 44
        static let weightCount = 48
        static let bankCount = 52
        static let familyCount = 56
        static let readsCharacters = 60
        static let contextWeight = 248
        static let sections = 64
        /// The checksum covers everything after itself.
        static let covered = 32
    }

    /// The sections, in file order; the header has offset and length of each.
    enum Section: Int, CaseIterable {
        case attackVersion
        case classes
        case biases
        case banks
        case calibrations
        case ordinaryNames
        case bucketFeatures
        case bucketWeights
        case fingerprints
        case weightCounts
        case idf
        case scales
        case weightClasses
        case weights
        case stage
    }
}
