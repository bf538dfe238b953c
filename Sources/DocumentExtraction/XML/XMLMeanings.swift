/// What the names in one document mean to its reader, each looked up once.
///
/// A name is known again by where the parser keeps it, which takes a few instructions for each element.
struct XMLMeanings<Meaning> {
    private struct Slot {
        var identity = XMLName.Identity(local: 0, space: 0)
        var meaning: Meaning?
    }

    /// A document with more names than fit is looked up name by name.
    private static var size: Int { 1 << 10 }

    private let find: (XMLName) -> Meaning?
    private var slots = [Slot](repeating: Slot(), count: size)
    private var count = 0

    /// - Parameter find: What a name means, `nil` for nothing.
    init(_ find: @escaping (XMLName) -> Meaning?) { self.find = find }

    /// What `name` means.
    mutating func meaning(of name: XMLName) -> Meaning? {
        let identity = name.identity
        let mask = Self.size - 1
        let mixed = (identity.local ^ (identity.space &* 31)) &* 0x9E37_79B9_7F4A_7C15
        var index = Int(truncatingIfNeeded: mixed >> 48) & mask
        while slots[index].identity.local != 0 {
            if slots[index].identity == identity { return slots[index].meaning }
            index = (index + 1) & mask
        }
        let meaning = find(name)
        if count < Self.size / 2 {
            slots[index] = Slot(identity: identity, meaning: meaning)
            count += 1
        }
        return meaning
    }
}
