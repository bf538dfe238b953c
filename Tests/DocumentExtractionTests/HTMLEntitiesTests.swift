import Testing

@testable import DocumentExtraction

@Suite("Character references")
struct HTMLEntitiesTests {
    private func decode(_ text: String) -> String {
        String(decoding: HTMLEntities.decode(Array(text.utf8)), as: UTF8.self)
    }

    @Test(arguments: [
        ("&lt;&gt;&amp;&quot;&apos;&nbsp;", "<>&\"'\u{A0}"), ("evil&lsqb;&period;&rsqb;example", "evil[.]example"),
        ("&AElig;&zwnj;", "\u{C6}\u{200C}"), ("&NotEqualTilde;", "\u{2242}\u{338}"), ("&copy&eacute", "\u{A9}\u{E9}"),
        ("&colon", "&colon"), ("&COLON;", "&COLON;"), ("&;&a;&zz;&\u{E9};", "&;&a;&zz;&\u{E9};"),
        ("&CounterClockwiseContourIntegral;", "\u{2233}"), ("&#65;&#x42&#X43;", "ABC"), ("&#;&#x;", "&#;&#x;"),
    ])
    func standForTheirCharacters(_ text: String, _ expected: String) {
        #expect(decode(text).unicodeScalars.elementsEqual(expected.unicodeScalars))
    }

    /// The table is searched by halves: a name out of order would not be found, nor others beside it.
    @Test func everyNameOfTheTableIsFound() {
        let table = HTMLEntities.names.description.split { $0 == " " || $0 == "\n" }
        #expect(table.count == 2125)
        for entry in table {
            let parts = entry.split { $0 == "=" || $0 == "!" }
            let scalars = parts[1].split(separator: "+")
                .compactMap { UInt32($0, radix: 16).flatMap(Unicode.Scalar.init) }
            #expect(decode("&\(parts[0]);").unicodeScalars.elementsEqual(scalars), "\(parts[0])")
        }
    }
}
