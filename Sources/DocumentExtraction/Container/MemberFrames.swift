/// Writes members as frames.
struct MemberFrames: MemberOutput {
    let output: FrameOutput

    func file(_ name: String, _ bytes: [UInt8]) -> Bool { false }

    func reference(_ address: String) -> Bool { false }
}
