/// What a word can mean for the stance of its sentence; a word may be several things.
struct StanceWordClass: OptionSet, Sendable {
    let rawValue: UInt64

    static let negator = Self(bit: 0)
    static let no = Self(bit: 1)
    static let trace = Self(bit: 2)
    static let failing = Self(bit: 3)
    static let to = Self(bit: 4)
    static let lacking = Self(bit: 5)
    static let excused = Self(bit: 6)
    static let subordinate = Self(bit: 7)
    static let contrast = Self(bit: 8)
    static let modal = Self(bit: 9)
    static let would = Self(bit: 10)
    static let granting = Self(bit: 11)
    static let attacker = Self(bit: 12)
    static let anyone = Self(bit: 13)
    static let article = Self(bit: 14)
    static let weakness = Self(bit: 15)
    static let theory = Self(bit: 16)
    static let possible = Self(bit: 17)
    static let condition = Self(bit: 18)
    static let finite = Self(bit: 19)
    static let have = Self(bit: 20)
    static let able = Self(bit: 21)
    static let likely = Self(bit: 22)
    static let will = Self(bit: 23)
    static let should = Self(bit: 24)
    static let advice = Self(bit: 25)
    static let defender = Self(bit: 26)
    static let obligation = Self(bit: 27)
    static let protecting = Self(bit: 28)
    static let imperative = Self(bit: 29)
    static let weakImperative = Self(bit: 30)
    static let pointer = Self(bit: 31)
    static let material = Self(bit: 32)
    static let more = Self(bit: 33)
    static let our = Self(bit: 34)
    static let it = Self(bit: 35)
    static let ruled = Self(bit: 36)
    static let out = Self(bit: 37)
    static let make = Self(bit: 38)
    static let sure = Self(bit: 39)
    static let please = Self(bit: 40)
    static let neither = Self(bit: 41)
    static let and = Self(bit: 42)
    static let holding = Self(bit: 43)
    static let noted = Self(bit: 44)
    static let purpose = Self(bit: 45)
    static let had = Self(bit: 46)
    static let leaving = Self(bit: 47)
    static let preposition = Self(bit: 48)
    static let effect = Self(bit: 49)
    static let can = Self(bit: 50)
    static let victim = Self(bit: 51)
    static let task = Self(bit: 52)
    static let comma = Self(bit: 60)
    static let semicolon = Self(bit: 61)
    static let colon = Self(bit: 62)

    /// Any of these must occur for a sentence to be anything but described.
    static let cues: Self = [
        .negator, .no, .failing, .lacking, .ruled, .neither, .modal, .theory, .possible, .likely, .should, .advice,
        .protecting, .imperative, .weakImperative, .pointer, .make, .more, .obligation,
    ]

    init(rawValue: UInt64) { self.rawValue = rawValue }

    private init(bit: UInt64) { rawValue = 1 << bit }
}
