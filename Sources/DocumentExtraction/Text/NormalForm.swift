/// Unicode normalisation form C without Foundation.
enum NormalForm {
    /// Brings `bytes`, which must be UTF-8, into form C.
    static func compose(_ bytes: inout [UInt8]) {
        guard mayNeedComposition(bytes.span) else { return }
        // The span is made anew for the check: it borrows the array that is replaced below.
        guard !isComposed(bytes.span) else { return }
        var composed: [UInt8] = []
        composed.reserveCapacity(bytes.count)
        String(decoding: bytes, as: UTF8.self)._withNFCCodeUnits { composed.append($0) }
        bytes = composed
    }

    private static func isComposed(_ bytes: Span<UInt8>) -> Bool {
        do {
            var text = try UTF8Span(validating: bytes)
            return text.checkForNFC(quickCheck: false)
        } catch {
            return false
        }
    }

    /// A cheap look at the lead bytes: `false` is certain, and usual for text in most languages.
    private static func mayNeedComposition(_ bytes: Span<UInt8>) -> Bool {
        var index = 0
        while true {
            index = ByteScan.firstComposable(in: bytes, from: index)
            guard index < bytes.count else { return false }
            guard !mayNeedComposition(at: index, of: bytes) else { return true }
            index += 1
        }
    }

    /// Whether the character at `index` may be one that composes, decomposes or has an order among marks.
    private static func mayNeedComposition(at index: Int, of bytes: Span<UInt8>) -> Bool {
        guard index + 1 < bytes.count else { return true }
        let second = bytes[index + 1]
        switch bytes[index] {
        // Greek but for its own middle dot, Cyrillic but for its marks, Hebrew and Arabic letters.
        case 0xCE: return second == 0x87
        case 0xD2: return second < 0x8A
        case 0xCF, 0xD0, 0xD1, 0xD3, 0xD4, 0xDA: return false
        case 0xD7: return second < 0x90
        case 0xD8: return (0x90...0x9A).contains(second)
        case 0xDB: return (0x96...0xAD).contains(second)
        case 0xD9: return (0x8B...0x9F).contains(second) || second == 0xB0
        // Vietnamese; general punctuation, arrows, mathematics, boxes, signs.
        case 0xE1: return second != 0xBA && second != 0xBB
        case 0xE2:
            return !(0x80...0x82).contains(second) && second != 0x86 && !(0x88...0x8B).contains(second)
                && !(0x8D...0x9E).contains(second)
        // Kana but for the marks of voicing, Chinese characters, Korean syllables, wide forms, emoji.
        case 0xE3:
            let third = index + 2 < bytes.count ? bytes[index + 2] : 0
            return (second == 0x80 && (0xAA...0xAF).contains(third))
                || (second == 0x82 && (0x99...0x9A).contains(third))
        case ..<0xCC, 0xE4...0xE9, 0xEB, 0xEC: return false
        case 0xEA: return second < 0xB0
        case 0xED: return second > 0x9D
        case 0xEF: return second != 0xBC && second != 0xBD
        case 0xF0: return second != 0x9F
        default: return true
        }
    }
}
