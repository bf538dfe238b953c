import Testing

@testable import DocumentExtraction

@Suite("Ligatures that came out as signs")
struct BrokenLigaturesTests {
    private func repaired(_ text: String) -> String? {
        BrokenLigatures.repaired(Array(text.utf8)[...]).map { String(decoding: $0, as: UTF8.self) }
    }

    private let proof = "a!ack a!empt a!achment di&erent signi%cant"

    @Test func wordsShowWhatASignStandsFor() {
        #expect(repaired(proof) == "attack attempt attachment different significant")
        #expect(repaired("\(proof) Ma!hew")?.hasSuffix("Matthew") == true)
        #expect(repaired("acƟon detecƟon informaƟon soŌware aƩack") == "action detection information software attack")
    }

    /// The same sign may be another ligature in another font of the document.
    @Test func aKnownWordCountsMoreThanTheUsualMeaning() {
        #expect(repaired("\(proof) pla!orm")?.hasSuffix("platform") == true)
    }

    @Test func punctuationStaysWhereItIs() {
        let text = "\(proof) (so) \"good\" AT&T 100% it's f(x) wmic.exe) #1 he said!"
        #expect(repaired(text)?.hasSuffix("(so) \"good\" AT&T 100% it's f(x) wmic.exe) #1 he said!") == true)
    }

    @Test(arguments: [
        "", "%", "a%", "%a", "Nothing is broken here: it's (quite) \"fine\", 100%!", "one a!ack is no proof",
        "rule x { $a = \"b\" #c > 1 }", "%TEMP%\\file.exe and %APPDATA%\\x",
    ])
    func aTextWithoutThemIsLeftAlone(_ text: String) {
        #expect(repaired(text) == nil)
    }

    @Test func hashesGetTheirDigitsBack() {
        let broken = "d41d8cd98f00b204e9800998ec&427e 7507fe19a)da652e9b2768c10ad639f"
        #expect(
            repaired("\(proof) \(broken)")?
                .hasSuffix("d41d8cd98f00b204e9800998ecff427e 7507fe19afbda652e9b2768c10ad639f") == true
        )
        let whole = "(d41d8cd98f00b204e9800998ecf8427e) (456341921300006b0c8b2ce9c9b007.evil.example"
        #expect(repaired("\(proof) \(whole)")?.hasSuffix(whole) == true)
    }

    @Test func mutationsEnd() {
        let seed = Array("\(proof) d41d8cd98f00b204e9800998ec&427e acƟon (so) !!! ffi%% \u{C5}".utf8)
        for index in seed.indices {
            _ = BrokenLigatures.repaired(seed[..<index])
            for byte in [0x00, 0x21, 0x61, 0xC5, 0xC6, 0xFF] as [UInt8] {
                var changed = seed
                changed[index] = byte
                _ = BrokenLigatures.repaired(changed[...])
            }
        }
    }
}
