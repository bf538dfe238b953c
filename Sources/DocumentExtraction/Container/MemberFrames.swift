import DocumentText

/// Writes members as frames.
final class MemberFrames: MemberOutput {
    private let output: FrameOutput
    private var count = 0

    init(output: FrameOutput) { self.output = output }

    func file(_ name: String, _ bytes: [UInt8]) -> Bool {
        defer { count += 1 }
        return output.write(ExtractionFrame.memberHead(number: count, name: name, fileBytes: bytes.count))
            && output.write(bytes)
    }

    func reference(_ address: String) -> Bool {
        defer { count += 1 }
        return output.write(ExtractionFrame.reference(number: count, address: address))
    }
}

/// Writes a line for each member, for people.
struct MemberLines: MemberOutput {
    let output: FrameOutput

    func file(_ name: String, _ bytes: [UInt8]) -> Bool { output.write(Array("\(name)  \(bytes.count)\n".utf8)) }

    func reference(_ address: String) -> Bool { output.write(Array("\(address)\n".utf8)) }
}
