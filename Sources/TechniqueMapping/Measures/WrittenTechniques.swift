package import AttackKnowledge

/// The ids of techniques that a text says in so many letters.
package enum WrittenTechniques {
    /// Every such id, as it is written, whether or not a release knows it.
    package static func ids(in text: String) -> Set<TechniqueID> {
        var text = text
        return text.withUTF8 { bytes in
            var ids: Set<TechniqueID> = []
            LiteralIdentifierScanner.scan(bytes) { found in
                if found.letter == UInt8(ascii: "T"), let id = TechniqueID(found.canonical) { ids.insert(id) }
            }
            return ids
        }
    }
}
