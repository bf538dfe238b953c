/// Who uses, mitigates, detects and is what, by the positions of the objects in force.
struct BundleRelations {
    var techniques: [Int: Set<TechniqueID>] = [:]
    var software: [Int: Set<String>] = [:]
    var groups: [Int: Set<String>] = [:]
    /// The names of the data components of a technique.
    var components: [Int: Set<String>] = [:]
    /// The texts about the use of a technique, with the positions of who used what.
    var procedures: [(relationship: Int, source: Int, technique: TechniqueID)] = []
}
