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
}
