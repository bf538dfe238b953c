/// What joins two labels: a dot or an at-sign, plain or made unclickable.
///
/// `.`, `[.]`, `(.)`, `{.}`, `[dot]`, `[d]`, `[.`, `.]`, `\.`, `\[.\]`, `[ . ]`, ` [.] `, and the same of `@` and `at`.
struct HostJoint {
    var end: Int
    var isAt = false
    var isDefanged = true

    /// The joint at an offset, when a label follows it.
    @inline(__always)
    static func read(_ text: TextBytes, at offset: Int) -> HostJoint? {
        guard offset + 1 < text.count else { return nil }
        switch text[offset] {
        case 0x2E: return dot(text, offset)
        case 0x40: return followed(text, HostJoint(end: offset + 1, isAt: true, isDefanged: false))
        case 0x5B, 0x28, 0x7B: return bracketed(text, offset, mayBeOpen: true)
        case 0x5C: return escaped(text, offset)
        case 0x20: return spaced(text, offset)
        default: return nil
        }
    }

    private static func dot(_ text: TextBytes, _ offset: Int) -> HostJoint? {
        if text[offset + 1] == 0x5D || text[offset + 1] == 0x29 {
            return followed(text, HostJoint(end: offset + 2))
        }
        return followed(text, HostJoint(end: offset + 1, isDefanged: false))
    }

    private static func escaped(_ text: TextBytes, _ offset: Int) -> HostJoint? {
        switch text[offset + 1] {
        case 0x2E, 0x40: followed(text, HostJoint(end: offset + 2, isAt: text[offset + 1] == 0x40))
        case 0x5B, 0x28, 0x7B: bracketed(text, offset + 1, mayBeOpen: false)
        default: nil
        }
    }

    /// Blanks on both sides, as in `evil [.] com`; a round bracket with a mere dot is prose.
    private static func spaced(_ text: TextBytes, _ offset: Int) -> HostJoint? {
        guard
            text[offset + 1] == 0x5B
                || text[offset + 1] == 0x28 && text.matches("(dot)", at: offset + 1, end: text.count),
            let joint = sign(text, offset + 1), joint.end < text.count, text[joint.end] == 0x20
        else { return nil }
        return followed(text, HostJoint(end: joint.end + 1, isAt: joint.isAt))
    }

    private static func bracketed(_ text: TextBytes, _ offset: Int, mayBeOpen: Bool) -> HostJoint? {
        if let joint = sign(text, offset), let joint = followed(text, joint) { return joint }
        guard mayBeOpen, text[offset] == 0x5B, text[offset + 1] == 0x2E else { return nil }
        return followed(text, HostJoint(end: offset + 2))
    }

    /// A dot or an at-sign in brackets.
    private static func sign(_ text: TextBytes, _ offset: Int) -> HostJoint? {
        let closer = text[offset] == 0x28 ? 0x29 : text[offset] + 2
        var next = offset + 1
        if next < text.count, text[next] == 0x20 || text[next] == 0x5C { next += 1 }
        guard next < text.count else { return nil }
        var joint = HostJoint(end: next + 1)
        switch ASCII.lowered(text[next]) {
        case 0x2E: break
        case 0x40: joint.isAt = true
        case 0x64: if text.matches("dot", at: next, end: text.count) { joint.end = next + 3 }
        case 0x61:
            guard text.matches("at", at: next, end: text.count) else { return nil }
            joint = HostJoint(end: next + 2, isAt: true)
        default: return nil
        }
        if joint.end < text.count, text[joint.end] == 0x20 || text[joint.end] == 0x5C { joint.end += 1 }
        guard joint.end < text.count, text[joint.end] == closer else { return nil }
        joint.end += 1
        return joint
    }

    private static func followed(_ text: TextBytes, _ joint: HostJoint) -> HostJoint? {
        guard joint.end < text.count else { return nil }
        let byte = text[joint.end]
        guard ASCII.isAlphanumeric(byte) || byte == 0x5F || HostRun.isWide(text, joint.end) else { return nil }
        return joint
    }
}
