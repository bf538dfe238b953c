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

    /// A cheap look at the lead bytes: `false` is certain, and usual for European, Cyrillic and Chinese text.
    private static func mayNeedComposition(_ bytes: Span<UInt8>) -> Bool {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case ..<0xCC, 0xD0, 0xD1, 0xE4...0xE9, 0xEB, 0xEC: break
            // General punctuation and arrows; what decomposes there is replaced before this.
            case 0xE2 where index + 1 < bytes.count && [0x80, 0x81, 0x82, 0x86].contains(bytes[index + 1]): break
            default: return true
            }
            index += 1
        }
        return false
    }
}
