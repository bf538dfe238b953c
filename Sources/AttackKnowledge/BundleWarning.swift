/// Something in a bundle that could not be taken as it stands; the rest of the bundle was read.
package struct BundleWarning: Hashable, Sendable {
    /// The kinds of warning.
    package enum Code: String, Codable, Sendable {
        /// An object lacks a member that it must have, or has one of the wrong type; it was left out.
        case malformedObject
        /// An object stands in the bundle more than once, or two in force share an ATT&CK id; the newest was kept.
        case duplicateObject
        /// Objects of a type that this version doesn't know; they were left out.
        case unknownType
        /// Objects of another domain; they were left out.
        case otherDomain
        /// Relationships with an object that is not in the bundle; they were left out.
        case danglingReference
        /// Relationships with an object that is no longer in force and has no replacement; they were left out.
        case retiredReference
        /// A chain of revocations that leads back to itself; its members have no replacement.
        case revocationCycle
        /// The bundle doesn't name its release; the version was derived.
        case derivedVersion
        /// The bundle lacks a matrix or tactics; their order or names were derived.
        case derivedTactics
    }

    /// What kind of thing it is.
    package let code: Code
    /// The STIX id of the object; of several, the first.
    package let objectID: String?
    /// What was found and what was done, in one sentence without a full stop.
    package let detail: String

    init(_ code: Code, _ objectID: String? = nil, _ detail: String) {
        self.code = code
        self.objectID = objectID
        self.detail = detail
    }
}

extension BundleWarning: CustomStringConvertible {
    /// One line for a log.
    package var description: String {
        "\(objectID.map { "\($0) " } ?? "")\(detail) (\(code.rawValue))"
    }
}
