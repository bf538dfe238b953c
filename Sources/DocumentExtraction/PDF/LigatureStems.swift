/// How English words begin that are written with ligatures.
enum LigatureStems {
    /// The beginnings, each far enough to hold the ligature, in the order of the ligatures' frequency.
    static let all: [(ligature: Ligature, stems: [StaticString])] = [
        (
            .ffi,
            [
                "affili", "difficult", "efficien", "office", "offici", "suffic", "suffix", "traffic",
            ]
        ),
        (
            .ff,
            [
                "affili", "afflict", "difficult", "efficien", "offic", "offline", "offload", "shuffl", "suffic",
                "traffic",
                "affair", "affect", "afford", "buffer", "coffee", "differ", "diffus", "effect", "effort", "offen",
                "offer", "offset", "sniff", "staff", "stuff", "suffer",
            ]
        ),
        (
            .ffl,
            [
                "afflict", "offline", "offload", "shuffl",
            ]
        ),
        (
            .fi,
            [
                "affili", "difficult", "efficien", "offic", "suffic", "traffic",
                "amplifi", "artifi", "benefi", "certifi", "clarifi", "classifi", "codifi", "confid", "config",
                "confin", "confirm", "defin", "exfil", "fiction", "field", "fifth", "fifty", "fight", "figur",
                "file", "filing", "fill", "filter", "final", "finan", "find", "finger", "finish", "finite", "fire",
                "firm", "first", "fiscal", "five", "fixed", "gratifi", "identifi", "infilt", "infin", "justifi",
                "magnifi", "modifi", "notifi", "pacifi", "prefix", "proficien", "profil", "profit", "qualifi",
                "quantifi", "ratifi", "refin", "sacrifi", "satisfi", "scientifi", "signifi", "simplifi", "specifi",
                "spoofi",
                "superfici", "unifi", "verifi",
            ]
        ),
        (
            .fl,
            [
                "cloudfl", "conflict", "flag", "flash", "flat", "flaw", "flexib", "flight", "float", "flood",
                "floor", "flow", "fluctu", "flurry", "inflat", "inflict", "influe", "influx", "overflow", "reflect",
                "workflow",
            ]
        ),
        (
            .tt,
            [
                "admitt", "attac", "attain", "attemp", "attend", "attent", "attrac", "attrib", "battle", "better",
                "bitten", "bottom", "button", "clutter", "committ", "cotton", "cutting", "emitt", "forgotten",
                "formatt", "getting", "gotten", "hitting", "intermitt", "latter", "letter", "little", "matter",
                "omitt", "pattern", "permitt", "plott", "putting", "rewritten", "scatter", "setting", "settl",
                "shatter", "spott", "submitt", "throttl", "transmitt", "twitter", "utterl", "written",
            ]
        ),
        (
            .ft,
            [
                "after", "aircraft", "craft", "draft", "drift", "gift", "left", "lift", "microsoft", "often",
                "shift", "soft", "swift", "theft", "thereaft",
            ]
        ),
        (
            .ti,
            [
                "acti", "addition", "applicati", "associati", "authenticati", "communicati", "conti", "creati",
                "detecti", "distributi", "encrypti", "essenti", "executi", "exfiltrati", "existi", "exploitati",
                "functi", "identi", "indicati", "infecti", "informati", "initi", "injecti", "installati",
                "instituti", "internati", "investigati", "locati", "mitigati", "motivati", "multi", "nation",
                "operati", "organizati", "parti", "persisti", "politi", "positi", "potenti", "producti", "protecti",
                "relati", "secti", "soluti", "stati", "substanti", "targeti", "traditi", "transacti", "utiliz",
            ]
        ),
        (
            .rt,
            [
                "advert", "airport", "alert", "apart", "artic", "artifact", "artifi", "assert", "cartel", "certain",
                "certif", "convert", "deport", "desert", "effort", "escort", "expert", "export", "fort",
                "further", "import", "insert", "invert", "north", "overt", "part", "partial", "particip", "particul",
                "partiti", "partner", "party", "passport", "port", "portal", "portfol", "portio", "quart", "report",
                "reports", "resort", "revert", "short", "sort", "sorts", "start", "starting", "starts", "support",
                "transport", "vert", "verti", "virtu", "worth",
            ]
        ),
        (
            .tf,
            [
                "chatf", "outfi", "platf", "portfol",
            ]
        ),
    ]

    /// The ligatures that may stand between two pieces of a word, as far as a known word begins like that.
    ///
    /// - Parameters:
    ///   - left: The letters before it.
    ///   - right: The letters after it.
    ///   - isCut: Whether another sign follows these, which may be a ligature too.
    /// - Returns: Each that makes a known word of them.
    static func ligatures(between left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>, isCut: Bool) -> [Ligature] {
        all.compactMap { ligature, stems in
            // At a word's start only these are common enough; the sign may as well be a quotation mark.
            guard !left.isEmpty || ligature.bytes[0] == 0x66 else { return nil }
            let isKnown = stems.contains { stem in
                let size = stem.utf8CodeUnitCount
                let isEnough = !left.isEmpty || size > 4 || size == ligature.count + right.count
                return isEnough && matches(stem, ligature, left, right, isCut: isCut)
            }
            return isKnown ? ligature : nil
        }
    }

    /// Whether the word from its start, over the ligature, to the end of the stem is the stem.
    private static func matches(
        _ stem: StaticString,
        _ ligature: Ligature,
        _ left: ArraySlice<UInt8>,
        _ right: ArraySlice<UInt8>,
        isCut: Bool
    ) -> Bool {
        var rest = UnsafeBufferPointer(start: stem.utf8Start, count: stem.utf8CodeUnitCount)[...]
        guard rest.count >= left.count + ligature.count, agree(rest, left) else { return false }
        rest = rest.dropFirst(left.count)
        guard rest.starts(with: ligature.bytes) else { return false }
        rest = rest.dropFirst(ligature.count)
        guard rest.count > right.count else { return agree(right, rest) }
        guard isCut, agree(rest, right) else { return false }
        rest = rest.dropFirst(right.count)
        return Ligature.allCases.contains { rest.starts(with: $0.bytes) }
    }

    /// Whether `word` begins with `letters`, whatever their case.
    private static func agree(_ word: some Sequence<UInt8>, _ letters: some Sequence<UInt8>) -> Bool {
        word.lazy.map(\.lowercasedASCII).starts(with: letters.lazy.map(\.lowercasedASCII))
    }
}
