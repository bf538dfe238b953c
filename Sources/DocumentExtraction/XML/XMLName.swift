import Glibc

/// The name of an element, valid during the call it is given to.
///
/// The parser keeps one copy of each string: within one document, equal names have equal ``identity``.
struct XMLName {
    private let local: UnsafePointer<UInt8>
    private let space: UnsafePointer<UInt8>?

    struct Identity: Equatable {
        let local: UInt
        let space: UInt
    }

    init(local: UnsafePointer<UInt8>, space: UnsafePointer<UInt8>?) {
        self.local = local
        self.space = space
    }

    var identity: Identity { Identity(local: UInt(bitPattern: local), space: space.map { UInt(bitPattern: $0) } ?? 0) }

    /// The name without its prefix.
    var localName: String { String(cString: local) }

    /// The name space's address, empty when there is none.
    var nameSpace: String { space.map { String(cString: $0) } ?? "" }

    /// Whether the name space's address ends with `suffix`.
    func isInSpace(endingWith suffix: StaticString) -> Bool {
        guard let space else { return suffix.utf8CodeUnitCount == 0 }
        let length = strlen(UnsafeRawPointer(space).assumingMemoryBound(to: CChar.self))
        let count = suffix.utf8CodeUnitCount
        return length >= count && memcmp(space + (length - count), suffix.utf8Start, count) == 0
    }
}
