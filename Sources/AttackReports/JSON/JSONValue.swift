/// A JSON document on its way out.
///
/// Foundation's encoder would do for the values, but not for the promise: sorted keys, stable layout, and no character
/// left raw that a terminal or an editor would obey.
enum JSONValue {
    case string(String)
    case integer(Int)
    case number(Double)
    case boolean(Bool)
    case array([JSONValue])
    case object([(key: String, value: JSONValue)])

    /// The document's bytes: keys in order, two spaces a level, and a line break at the end.
    func bytes(capacity: Int = 16_384) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(capacity)
        write(to: &output, depth: 0)
        output.append(UInt8(ascii: "\n"))
        return output
    }

    /// An array of strings.
    static func strings(_ strings: [String]) -> JSONValue {
        .array(strings.map(JSONValue.string))
    }

    private func write(to output: inout [UInt8], depth: Int) {
        switch self {
        case .string(let text): JSONText.append(text, to: &output)
        case .integer(let number): output.append(contentsOf: String(number).utf8)
        case .number(let number): output.append(contentsOf: number.description.utf8)
        case .boolean(let flag): output.append(contentsOf: (flag ? "true" : "false").utf8)
        case .array(let values):
            Self.writeItems(values, brackets: ("[", "]"), to: &output, depth: depth) { value, output in
                value.write(to: &output, depth: depth + 1)
            }
        case .object(let members):
            let isSorted = zip(members, members.dropFirst()).allSatisfy { $0.key <= $1.key }
            let sorted = isSorted ? members : members.sorted { $0.key < $1.key }
            Self.writeItems(sorted, brackets: ("{", "}"), to: &output, depth: depth) { member, output in
                JSONText.append(member.key, to: &output)
                output.append(contentsOf: ": ".utf8)
                member.value.write(to: &output, depth: depth + 1)
            }
        }
    }

    private static func writeItems<Item>(
        _ items: [Item],
        brackets: (open: Unicode.Scalar, close: Unicode.Scalar),
        to output: inout [UInt8],
        depth: Int,
        each: (Item, inout [UInt8]) -> Void
    ) {
        output.append(UInt8(ascii: brackets.open))
        for (index, item) in items.enumerated() {
            if index > 0 {
                output.append(UInt8(ascii: ","))
            }
            indent(&output, to: depth + 1)
            each(item, &output)
        }
        if !items.isEmpty {
            indent(&output, to: depth)
        }
        output.append(UInt8(ascii: brackets.close))
    }

    private static func indent(_ output: inout [UInt8], to depth: Int) {
        output.append(UInt8(ascii: "\n"))
        output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
    }
}
