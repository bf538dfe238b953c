/// Letters that fonts draw as one sign.
enum Ligature: Int, CaseIterable {
    case ffi, ffl, ffb, ff, fi, fl, fb, tt, ft, ti, rt, tf

    /// The letters.
    var letters: StaticString {
        switch self {
        case .ffi: "ffi"
        case .ffl: "ffl"
        case .ffb: "ffb"
        case .ff: "ff"
        case .fi: "fi"
        case .fl: "fl"
        case .fb: "fb"
        case .tt: "tt"
        case .ft: "ft"
        case .ti: "ti"
        case .rt: "rt"
        case .tf: "tf"
        }
    }

    /// How many letters it has.
    var count: Int { letters.utf8CodeUnitCount }

    /// The letters as bytes.
    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: letters.utf8Start, count: count) }
}
