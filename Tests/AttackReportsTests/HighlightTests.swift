import Testing

@testable import AttackReports

@Suite struct HighlightTests {
    private func marked(_ terms: [String], in text: String) -> [String] {
        let bytes = Array(text.utf8)
        return Highlight.ranges(of: terms, in: text).map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    @Test(arguments: [
        (["lsass"], "Dumped LSASS memory", ["LSASS"]), (["encrypt"], "They encrypted it", ["encrypted"]),
        (["log"], "logistics log", ["log"]),
        (["scheduled task"], "a Scheduled\nTask, a scheduled-task", ["Scheduled\nTask", "scheduled-task"]),
        (["a b", "b c"], "a b c", ["a b c"]), (["T1059.001"], "(T1059.001)", ["T1059.001"]),
        (["naïve"], "naïvely", ["naïvely"]),
        ([""], "text", []), (["-x"], "-x", []), (["longer than the text"], "short", []), (["é"], "éa é", ["é"]),
    ])
    func termsAreFoundAsWholeWords(terms: [String], text: String, found: [String]) {
        #expect(marked(terms, in: text) == found)
    }

    @Test func aMarkNeverCutsACharacter() {
        for text in HostileText.all {
            for term in ["a", "x", "é", "evil", text] {
                for range in Highlight.ranges(of: [term], in: text) {
                    #expect(String(validating: Array(text.utf8)[range], as: UTF8.self) != nil)
                }
            }
        }
    }
}
