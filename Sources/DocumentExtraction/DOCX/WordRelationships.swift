/// Where a part of a document points to.
final class WordRelationships: XMLEvents {
    struct Target {
        /// The last component of the relationship's type: `hyperlink`, `footnotes`, ...
        let type: String
        let target: String
        let isExternal: Bool
    }

    private(set) var targets: [String: Target] = [:]
    /// The ids in the order of the file.
    private(set) var order: [String] = []

    var isDone: Bool { order.count > 100_000 }

    init(_ part: [UInt8]?) {
        if let part {
            // A broken list of relationships costs what it does not name any more.
            _ = XMLScanner.scan(part, self)
        }
    }

    func begin(_ element: XMLElement) {
        guard element.name.localName == "Relationship", let id = element.attribute("Id"),
            let type = element.attribute("Type")?.split(separator: "/").last, let target = element.attribute("Target"),
            targets[id] == nil
        else { return }
        order.append(id)
        let isExternal = element.attribute("TargetMode") == "External"
        targets[id] = Target(type: String(type), target: target, isExternal: isExternal)
    }

    func end(_: XMLName) {}

    func text(_: UnsafeBufferPointer<UInt8>) {}
}
