/// An element's name and attributes, valid during the call it is given to.
struct XMLElement {
    let name: XMLName
    private let attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    private let count: Int

    /// An element as libxml2 gives it: five pointers for each attribute, to its name, prefix, name space, value and the
    /// value's end.
    init(name: XMLName, attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, count: Int) {
        self.name = name
        self.attributes = attributes
        self.count = count
    }

    /// The value of the first attribute with this name, whatever its name space.
    func attribute(_ name: StaticString) -> String? { bytes(of: name).map { String(decoding: $0, as: UTF8.self) } }

    /// The bytes of the first attribute with this name, valid as long as the element is.
    func bytes(of name: StaticString) -> UnsafeBufferPointer<UInt8>? {
        guard let attributes else { return nil }
        for index in 0..<count {
            guard let found = attributes[index * 5], let start = attributes[index * 5 + 3],
                let end = attributes[index * 5 + 4], Self.isEqual(found, name)
            else { continue }
            return UnsafeBufferPointer(start: start, count: end - start)
        }
        return nil
    }

    /// The value of the attribute with this name whose name space ends with `suffix`.
    func attribute(_ name: StaticString, inSpaceEndingWith suffix: String) -> String? {
        guard let attributes else { return nil }
        for index in 0..<count {
            guard let found = attributes[index * 5], let space = attributes[index * 5 + 2],
                let start = attributes[index * 5 + 3], let end = attributes[index * 5 + 4],
                Self.isEqual(found, name), String(cString: space).hasSuffix(suffix)
            else { continue }
            return String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
        }
        return nil
    }

    /// The value of an attribute that is a number without a sign.
    func number(_ name: StaticString) -> Int? { bytes(of: name).flatMap { Int(decimal: $0) } }

    /// Whether an attribute says yes, in one of the ways that Office Open XML has.
    func isSet(_ name: StaticString) -> Bool {
        bytes(of: name)
            .map { $0.elementsEqual("1".utf8) || $0.elementsEqual("true".utf8) || $0.elementsEqual("on".utf8) }
            ?? false
    }

    private static func isEqual(_ found: UnsafePointer<UInt8>, _ name: StaticString) -> Bool {
        for index in 0..<name.utf8CodeUnitCount where found[index] != name.utf8Start[index] {
            return false
        }
        return found[name.utf8CodeUnitCount] == 0
    }
}
