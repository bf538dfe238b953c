/// Where a part of a package points to.
final class OfficeRelationships: XMLEvents {
    struct Target {
        /// The last component of the relationship's type: `hyperlink`, `footnotes`, ...
        let type: String
        /// The address on the Web, or the name of a part in the package.
        let target: String
        let isExternal: Bool
    }

    private(set) var targets: [String: Target] = [:]
    /// The ids in the order of the file.
    private(set) var order: [String] = []
    private let folder: [Substring]

    var isDone: Bool { order.count > 100_000 }

    /// - Parameters:
    ///   - file: The list of relationships, if there is one; a broken one costs what it does not name any more.
    ///   - part: The name of the part that points, empty for the package itself.
    init(_ file: [UInt8]?, of part: String) {
        folder = part.split(separator: "/").dropLast()
        if let file {
            XMLScanner.scan(file, self)
        }
    }

    /// The parts pointed to by relationships of one type, in order.
    func parts(_ type: String) -> [String] {
        order.compactMap { id in
            targets[id].flatMap { $0.type == type && !$0.isExternal ? $0.target : nil }
        }
    }

    /// The name of the part that a relationship points to.
    func part(_ id: String?) -> String? {
        id.flatMap { targets[$0] }.flatMap { $0.isExternal ? nil : $0.target }
    }

    /// The address that a relationship points to.
    func address(_ id: String) -> String? { targets[id].flatMap { $0.isExternal ? $0.target : nil } }

    func begin(_ element: XMLElement) {
        guard element.name.localName == "Relationship", let id = element.attribute("Id"),
            let type = element.attribute("Type")?.split(separator: "/").last, let target = element.attribute("Target"),
            targets[id] == nil
        else { return }
        order.append(id)
        let isExternal = element.attribute("TargetMode") == "External"
        let place = isExternal ? target : Self.resolve(target, in: folder)
        targets[id] = Target(type: String(type), target: place, isExternal: isExternal)
    }

    func end(_: XMLName) {}

    func text(_: UnsafeBufferPointer<UInt8>) {}

    /// The name in the package of what a relative path leads to.
    static func resolve(_ path: String, in folder: some Collection<Substring>) -> String {
        var components = path.hasPrefix("/") ? [] : Array(folder)
        for component in path.split(separator: "/") where component != "." {
            if component == ".." {
                _ = components.popLast()
            } else {
                components.append(component)
            }
        }
        return components.joined(separator: "/")
    }
}
