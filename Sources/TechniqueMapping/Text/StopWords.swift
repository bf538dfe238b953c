/// Function words that carry no meaning of their own; a short list on purpose, longer ones measured no better.
struct StopWords: Sendable {
    /// The shared list.
    static let english = StopWords()

    private let table: [UInt64]
    private let mask: Int

    private init() {
        let words =
            """
            a an the this that these those it its they them their he him his she her we us our you your i my which who \
            whom whose what and or but nor so if than then of to in on at by for with from as into onto upon is are was \
            were be been being am has have had having do does did will would can could may might shall should must also \
            there here such both each other some any all more most very just only
            """
        let size = 512
        mask = size - 1
        var table = [UInt64](repeating: 0, count: size)
        for word in words.split(separator: " ") {
            let hash = Hash.word(word.utf8)
            var slot = Int(truncatingIfNeeded: hash) & mask
            while table[slot] != 0 { slot = (slot + 1) & mask }
            table[slot] = hash
        }
        self.table = table
    }

    /// Whether a word's hash is in the list.
    @inline(__always)
    func contains(_ hash: UInt64) -> Bool {
        var slot = Int(truncatingIfNeeded: hash) & mask
        while table[slot] != 0 {
            if table[slot] == hash { return true }
            slot = (slot + 1) & mask
        }
        return false
    }
}
