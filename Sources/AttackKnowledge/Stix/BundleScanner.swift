/// Reads a bundle from front to back, one object at a time.
struct BundleScanner {
    private let bytes: UnsafeRawBufferPointer
    private let withProse: Bool
    private var reader: JSONReader
    private var contents = BundleContents()
    private var entityIndex: [String: Int] = [:]
    private var relationshipIndex: [String: Int] = [:]
    private var unknown: [String: (count: Int, first: String?)] = [:]
    private static let operation = "read bundle"

    init(_ bytes: UnsafeRawBufferPointer, withProse: Bool) {
        self.bytes = bytes
        self.withProse = withProse
        reader = JSONReader(bytes)
    }

    /// Reads all objects.
    ///
    /// - Throws: `KnowledgeError` when the bytes are not JSON, end early, or are not a bundle.
    mutating func scan() throws(KnowledgeError) -> BundleContents {
        let mismatch: String?
        do {
            mismatch = try scanBundle()
        } catch {
            throw refusal(of: error)
        }
        if let mismatch {
            throw KnowledgeError(.notABundle, during: BundleScanner.operation, mismatch)
        }
        for (type, seen) in unknown.sorted(by: { $0.key < $1.key }) {
            contents.warnings.append(
                BundleWarning(
                    .unknownType,
                    seen.first,
                    "is the first of \(seen.count) objects of type \(type), left out"
                )
            )
        }
        return contents
    }

    /// Reads the whole input, and says why it is not a bundle if it is other JSON.
    private mutating func scanBundle() throws(JSONFailure) -> String? {
        guard try reader.peek() == UInt8(ascii: "{") else {
            _ = try reader.skipValue()
            return "the JSON is not an object, expected one with type bundle and a list of objects"
        }
        try reader.beginObject()
        var type: JSONSlice?
        var hasObjects = false
        var isFirst = true
        while let key = try reader.nextKey(isFirst: &isFirst) {
            let name = key.raw(in: bytes)
            if name.equals("objects"), try reader.peek() == UInt8(ascii: "[") {
                hasObjects = true
                try scanObjects()
                continue
            }
            let value = try reader.skipValue()
            if name.equals("type") {
                type = value
            }
        }
        guard reader.isAtEnd() else {
            throw JSONFailure(.unexpectedByte, at: reader.position, expected: "nothing after the bundle")
        }
        guard let type, type.kind == .string, type.raw(in: bytes).equals("bundle") else {
            return "the JSON is of another type, expected type bundle"
        }
        return hasObjects ? nil : "the bundle has no list of objects"
    }

    private mutating func scanObjects() throws(JSONFailure) {
        var object = StixObject(bytes)
        try reader.beginArray()
        var isFirst = true
        var number = 0
        while try reader.nextElement(isFirst: &isFirst) {
            number += 1
            guard try reader.peek() == UInt8(ascii: "{") else {
                let value = try reader.skipValue(depth: 2)
                warn(nil, "object \(number) is of type \(value.kind), expected an object; left out")
                continue
            }
            try object.read(from: &reader)
            do {
                try take(object)
            } catch {
                warn(object.identity, "object \(number) \(error.reason); left out")
            }
        }
    }

    private mutating func take(_ object: StixObject) throws(MalformedObject) {
        let type = try object.required(.type)
        if let modified = try object.text(.modified), modified > contents.newestModified, CalendarDay(modified) != nil {
            contents.newestModified = modified
        }
        if type == "relationship" {
            keep(try StixRelationship(object, withProse: withProse))
        } else if type == "x-mitre-collection" {
            contents.release = try object.text(.version) ?? contents.release
        } else if let kind = StixKind(rawValue: type) {
            keep(try StixEntity(object, kind: kind, withProse: withProse))
        } else if !StixKind.ignored.contains(type) {
            let id = try object.text(.id)
            unknown[type, default: (0, id)].count += 1
        }
    }

    private mutating func keep(_ entity: StixEntity) {
        guard let index = entityIndex[entity.stixID] else {
            entityIndex[entity.stixID] = contents.entities.count
            contents.entities.append(entity)
            return
        }
        if entity.modified >= contents.entities[index].modified {
            contents.entities[index] = entity
        }
        contents.warnings.append(
            BundleWarning(.duplicateObject, entity.stixID, "stands in the bundle more than once; the newest was kept")
        )
    }

    private mutating func keep(_ relationship: StixRelationship) {
        guard let index = relationshipIndex[relationship.stixID] else {
            relationshipIndex[relationship.stixID] = contents.relationships.count
            contents.relationships.append(relationship)
            return
        }
        if relationship.modified >= contents.relationships[index].modified {
            contents.relationships[index] = relationship
        }
        contents.warnings.append(
            BundleWarning(
                .duplicateObject,
                relationship.stixID,
                "stands in the bundle more than once; the newest was kept"
            )
        )
    }

    private mutating func warn(_ id: String?, _ detail: String) {
        contents.warnings.append(BundleWarning(.malformedObject, id, detail))
    }
}

extension BundleScanner {
    private func refusal(of failure: JSONFailure) -> KnowledgeError {
        let operation = BundleScanner.operation
        if bytes.isEmpty {
            return KnowledgeError(.notJSON, during: operation, "the input is empty, expected a STIX bundle")
        }
        if bytes.starts(with: [0x1F, 0x8B]) {
            return KnowledgeError(.notJSON, during: operation, "the input is compressed with gzip, expected JSON")
        }
        let expected = "expected \(failure.expected)"
        switch failure.kind {
        case .endOfInput:
            return KnowledgeError(
                .truncated,
                during: operation,
                "the input ends here, \(expected)",
                at: failure.position
            )
        case .unexpectedByte, .tooDeep:
            return KnowledgeError(.notJSON, during: operation, expected, at: failure.position)
        }
    }
}
