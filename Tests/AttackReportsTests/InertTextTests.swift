import Testing

@testable import AttackReports

@Suite struct InertTextTests {
    @Test(arguments: [
        ("plain text", "plain text"), ("", ""), ("  a \n\t b\u{A0}\u{2009}c  ", "a b c"),
        ("“quoted” — naïve 漢字 😀", "“quoted” — naïve 漢字 😀"),
        ("a\u{202E}b", "a[U+202E]b"), ("\u{1B}[0m", "[U+001B][0m"), ("x\u{0}y", "x[U+0000]y"),
        ("\u{E0041}", "[U+E0041]"),
        ("a\u{2028}b", "a b"), ("\u{3000}x", "x"), ("👩\u{200D}💻", "👩\u{200D}💻"),
        ("نمی\u{200C}خواهم", "نمی\u{200C}خواهم"),
    ])
    func textIsOnOneLineAndItsActiveCharactersAreWrittenOut(given: String, shown: String) {
        #expect(InertText.line(given) == shown)
    }

    @Test func whatWasMadeInertStaysAsItIs() {
        for text in HostileText.all {
            #expect(InertText.line(InertText.line(text)) == InertText.line(text))
        }
    }

    @Test(arguments: [("abcdef", 6, "abcdef"), ("abcdefg", 6, "abcde…"), ("ééééééé", 7, "ééééééé")])
    func longTextIsCutAtANumberOfCharacters(given: String, limit: Int, shown: String) {
        #expect(InertText.line(given, limit: limit) == shown)
    }
}
