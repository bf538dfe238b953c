/// The objects of a bundle, decoded and not yet related to each other.
struct BundleContents {
    /// Every object that is read, once: of several with one STIX id, the newest.
    var entities: [StixEntity] = []
    var relationships: [StixRelationship] = []
    /// The release that the bundle names.
    var release: String?
    /// The newest date of any object.
    var newestModified = ""
    var warnings: [BundleWarning] = []
}
