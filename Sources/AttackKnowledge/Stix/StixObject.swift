/// One object of a bundle: where its members are, decoded only when asked for.
///
/// A member that is missing or null reads as nil, false or an empty list; a member of another type than STIX says makes
/// the object malformed.
struct StixObject {
    let bytes: UnsafeRawBufferPointer
    private var slices = [JSONSlice](repeating: .absent, count: StixField.allCases.count)

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// Forgets the last object and reads the next.
    mutating func read(from reader: inout JSONReader) throws(JSONFailure) {
        for index in slices.indices {
            slices[index] = .absent
        }
        try reader.beginObject()
        var isFirst = true
        while let key = try reader.nextKey(isFirst: &isFirst) {
            let value = try reader.skipValue(depth: 3)
            if let field = StixField.named(key.raw(in: bytes)) {
                slices[field.rawValue] = value
            }
        }
    }

    /// The text of a member that must be there and not empty.
    func required(_ field: StixField) throws(MalformedObject) -> String {
        guard let text = try text(field), !text.isEmpty else { throw MalformedObject("has no \(field.key)") }
        return text
    }

    /// The text of a member.
    func text(_ field: StixField) throws(MalformedObject) -> String? {
        let slice = slices[field.rawValue]
        guard slice.kind != .absent, slice.kind != .null else { return nil }
        return try text(of: slice, field)
    }

    /// A member that is true or false.
    func flag(_ field: StixField) throws(MalformedObject) -> Bool {
        switch slices[field.rawValue].kind {
        case .true: return true
        case .false, .null, .absent: return false
        case let other: throw MalformedObject("has \(field.key) of type \(other), expected true or false")
        }
    }

    /// The texts of a member that is a list of texts.
    func texts(_ field: StixField) throws(MalformedObject) -> [String] {
        var texts: [String] = []
        for slice in try elements(field) {
            texts.append(try text(of: slice, field))
        }
        return texts
    }

    /// Of a member that is a list of objects, two members of each.
    func pairs(
        _ field: StixField,
        _ first: StaticString,
        _ second: StaticString
    ) throws(MalformedObject)
        -> [(first: String?, second: String?)]
    {
        var pairs: [(first: String?, second: String?)] = []
        for slice in try elements(field) {
            guard slice.kind == .object else {
                throw MalformedObject("has \(field.key) with \(slice.kind) in it, expected objects")
            }
            pairs.append((try member(first, of: slice, field), try member(second, of: slice, field)))
        }
        return pairs
    }

    private func elements(_ field: StixField) throws(MalformedObject) -> [JSONSlice] {
        let slice = slices[field.rawValue]
        guard slice.kind != .absent, slice.kind != .null else { return [] }
        guard slice.kind == .array else {
            throw MalformedObject("has \(field.key) of type \(slice.kind), expected a list")
        }
        var reader = JSONReader(slice.raw(in: bytes))
        var elements: [JSONSlice] = []
        do {
            try reader.beginArray()
            var isFirst = true
            while try reader.nextElement(isFirst: &isFirst) {
                elements.append(try reader.skipValue().moved(by: slice.start))
            }
        } catch {
            preconditionFailure("a list that was read past can't be read: \(error)")
        }
        return elements
    }

    private func member(
        _ name: StaticString,
        of object: JSONSlice,
        _ field: StixField
    ) throws(MalformedObject)
        -> String?
    {
        var reader = JSONReader(object.raw(in: bytes))
        var found: JSONSlice?
        do {
            try reader.beginObject()
            var isFirst = true
            while let key = try reader.nextKey(isFirst: &isFirst) {
                let isWanted = key.moved(by: object.start).raw(in: bytes).equals(name)
                let value = try reader.skipValue().moved(by: object.start)
                if isWanted {
                    found = value
                }
            }
        } catch {
            preconditionFailure("an object that was read past can't be read: \(error)")
        }
        guard let found, found.kind != .null else { return nil }
        return try text(of: found, field)
    }

    private func text(of slice: JSONSlice, _ field: StixField) throws(MalformedObject) -> String {
        guard slice.kind == .string else {
            throw MalformedObject("has \(field.key) of type \(slice.kind), expected a string")
        }
        guard let text = slice.text(in: bytes) else {
            throw MalformedObject("has \(field.key) with a wrong escape or wrong UTF-8")
        }
        return text
    }
}

extension StixObject {
    /// The object's id for a message about it; nil when that is malformed itself.
    var identity: String? {
        let slice = slices[StixField.id.rawValue]
        return slice.kind == .string ? slice.text(in: bytes) : nil
    }
}
