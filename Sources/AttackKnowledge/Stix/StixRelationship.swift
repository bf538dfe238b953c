/// One relationship of a bundle, decoded.
struct StixRelationship {
    let stixID: String
    let type: String
    let source: String
    let target: String
    let modified: String
    let isActive: Bool
    let description: String

    /// Decodes the members of a relationship.
    init(_ object: StixObject, withProse: Bool) throws(MalformedObject) {
        stixID = try object.required(.id)
        type = try object.required(.relationshipType)
        source = try object.required(.sourceRef)
        target = try object.required(.targetRef)
        modified = try object.text(.modified) ?? ""
        let isRevoked = try object.flag(.revoked)
        let isDeprecated = try object.flag(.deprecated)
        isActive = !isRevoked && !isDeprecated
        description = withProse && type == "uses" ? try object.text(.description) ?? "" : ""
    }
}
